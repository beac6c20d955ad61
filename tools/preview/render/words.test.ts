import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Cost } from "../document";
import { costInWords } from "./words";

const cluster = captured("kubernetes:core/v1:Namespace", "urr");
const bucket = captured("aws:s3/bucket:Bucket", "archive");

describe("the cost in words", () => {
  it("says that nothing is made on AWS where that is so", () => {
    expect(costInWords({ cost: null, resources: [cluster] })).toBe("none: nothing is made on AWS");
  });

  it("says that it is not estimated where something is made on AWS in a region without prices", () => {
    expect(costInWords({ cost: null, resources: [cluster, bucket] })).toMatch(/^not estimated: .*price book/);
  });

  it("says how much there is, how much more than before, and what has no price", () => {
    const item = { urn: "urn", what: "puzzles", unit: "one", quantity: 1, kind: "fixed" } as const;
    const cost: Cost = {
      ...{ currency: "USD", region: "ap-northeast-2", monthly: 512.9, fixed: 462.9, usage: 50, unpriced: 1 },
      items: [{ ...item, price: null, monthly: null, confidence: "U" }],
    };
    expect(costInWords({ cost, resources: [bucket] }, { ...cost, monthly: 500 })).toBe(
      "$512.90 a month (+$12.90), $462.90 of it fixed; 1 item without a price or a stated usage, among them puzzles",
    );
  });
});
