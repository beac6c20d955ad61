import { nodeHmac } from "../waiting-room/tokens/node-hmac";
import { unavailable } from "./answer";
import { decide, type Decision } from "./decide";
import type { GateRequest } from "./request";

/** Reads an entry of the edge's store; `undefined` if there is none. */
export type ReadEntry = (key: string) => Promise<string | undefined>;

export type FinalDecision = Exclude<Decision, { readonly kind: "read" }>;

/** Decides on a request where promises are no hindrance. An entry that cannot be read is judged like one that is missing. */
export async function decideReading(
  request: GateRequest,
  readEntry: ReadEntry,
  now: number,
): Promise<FinalDecision> {
  try {
    let decision = decide(request, now, nodeHmac);
    while (decision.kind === "read") {
      decision = decision.proceed((await readEntry(decision.key).catch(() => undefined)) ?? "");
    }
    return decision;
  } catch {
    return { kind: "refuse", answer: unavailable(), reason: "gate" };
  }
}
