import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import { urnOf, type Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const at = { project: "urr", stack: "test" };
const archiveUrn = urnOf(at, null, "urr:operations:LogArchive", "operations-archive");

function resource(
  type: string,
  name: string,
  inputs: Resource["inputs"] = {},
  { parent = null, arn }: { readonly parent?: string | null; readonly arn?: string } = {},
): Resource {
  const urn = urnOf(at, parent, type, name);
  return captured(type, name, inputs, {
    urn,
    parent,
    outputs: arn === undefined ? inputs : { ...inputs, arn },
  });
}

const cost = (resources: readonly Resource[], usage: Usage = {}) =>
  estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book");

/** What, quantity and amount of every item. */
const lines = (resources: readonly Resource[], usage?: Usage) =>
  cost(resources, usage).items.map(({ what, quantity, monthly }) => [what, quantity, monthly]);

const gateway = (name: string) => resource("aws:ec2/natGateway:NatGateway", name);
const endpoint = (name: string, inputs: Resource["inputs"]) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", name, inputs);
const flowLog = (name: string, inputs: Resource["inputs"]) =>
  resource("aws:ec2/flowLog:FlowLog", name, inputs);
const alarm = (inputs: Resource["inputs"]) =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", inputs);

describe("NAT gateways", () => {
  it("cost 86.14 for two, where a seed says 65, and each byte once: COST-09", () => {
    const two = cost([gateway("a"), gateway("b")], { natGb: 100 });
    expect(two).toMatchObject({ fixed: 86.14, usage: 5.9, monthly: 92.04, unpriced: 0 });
  });

  it("cost more for a gigabyte than the endpoint it could take instead: COST-15", () => {
    const both = [gateway("a"), endpoint("sts", { vpcEndpointType: "Interface", subnetIds: ["subnet-1"] })];
    expect(cost(both, { natGb: 1000, endpointGb: 0 }).usage).toBe(59);
    expect(cost(both, { natGb: 0, endpointGb: 1000 }).usage).toBe(10);
  });
});

describe("endpoints", () => {
  it("are paid by the hour in every one of their subnets", () => {
    const inputs = { vpcEndpointType: "Interface", subnetIds: ["subnet-1", "subnet-2", "subnet-3"] };
    expect(lines([endpoint("sts", inputs)], { endpointGb: 10 })).toEqual([
      ["interface endpoint, in every zone", 2190, 28.47],
      ["traffic through the endpoint", 10, 0.1],
    ]);
  });

  it("are open, not free, where their subnets are not known", () => {
    expect(lines([endpoint("sts", { vpcEndpointType: "Interface" })])).toContainEqual([
      "interface endpoint, in every zone",
      null,
      null,
    ]);
  });

  it("are free as gateways only, and open where the book has no price for their kind", () => {
    expect(lines([endpoint("s3", {})])).toEqual([["gateway endpoint", 1, 0]]);
    expect(lines([endpoint("scanner", { vpcEndpointType: "GatewayLoadBalancer" })])).toEqual([
      ["endpoint of another kind", null, null],
    ]);
  });
});

const group = (inputs: Resource["inputs"]) =>
  resource("aws:cloudwatch/logGroup:LogGroup", "group", inputs, { arn: "arn:group" });
const toGroup = (name: string) => flowLog(name, { logDestination: "arn:group" });

describe("flow logs", () => {
  it("are paid on delivery and for as many months as they are kept", () => {
    expect(lines([group({ retentionInDays: 90 }), toGroup("all")], { flowLogGb: 10 })).toEqual([
      ["flow logs delivered to CloudWatch", 10, 7.6],
      ["flow logs stored, before compression", 30, 0.942],
    ]);
  });

  it("are open in storage where nothing is ever deleted", () => {
    expect(lines([group({ retentionInDays: 0 }), toGroup("all")], { flowLogGb: 10 })).toContainEqual([
      "flow logs stored, before compression",
      null,
      null,
    ]);
  });

  it("share the stated gigabytes", () => {
    const two = [group({ retentionInDays: 30 }), toGroup("accepted"), toGroup("rejected")];
    expect(cost(two, { flowLogGb: 10 }).usage).toBeCloseTo(10 * (0.76 + 0.0314), 2);
  });

  it("have no confirmed price on the way to S3, nor for the conversion to Parquet", () => {
    const inputs = { logDestinationType: "s3", destinationOptions: { fileFormat: "parquet" } };
    const estimated = cost([flowLog("archived", inputs)], { flowLogGb: 10 });
    expect(estimated).toMatchObject({ monthly: 0, unpriced: 2 });
    expect(estimated.items.map(({ confidence }) => confidence)).toEqual(["U", "U"]);
  });
});

describe("log groups", () => {
  it("that something else writes to are open, and those of flow logs are paid with them", () => {
    expect(cost([group({ retentionInDays: 30 })])).toMatchObject({ monthly: 0, unpriced: 1 });
    const filled = [group({ retentionInDays: 30 }), toGroup("all")];
    expect(lines(filled, { flowLogGb: 1 }).map(([what]) => what)).not.toContain("logs written");
  });
});

describe("alarms", () => {
  const metric = (period: number) => ({ id: "m", metric: { namespace: "AWS/NATGateway", period } });

  it("are paid by the metrics they read, and their expressions are not", () => {
    expect(lines([alarm({ period: 300 })])).toEqual([["alarm", 1, 0.1]]);
    const metricQueries = [{ id: "ratio", expression: "a / b" }, metric(300), metric(300), metric(300)];
    expect(lines([alarm({ metricQueries })])).toEqual([["alarm", 3, 0.3]]);
  });

  it.each([
    ["look every ten seconds", { period: 10 }],
    ["look every ten seconds by a query", { metricQueries: [metric(10)] }],
    ["compare with a band", { period: 300, thresholdMetricId: "band" }],
  ])("are open where they %s, which costs more", (_, inputs) => {
    expect(cost([alarm(inputs)])).toMatchObject({ monthly: 0, unpriced: 1 });
  });
});

describe("buckets", () => {
  it("take the stated size for the log archive alone", () => {
    const type = "aws:s3/bucket:Bucket";
    const archive = resource(type, "archive", {}, { parent: archiveUrn });
    expect(cost([archive, resource(type, "site")], { logArchiveGb: 50 })).toMatchObject({
      usage: 1.25,
      unpriced: 1,
    });
  });
});

describe("keys that sign", () => {
  it("cost as much as others by the month, and take no share of requests that are not theirs", () => {
    const signing = resource("aws:kms/key:Key", "signing", { customerMasterKeySpec: "ECC_NIST_P256" });
    expect(lines([resource("aws:kms/key:Key", "data"), signing], { kmsRequests: 10_000 })).toEqual([
      ["key", 1, 1],
      ["requests to the key", 1, 0.03],
      ["key", 1, 1],
      ["signatures with the key", null, null],
    ]);
  });
});

describe("hosted zones", () => {
  it("cost by the month, and by queries that nobody states", () => {
    expect(lines([resource("aws:route53/zone:Zone", "zone", { name: "urr.example.com" })])).toEqual([
      ["DNS queries", null, null],
      ["hosted zone", 1, 0.5],
    ]);
  });
});

describe("any resource", () => {
  it("in another region is open, because its prices are other ones", () => {
    const secret = resource("aws:secretsmanager/secret:Secret", "edge", { region: "us-east-1" });
    expect(lines([secret])).toEqual([["secret in us-east-1, which has no price book", 1, null]]);
    expect(cost([secret])).toMatchObject({ monthly: 0, unpriced: 1 });
  });

  it("in another region has the prices that hold everywhere", () => {
    const key = resource("aws:kms/key:Key", "edge-key", { region: "us-east-1" });
    expect(lines([key], { kmsRequests: 20_000 })).toEqual([
      ["key", 1, 1],
      ["requests to the key", 2, 0.06],
    ]);
  });

  it("in another region is open by that line alone whose price holds here only", () => {
    const logs = resource(
      "aws:cloudwatch/logGroup:LogGroup",
      "dns",
      { region: "us-east-1" },
      { arn: "arn:dns" },
    );
    expect(lines([logs])).toEqual([["logs written in us-east-1, which has no price book", null, null]]);
  });

  it("is rounded to cents in the sum and not before", () => {
    const keys = ["a", "b", "c"].map((name) => resource("aws:kms/key:Key", name));
    const { items, usage } = cost(keys, { kmsRequests: 6000 });
    expect(items.filter(({ kind }) => kind === "usage").map(({ monthly }) => monthly)).toEqual([
      0.006, 0.006, 0.006,
    ]);
    expect(usage).toBe(0.02);
  });

  it("comes in the order of its URN, and its lines in the order of their words", () => {
    const items = cost([gateway("b"), gateway("a")]).items;
    expect(items.map(({ urn, what }) => `${urn.slice(-1)} ${what}`)).toEqual([
      "a NAT gateway",
      "a traffic through NAT",
      "b NAT gateway",
      "b traffic through NAT",
    ]);
  });
});
