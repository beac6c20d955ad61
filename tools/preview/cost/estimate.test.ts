import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateStack } from "../evaluate-stack";
import { changed, evaluated, stacks } from "../../../test/support/stacks";
import { usageSetting } from "../../../components/operations/usage";
import type { Settings } from "../../../infra/settings";
import { estimate } from "./estimate";
import { freeTypes } from "./free-types";
import type { Usage } from "./lines";
import { prices, stalePrices } from "./price-book";
import { pricerOf } from "./pricers";

const region = "ap-northeast-2";
const month = 730;

async function costOf(name: string, change: (settings: Settings) => Settings = (settings) => settings) {
  const stack = changed(name, change);
  const { resources } = await evaluateStack(stack, "update");
  const cost = estimate(resources, stack.usage, region);
  return { resources, cost: cost ?? expect.fail("no price book") };
}

const withNetwork =
  (network: Partial<Settings["network"]>) =>
  (settings: Settings): Settings => ({ ...settings, network: { ...settings.network, ...network } });

const sumOf = (items: readonly { what: string; monthly: number | null }[], what: string) =>
  items.filter((item) => item.what === what).reduce((sum, { monthly }) => sum + (monthly ?? 0), 0);

const usage = fc.record(
  {
    internetOutGb: fc.nat(10_000),
    interZoneGb: fc.nat(10_000),
    natGb: fc.nat(10_000),
    endpointGb: fc.nat(10_000),
    flowLogGb: fc.nat(1000),
    logArchiveGb: fc.nat(10_000),
    kmsRequests: fc.nat(10_000_000),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Usage>;

describe("the cost of a stack", () => {
  it("has the lines the seeds leave out: NAT, public addresses and interface endpoints by zone: COST-09", async () => {
    const { cost } = await costOf("prod", withNetwork({ zones: ["a", "b", "c"], nat: "perZone" }));
    expect(sumOf(cost.items, "NAT gateway")).toBeCloseTo(3 * month * 0.059, 6);
    expect(sumOf(cost.items, "public IPv4 address")).toBeCloseTo(3 * month * 0.005, 6);
    expect(sumOf(cost.items, "interface endpoint, in every zone")).toBeCloseTo(11 * 3 * month * 0.013, 6);
    const ofNat = cost.items.filter(({ urn }) => urn.includes("::network-nat"));
    expect(sumOf(ofNat, "alarm")).toBeCloseTo(3 * (1 + 3) * 0.1, 6);
  });

  it("is the documented 170.82 for nine interface endpoints in two zones, and nothing for gateways: COST-15", async () => {
    const nine = [
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "sts",
      "logs",
      "secretsmanager",
      "elasticloadbalancing",
      "autoscaling",
    ] as const;
    const endpoints = { gateway: ["s3" as const, "dynamodb" as const], interface: [...nine] };
    const { cost } = await costOf("prod", withNetwork({ zones: ["a", "b"], endpoints }));
    expect(sumOf(cost.items, "interface endpoint, in every zone")).toBeCloseTo(170.82, 2);
    expect(sumOf(cost.items, "gateway endpoint")).toBe(0);
  });

  it("doubles for NAT and endpoints with twice the zones", async () => {
    const of = async (zones: Settings["network"]["zones"]) => {
      const { cost } = await costOf("prod", withNetwork({ zones, nat: "perZone" }));
      return sumOf(cost.items, "NAT gateway") + sumOf(cost.items, "interface endpoint, in every zone");
    };
    expect(await of(["a", "b", "c", "d"])).toBeCloseTo(2 * (await of(["a", "b"])), 6);
  });

  it("is the fixed part alone while no usage is stated, and every open item is counted", async () => {
    const withoutUsage = (settings: Settings) => ({
      ...withNetwork({ flowLogs: { destination: "cloudwatch", traffic: "ALL" } })(settings),
      operations: { ...settings.operations, usage: {} },
    });
    const { cost, resources } = await costOf("prod", withoutUsage);
    expect(cost.usage).toBe(0);
    expect(cost.monthly).toBe(cost.fixed);
    const withoutPrice = cost.items.filter(({ kind, price }) => kind === "fixed" && price === null).length;
    const byUsage = cost.items.filter(({ kind }) => kind === "usage").length;
    expect(cost.unpriced).toBe(withoutPrice + byUsage);
    expect(cost.unpriced).toBeGreaterThan(3);
    const zero = Object.fromEntries(Object.keys(usageSetting.shape).map((key) => [key, 0])) as Usage;
    const ofNothing = estimate(resources, zero, region);
    expect(ofNothing).toMatchObject({ monthly: cost.fixed, usage: 0 });
    const nobodyKnows = ofNothing?.items.filter(({ kind, price }) => kind === "usage" && price === null);
    expect(ofNothing?.unpriced).toBe(withoutPrice + (nobodyKnows?.length ?? 0));
    expect(ofNothing?.unpriced).toBeLessThan(cost.unpriced);
  });

  it("counts a stated usage once, however many resources share it", async () => {
    const { resources } = await costOf("prod");
    const cost = estimate(resources, { natGb: 1000, endpointGb: 500 }, region);
    expect(cost?.usage).toBeCloseTo(1000 * 0.059 + 500 * 0.01, 2);
  });

  it("never falls when a usage grows", async () => {
    const { resources } = await evaluated("prod");
    fc.assert(
      fc.property(usage, usage, (some, more) => {
        const both = Object.fromEntries(
          Object.entries(some).map(([key, value]) => [key, (value ?? 0) + (more[key as keyof Usage] ?? 0)]),
        );
        const before = estimate(resources, some, region)?.monthly ?? Number.NaN;
        expect(estimate(resources, both, region)?.monthly).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("shows a type nobody has priced, and never takes it for free", async () => {
    const { resources } = await evaluated("prod");
    const strange = resources
      .filter(({ type }) => type === "aws:ec2/eip:Eip")
      .slice(0, 1)
      .map((some) => ({ ...some, type: "aws:mwaa/environment:Environment", urn: "urn:strange" }));
    const cost = estimate(strange, {}, region);
    expect(cost).toMatchObject({ monthly: 0, unpriced: 1, items: [{ monthly: null, confidence: "U" }] });
  });

  it("does not count a price that is not confirmed", async () => {
    const { resources } = await costOf(
      "dev",
      withNetwork({ flowLogs: { destination: "s3", traffic: "ALL" } }),
    );
    const item = estimate(resources, { flowLogGb: 100 }, region)?.items.find(({ what }) =>
      what.includes("delivered to S3"),
    );
    expect(item).toMatchObject({ quantity: 100, price: null, monthly: null, confidence: "U" });
  });

  it("is not estimated with another region's prices", async () => {
    const { resources } = await evaluated("prod");
    expect(estimate(resources, {}, "us-west-2")).toBeNull();
  });

  it.each(stacks)("knows every type in %s, as priced or as free with a reason", async (stack) => {
    const { resources } = await evaluated(stack);
    const types = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type));
    expect(
      [...types].filter((type) => pricerOf(type) === undefined && freeTypes[type] === undefined),
    ).toEqual([]);
  });
});

describe("the price book", () => {
  it("says for every price where and when it was read, and has no value where it is not confirmed", () => {
    for (const [key, { source, value, confidence }] of Object.entries(prices)) {
      expect(source, key).not.toBe("");
      expect(value === null, key).toBe(confidence === "U");
    }
  });

  it("names the prices that are older than 90 days", () => {
    expect(stalePrices(new Date("2026-10-02"))).toEqual([]);
    expect(stalePrices(new Date("2027-01-15"))).toContain("nat-hour");
    expect(stalePrices(new Date("2027-01-15"))).not.toContain("vended-log-to-s3-gb");
  });
});
