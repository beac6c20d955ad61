import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { changeFindings } from "./change-findings";
import { changesBetween } from "./changes";
import type { PreviewResource } from "./document";

const resource = (
  name: string,
  inputs: Record<string, unknown>,
  type = "aws:ec2/subnet:Subnet",
): PreviewResource => captured(type, name, inputs);

const before = [resource("a", { cidrBlock: "10.0.0.0/24", tags: { Name: "a" }, list: [1, 2] })];

describe("the changes between two previews", () => {
  it("are none between equal ones", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (inputs) => {
        expect(changesBetween([resource("a", inputs)], [resource("a", structuredClone(inputs))])).toEqual([]);
      }),
    );
  });

  it("name what comes and what goes, sorted by URN", () => {
    const changes = changesBetween(
      [resource("b", {}), resource("z", {})],
      [resource("z", {}), resource("a", {})],
    );
    expect(changes.map(({ urn, action }) => [urn.split("::").at(-1), action])).toEqual([
      ["a", "create"],
      ["b", "delete"],
    ]);
  });

  it("name every property that differs by its path", () => {
    const after = [
      resource("a", { cidrBlock: "10.0.0.0/24", tags: { Name: "b", New: "x" }, list: [1, 3, 4] }),
    ];
    expect(changesBetween(before, after)).toEqual([
      {
        urn: before[0]?.urn,
        action: "update",
        properties: [
          { path: "list[1]", from: 2, to: 3, replaces: false },
          { path: "list[2]", from: undefined, to: 4, replaces: false },
          { path: "tags.Name", from: "a", to: "b", replaces: false },
          { path: "tags.New", from: undefined, to: "x", replaces: false },
        ],
      },
    ]);
  });

  it("mark a resource as replaced where AWS cannot change the property", () => {
    const [change] = changesBetween(before, [
      resource("a", { ...before[0]?.inputs, cidrBlock: "10.0.1.0/24" }),
    ]);
    expect(change).toMatchObject({ action: "replace", properties: [{ path: "cidrBlock", replaces: true }] });
  });

  it("look into policy documents", () => {
    const policy = (action: string) => ({ policy: JSON.stringify({ Statement: [{ Action: action }] }) });
    const [change] = changesBetween([resource("a", policy("s3:*"))], [resource("a", policy("s3:Get*"))]);
    expect(change?.properties).toEqual([
      { path: "policy.Statement[0].Action", from: "s3:*", to: "s3:Get*", replaces: false },
    ]);
  });
});

describe("changes that a resource ignores", () => {
  it("are none, and what lies beside them is one", () => {
    const group = (desiredSize: number, maxSize: number): PreviewResource => ({
      ...resource("nodes", { scalingConfig: { desiredSize, maxSize } }),
      ignoreChanges: ["scalingConfig.desiredSize"],
    });
    expect(changesBetween([group(3, 4)], [group(4, 4)])).toEqual([]);
    const [change] = changesBetween([group(3, 4)], [group(4, 6)]);
    expect(change?.properties.map(({ path }) => path)).toEqual(["scalingConfig.maxSize"]);
  });
});

describe("a secret that is generated anew", () => {
  it("changes whoever holds it, though it is shown nowhere", () => {
    const stack = (generation: string): readonly PreviewResource[] => {
      const type = "random:index/randomPassword:RandomPassword";
      const password = { ...resource("password", { keepers: { generation } }, type), id: "none" };
      const holder = {
        ...resource("holder", { secretString: "[secret]", note: "none" }),
        dependencies: [password.urn],
      };
      return [password, holder, resource("other", { secretString: "[secret]", note: "none" })];
    };
    const changes = changesBetween(stack("1"), stack("2"));
    expect(changes.map(({ urn, action }) => [urn.split("::").at(-1), action]).toSorted()).toEqual([
      ["holder", "update"],
      ["password", "replace"],
    ]);
    expect(changes.find(({ urn }) => urn.endsWith("holder"))?.properties).toEqual([
      { path: "secretString", from: "[secret]", to: "another password", replaces: false },
    ]);
  });
});

describe("lists of ids", () => {
  const listed = (ids: readonly string[]) => [
    resource("a", { routeTableIds: ids }, "aws:ec2/vpcEndpoint:VpcEndpoint"),
  ];

  it("are compared as sets, so that one more is one change", () => {
    const [change] = changesBetween(listed(["r1", "r2", "r3"]), listed(["r0", "r1", "r3"]));
    expect(change?.properties).toEqual([
      { path: "routeTableIds[]", from: "r2", to: undefined, replaces: false },
      { path: "routeTableIds[]", from: undefined, to: "r0", replaces: false },
    ]);
  });

  it("that only change their order are one change", () => {
    const [change] = changesBetween(listed(["r1", "r2"]), listed(["r2", "r1"]));
    expect(change?.properties).toMatchObject([{ path: "routeTableIds", to: ["r2", "r1"] }]);
  });
});

describe("a resource that is made anew", () => {
  it("changes what refers to it, and makes anew what cannot refer to another one, and so on", () => {
    const stack = (cidrBlock: string) => [
      resource("vpc", { cidrBlock }, "aws:ec2/vpc:Vpc"),
      resource("table", { vpcId: "vpc" }, "aws:ec2/routeTable:RouteTable"),
      resource("route", { routeTableId: "table", gatewayId: "igw" }, "aws:ec2/route:Route"),
      resource("igw", { vpcId: "vpc" }, "aws:ec2/internetGateway:InternetGateway"),
      resource("s3", { vpcId: "other", routeTableIds: ["table", "x"] }, "aws:ec2/vpcEndpoint:VpcEndpoint"),
      resource("alarm", { threshold: 1 }, "aws:cloudwatch/metricAlarm:MetricAlarm"),
    ];
    const actions = changesBetween(stack("10.0.0.0/16"), stack("10.1.0.0/16")).map(({ urn, action }) => [
      urn.split("::").at(-1),
      action,
    ]);
    expect(Object.fromEntries(actions)).toEqual({
      vpc: "replace",
      table: "replace",
      route: "replace",
      igw: "update",
      s3: "update",
    });
  });
});

describe("what a reviewer must not overlook", () => {
  const findings = (from: readonly PreviewResource[], to: readonly PreviewResource[]) =>
    changeFindings(changesBetween(from, to), from, to).map(({ policy, severity }) => [policy, severity]);

  it("is a subnet that moves or goes, because zones may only be appended", () => {
    const moved = [resource("a", { ...before[0]?.inputs, availabilityZone: "ap-northeast-2b" })];
    expect(findings(before, moved)).toEqual([["change-keeps-subnets", "high"]]);
    expect(findings(before, [])).toEqual([["change-keeps-subnets", "high"]]);
    expect(findings(before, [...before, resource("b", {})])).toEqual([]);
  });

  const changing = (type: string, property: string, from: unknown, to: unknown) => {
    const [old, young] = [from, to].map((value) => resource("one", { [property]: value }, type));
    const [past, now] = [[old ?? expect.fail()], [young ?? expect.fail()]];
    return changeFindings(changesBetween(past, now), past, now);
  };

  it.each([
    ["aws:eks/cluster:Cluster", "version", "1.36", "1.35", "is lower"],
    ["aws:eks/cluster:Cluster", "version", "1.34", "1.36", "skips a version"],
    ["aws:rds/instance:Instance", "engineVersion", "17", "16", "is lower"],
    ["aws:rds/instance:Instance", "engineVersion", "16.9", "16.4", "is lower"],
    ["aws:rds/instance:Instance", "allocatedStorage", 200, 100, "shrinks no disk"],
    ["aws:msk/cluster:Cluster", "kafkaVersion", "3.9.x.kraft", "3.8.x.kraft", "is lower"],
    ["aws:msk/cluster:Cluster", "kafkaVersion", "3.9.x", "3.9.x.kraft", "another cluster"],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "engine", "valkey", "redis", "goes back"],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "clusterMode", "disabled", "enabled", "topology"],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "engineVersion", "8.2", "7.2", "made anew|makes"],
  ])("is what AWS does not take: %s, %s from %s to %s", (type, property, from, to, reason) => {
    expect(changing(type, property, from, to)).toMatchObject([
      { policy: "change-aws-takes", path: property, message: expect.stringMatching(reason) as string },
    ]);
  });

  it.each([
    ["aws:eks/cluster:Cluster", "version", "1.35", "1.36"],
    ["aws:rds/instance:Instance", "engineVersion", "16.9", "16"],
    ["aws:rds/instance:Instance", "allocatedStorage", 100, 200],
    ["aws:msk/cluster:Cluster", "kafkaVersion", "3.9.x.kraft", "4.0.x.kraft"],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "engine", "redis", "valkey"],
  ])("is not what AWS takes: %s, %s from %s to %s", (type, property, from, to) => {
    expect(changing(type, property, from, to)).toEqual([]);
  });

  it("is a major version that nobody has allowed", () => {
    const database = (engineVersion: string, allowMajorVersionUpgrade: boolean) => [
      resource("db", { engineVersion, allowMajorVersionUpgrade }, "aws:rds/instance:Instance"),
    ];
    expect(findings(database("16", false), database("17", false))).toEqual([["change-aws-takes", "high"]]);
    expect(findings(database("16", false), database("17", true))).toEqual([]);
    expect(findings(database("16.4", false), database("16.9", false))).toEqual([]);
  });

  it("is a broker's disk that would shrink", () => {
    const cluster = (volumeSize: number) => [
      resource(
        "kafka",
        { brokerNodeGroupInfo: { storageInfo: { ebsStorageInfo: { volumeSize } } } },
        "aws:msk/cluster:Cluster",
      ),
    ];
    expect(findings(cluster(200), cluster(100))).toEqual([["change-aws-takes", "high"]]);
    expect(findings(cluster(100), cluster(200))).toEqual([]);
  });

  it("is protection that goes, though no input changes", () => {
    const [key] = [resource("key", {}, "aws:kms/key:Key")];
    expect(findings([{ ...key, protect: true }], [key])).toEqual([["change-keeps-protection", "high"]]);
    expect(findings([key], [{ ...key, protect: true }])).toEqual([]);
  });

  it("is a resource that holds data and goes or is made anew", () => {
    const bucket = [resource("bucket", { bucket: "one" }, "aws:s3/bucket:Bucket")];
    expect(findings(bucket, [])).toEqual([["change-keeps-data", "high"]]);
    const renamed = [resource("bucket", { bucket: "two" }, "aws:s3/bucket:Bucket")];
    expect(findings(bucket, renamed)).toEqual([["change-keeps-data", "high"]]);
  });
});
