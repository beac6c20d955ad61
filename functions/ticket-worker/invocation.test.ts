import { describe, expect, it } from "vitest";
import { aBatch, aMessage } from "../../test/support/ticketing/a-batch";
import { readInvocation } from "./invocation";

const section = { event: "autumn-tour", section: "A" };

describe("what the worker is asked for", () => {
  it("is a batch of the stream", () => {
    const batch = aBatch(aMessage("{}"));

    expect(readInvocation(batch)).toEqual({ batch });
  });

  it.each([{}, { sections: [section] }, { after: section }])("is a reconciliation: %j", (reconcile) => {
    expect(readInvocation({ reconcile })).toEqual({ reconciliation: reconcile });
  });

  it.each([
    undefined,
    {},
    { Records: 1 },
    { reconcile: true },
    { reconcile: { section } },
    { reconcile: { sections: ["A"] } },
  ])("is nothing else: %j", (event) => {
    expect(() => readInvocation(event)).toThrow(/e\.g\. \{"reconcile"/);
  });
});
