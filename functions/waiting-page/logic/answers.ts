import type { Kept, Request } from "./state";

/** What the server or the browser did. */
export type Happening =
  | { readonly kind: "answered"; readonly request: Request; readonly answer: Answer }
  /** No answer came: no network, a time-out, or something that was not the API's. */
  | { readonly kind: "unanswered"; readonly request: Request }
  | { readonly kind: "asked"; readonly request: Request }
  | { readonly kind: "visibility"; readonly hidden: boolean }
  | { readonly kind: "connection"; readonly online: boolean }
  /** Another tab has written what all tabs share. */
  | { readonly kind: "shared"; readonly kept: Kept }
  | { readonly kind: "wantsToRejoin"; readonly request: string }
  | { readonly kind: "wantsToRestart"; readonly rid: string };

export interface Answer {
  readonly status: number;
  /** Parsed JSON, or nothing if it was none. */
  readonly body: unknown;
  /** `Age` header in milliseconds. */
  readonly ageMs: number;
  /** `Retry-After` header in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A property of an answer's body, if it has one. */
export function field(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null
    ? (body as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** The code of an error answer or of a 202, or an empty text. */
export function codeOf(body: unknown): string {
  const code = field(body, "code") ?? field(field(body, "error"), "code");
  return typeof code === "string" ? code : "";
}

/** A non-negative number of the body. */
export function amountOf(body: unknown, name: string): number | undefined {
  const value = field(body, name);
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
