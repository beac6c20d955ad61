import type { CloudFrontRequestResult } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { lambdaEdgeEvent } from "../../test/support/waiting-room/cloudfront-event";
import { inNjs, inNode, inVm, type Outcome } from "../../test/support/waiting-room/edge-runtimes";
import type { GateVector, Verdict } from "../../test/support/waiting-room/gate-situation";
import { gateVectors } from "../../test/support/waiting-room/gate-vectors";
import { present } from "../../test/support/waiting-room/key-ring";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import { bundleEdge } from "../bundle-edge";
import { edgeHandler } from "./lambda-edge";

const njs = requireTool("njs", "njs");
const gate = bundleEdge("admission-gate").code;

function verdictOf(outcome: Outcome): Verdict {
  if ("statusCode" in outcome) return outcome.statusCode as Verdict;
  const { headers } = outcome;
  if (headers["x-vwr-degraded"]) return "degraded";
  return headers["x-vwr-sub"] ? "admitted" : "passes";
}

/** What counts of an answer, whoever gives it. */
interface Essence {
  readonly status: number | undefined;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

function essenceOf(outcome: Outcome): Essence {
  const headers = Object.fromEntries(
    Object.entries(outcome.headers).map(([name, { value }]) => [name, value]),
  );
  if (!("statusCode" in outcome)) return { status: undefined, body: undefined, headers };
  return { status: outcome.statusCode, body: outcome.body?.data ?? "", headers };
}

function essenceOfEdge(result: NonNullable<CloudFrontRequestResult>): Essence {
  const named = Object.entries(result.headers ?? {}).filter(([name]) => name !== "cookie");
  const headers = Object.fromEntries(named.map(([name, [first]]) => [name, first?.value]));
  if (!("status" in result)) return { status: undefined, body: undefined, headers };
  return { status: Number(result.status), body: result.body, headers };
}

async function inLambdaEdge({ event, entries }: GateVector): Promise<Essence> {
  const readEntry = (key: string) => Promise.resolve(entries[key]);
  const handler = edgeHandler({
    readEntry,
    clock: { now: () => present },
    servesFiles: false,
    log: () => undefined,
  });
  return essenceOfEdge((await handler(lambdaEdgeEvent(event))) ?? { status: "none" });
}

describe("the gate gives every token and request its due", () => {
  test("imported into Node", async () => {
    const outcomes = await inNode(gate, gateVectors);
    const given = gateVectors.map(({ name }, index) => [
      name,
      outcomes.slice(index, index + 1).map(verdictOf),
    ]);
    expect(given).toEqual(gateVectors.map(({ name, verdict }) => [name, [verdict]]));
  });

  test("in a context with nothing but what CloudFront gives, to the letter as in Node", async () => {
    expect(await inVm(gate, gateVectors)).toEqual(await inNode(gate, gateVectors));
  });

  test.skipIf(njs === undefined)("in njs, to the letter as in Node", async () => {
    expect(await inNjs(njs ?? "")(gate, gateVectors)).toEqual(await inNode(gate, gateVectors));
  });

  test("as Lambda@Edge, with the same statuses, headers and bodies", async () => {
    const outcomes = await inNode(gate, gateVectors);
    const named = (essence: Essence | undefined, index: number) => [gateVectors[index]?.name, essence];
    const answers = await Promise.all(gateVectors.map(inLambdaEdge));
    expect(answers.map(named)).toEqual(outcomes.map(essenceOf).map(named));
  });
});
