import type { Decision } from "./decide";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** One line stands for so many. */
const sampled = 100;

/**
 * The line to log of a refusal, if there is one. Every line is paid for and anybody can send bad tokens, so it is one in
 * a hundred, by the last digits of the time (milliseconds). That nobody has shown anything is no news.
 */
export function lineOf(
  reason: Extract<Decision, { kind: "refuse" }>["reason"],
  now: number,
): string | undefined {
  return reason === "absent" || now % sampled !== 0 ? undefined : `gate: ${reason}`;
}
