import { isEventId } from "../event/event-id";
import type { AdmissionClaims, TicketClaims } from "./claims";

/* Runs in CloudFront Functions: see token.ts for what that forbids. */

/** What each type of token says. */
export interface Claims {
  readonly q1: TicketClaims;
  readonly a1: AdmissionClaims;
}

/** They become values of headers, so that they may hold nothing else. */
const name = /^[A-Za-z0-9_-]{1,64}$/;
const deviceTag = /^[A-Za-z0-9_-]{11}$/;

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

/** The claims, if all are there and are what they should be. More of them do no harm: a later version may sign them. */
export function checkedClaims<T extends keyof Claims>(type: T, value: unknown): Claims[T] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const claims = value as Readonly<Record<string, unknown>>;
  const fit =
    typeof claims["e"] === "string" &&
    isEventId(claims["e"]) &&
    isText(claims["s"], name) &&
    isWhole(claims["p"], 1) &&
    isWhole(claims["g"], 0) &&
    isWhole(claims["i"], 0) &&
    isWhole(claims["x"], 0) &&
    isText(claims["d"], deviceTag) &&
    (type === "q1" || isText(claims["j"], name));
  return fit ? (value as Claims[T]) : undefined;
}
