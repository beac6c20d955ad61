import { eventIdPattern } from "../event/event-id";
import type { StatusDocument } from "./document";

/**
 * What a cache may still give out after its time: a second of life and a minute while the origin fails. A document
 * that is older than the last one by more did not come from a slow cache: the last one was made by a wrong clock.
 */
const oldestFromCacheMs = 61_000;

/** The candidate if it is a sound document of the same event and not older than the last one, otherwise the last one. */
export function acceptDocument(
  last: StatusDocument | undefined,
  candidate: unknown,
): StatusDocument | undefined {
  if (!isStatusDocument(candidate)) return last;
  if (last === undefined) return candidate;
  if (candidate.ev !== last.ev) return last;
  const older = last.now - candidate.now;
  return older > 0 && older <= oldestFromCacheMs ? last : candidate;
}

/** Written by hand, since this is part of a page that weighs less than the library that would do it. */
function isStatusDocument(candidate: unknown): candidate is StatusDocument {
  if (!isObject(candidate)) return false;
  const { v, ev, mode, line, poll, perm, msg, openAt } = candidate;
  return (
    v === 1 &&
    typeof ev === "string" &&
    eventIdPattern.test(ev) &&
    typeof mode === "string" &&
    publicModes.includes(mode) &&
    amounts(candidate, ["now", "late", "lapsed", "issued", "rate", "graceSec", "joinSpreadMs"]) &&
    candidate["rate"] !== 0 &&
    isObject(line) &&
    amounts(line, ["S0", "t0", "slope", "cap", "until"]) &&
    isPolicy(poll) &&
    (openAt === undefined || isAmount(openAt)) &&
    (perm === undefined || isLottery(perm)) &&
    (msg === undefined || (isObject(msg) && typeof msg["ko"] === "string" && typeof msg["en"] === "string"))
  );
}

const publicModes: readonly string[] = [
  "PRE",
  "QUEUE",
  "PAUSED",
  "OPEN",
  "ENDED",
] satisfies StatusDocument["mode"][];

/** The same bounds as the operator's: a page must not be talked into hammering. */
function isPolicy(poll: unknown): boolean {
  if (!isObject(poll) || !amounts(poll, ["minMs", "maxMs", "factor", "jitter"])) return false;
  const { minMs, maxMs, factor, jitter } = poll as unknown as StatusDocument["poll"];
  return (
    minMs >= 1_000 && minMs <= maxMs && maxMs <= 600_000 && factor >= 0.01 && factor <= 1 && jitter <= 0.5
  );
}

function isLottery(perm: unknown): boolean {
  if (!isObject(perm) || typeof perm["commit"] !== "string") return false;
  const { n, seed } = perm;
  return (n === undefined || isAmount(n)) && (seed === undefined || isSeed(seed));
}

function isSeed(value: unknown): boolean {
  return typeof value === "string" && /^[\da-f]{64}$/.test(value);
}

function amounts(object: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => isAmount(object[name]));
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
