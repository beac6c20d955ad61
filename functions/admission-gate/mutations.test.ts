import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inNjs, inNode, inVm, type Outcome } from "../../test/support/waiting-room/edge-runtimes";
import { admission, showing } from "../../test/support/waiting-room/gate-situation";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import { bundleEdge } from "../bundle-edge";

const njs = requireTool("njs", "njs");
const gate = bundleEdge("admission-gate").code;

const base64url = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
const place = fc.nat(admission.length - 1);

/** The admission with one thing wrong, or none: then it is the admission itself. */
const altered = fc.oneof(
  fc.record({ place, bit: fc.nat(6) }).map(({ place: index, bit }) => {
    const bytes = Buffer.from(admission, "latin1");
    bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
    return bytes.toString("latin1");
  }),
  fc.record({ place, letter: fc.constantFrom(...base64url) }).map(({ place: index, letter }) => {
    return admission.slice(0, index) + letter + admission.slice(index + 1);
  }),
  place.map((length) => admission.slice(0, length)),
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).map((more) => admission + more),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("k2", "k3", "K1", "").map((kid) => admission.replace(".k1.", `.${kid}.`)),
  fc.constantFrom("q1", "A1", "a2", "").map((type) => type + admission.slice(2)),
);

const calls = (tokens: readonly string[]) => tokens.map((token) => showing(token, 302, token));
const isRefused = (outcome: Outcome) => "statusCode" in outcome && outcome.statusCode === 302;

describe("an admission with anything wrong", () => {
  test("is refused, and the admission itself is not, in Node and in a bare context", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(altered, { minLength: 100, maxLength: 200 }), async (tokens) => {
        const asked = calls([admission, ...tokens]);
        const inBoth = await Promise.all([inVm(gate, asked), inNode(gate, asked)]);
        for (const outcomes of inBoth) {
          expect(outcomes.map(isRefused)).toEqual(asked.map(({ name }) => name !== admission));
        }
      }),
      { numRuns: 20 },
    );
  });

  test.skipIf(njs === undefined)("is refused in njs where Node refuses it", () => {
    return fc.assert(
      fc.asyncProperty(fc.array(altered, { minLength: 500, maxLength: 500 }), async (tokens) => {
        const asked = calls([admission, ...tokens]);
        expect(await inNjs(njs ?? "")(gate, asked)).toEqual(await inNode(gate, asked));
      }),
      { numRuns: 2, interruptAfterTimeLimit: 8_000 },
    );
  });
});
