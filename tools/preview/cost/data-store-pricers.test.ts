import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const table = (name: string, inputs: Resource["inputs"]) =>
  captured("aws:dynamodb/table:Table", name, inputs);
const index = (inputs: Resource["inputs"]) =>
  captured("aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex", "index", inputs);

const lines = (resources: readonly Resource[], usage: Usage = {}) =>
  (estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book")).items.map(
    ({ what, quantity, monthly }) => [what, quantity, monthly],
  );

describe("tables", () => {
  it("cost their least units by the hour, and what scaling adds is open", () => {
    expect(lines([table("orders", { readCapacity: 5000, writeCapacity: 2000 })])).toEqual([
      ["storage", null, null],
      ["table: read units above it", null, null],
      ["table: read units, at the least", 3_650_000, 514.577],
      ["table: write units above it", null, null],
      ["table: write units, at the least", 1_460_000, 1029.154],
    ]);
  });

  it("cost as much again for an index with the same units", () => {
    const inputs = { provisionedThroughput: { readCapacityUnits: 5000, writeCapacityUnits: 2000 } };
    expect(lines([index(inputs)])).toContainEqual(["index: write units, at the least", 1_460_000, 1029.154]);
    expect(lines([index({ onDemandThroughput: { maxReadRequestUnits: 1 } })])).toEqual([]);
  });

  it("are paid by request where they have no units, and share what is stated for all", () => {
    const onDemand = { billingMode: "PAY_PER_REQUEST" };
    const usage = { dynamodbMillionReads: 10, dynamodbMillionWrites: 4, dynamodbGb: 20 };
    expect(lines([table("orders", onDemand), table("holds", onDemand)], usage)).toEqual(
      expect.arrayContaining([
        ["reads", 5, 0.6775],
        ["writes", 2, 1.36],
        ["storage", 10, 2.7075],
      ]),
    );
  });

  it("leave point-in-time recovery open, for which nobody has confirmed a price", () => {
    const kept = table("orders", { billingMode: "PAY_PER_REQUEST", pointInTimeRecovery: { enabled: true } });
    expect(lines([kept], { dynamodbGb: 20 })).toContainEqual(["point-in-time recovery", 20, null]);
    const not = table("orders", { billingMode: "PAY_PER_REQUEST", pointInTimeRecovery: { enabled: false } });
    expect(lines([not]).map(([what]) => what)).not.toContain("point-in-time recovery");
  });
});

describe("images and backups", () => {
  it("cost what is kept of them, and nothing for an empty repository or vault", () => {
    const repositories = ["a", "b"].map((name) => captured("aws:ecr/repository:Repository", name));
    expect(lines(repositories, { imageGb: 50 })).toEqual([
      ["images", 25, 2.5],
      ["images", 25, 2.5],
    ]);
    expect(lines(repositories)).toEqual([
      ["images", null, null],
      ["images", null, null],
    ]);
    expect(lines([captured("aws:backup/vault:Vault", "vault")], { backupGb: 500 })).toEqual([
      ["backups", 500, null],
    ]);
  });
});
