import { describe, expect, it } from "vitest";
import { answered, type MonitorOptions, type Sent } from "./answered";
import { urnOf } from "./resource";

const options: MonitorOptions = {
  ...{ project: "urr", stack: "test", region: "ap-northeast-2" },
  mode: "update",
  autonaming: {},
};

function ask(type: string, inputs: Sent["inputs"] = {}, name = "one") {
  const sent: Sent = {
    ...{ urn: urnOf(options, null, type, name), type, name, inputs, parent: null },
    ...{ origin: "program", custom: true, remote: false, protect: false, provider: null },
    ...{ dependencies: [], secretPaths: [], secretOutputs: [] },
    ...{ ignoreChanges: [], replaceOnChanges: [] },
    ...{ deletedWith: null, retainOnDelete: false },
  };
  const { resource, problems } = answered(sent, options);
  expect(problems).toEqual([]);
  return { id: resource.id, ...resource.outputs };
}

describe("a region of its own", () => {
  it.each([
    ["aws:kms/key:Key", {}],
    ["aws:kms/alias:Alias", { name: "alias/signing", targetKeyId: "1" }],
    ["aws:sns/topic:Topic", { name: "alarms" }],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/aws/route53/zone" }],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { name: "dnssec" }],
  ])("stands in the ARN of %s, and the stack's region where it has none", (type, inputs) => {
    expect(ask(type, inputs)).toMatchObject({ arn: expect.stringContaining(":ap-northeast-2:") as string });
    const elsewhere = ask(type, { ...inputs, region: "us-east-1" });
    expect(elsewhere).toMatchObject({ arn: expect.stringContaining(":us-east-1:") as string });
  });
});

describe("a zone", () => {
  const zoneType = "aws:route53/zone:Zone";
  const setType = "aws:route53/delegationSet:DelegationSet";
  const serversOf = ({ nameServers }: Readonly<Record<string, unknown>>) => nameServers as readonly string[];

  it("has the id, ARN and four name servers that Route 53 gives", () => {
    const zone = ask(zoneType, { name: "urr.example.com" });
    expect(zone.id).toMatch(/^Z[0-9A-Z]{12,31}$/);
    expect(zone).toMatchObject({
      zoneId: zone.id,
      arn: `arn:aws:route53:::hostedzone/${String(zone.id)}`,
    });
    expect(serversOf(zone)).toHaveLength(4);
    for (const server of serversOf(zone)) {
      expect(server).toMatch(/^ns-\d{1,4}\.awsdns-[0-6]\d\.(com|net|org|co\.uk)$/);
    }
    expect(serversOf(zone)).toContain((zone as Readonly<Record<string, unknown>>)["primaryNameServer"]);
  });

  it("has the name servers of its delegation set, and without one its own", () => {
    const set = ask(setType);
    const inSet = (name: string) => ask(zoneType, { name: "a.example.com", delegationSetId: set.id }, name);
    expect(serversOf(inSet("a")).toSorted()).toEqual(serversOf(set).toSorted());
    expect(serversOf(inSet("b"))).toEqual(serversOf(inSet("a")));
    expect(serversOf(ask(zoneType, { name: "a.example.com" }))).not.toEqual(serversOf(inSet("a")));
  });

  it("is signed by a key whose records name it", () => {
    const key = ask("aws:route53/keySigningKey:KeySigningKey", { hostedZoneId: "Z1", name: "one" });
    const { keyTag, digestValue, publicKey } = key as Readonly<Record<string, unknown>>;
    expect(key).toMatchObject({
      id: "Z1,one",
      dsRecord: `${String(keyTag)} 13 2 ${String(digestValue)}`,
      dnskeyRecord: `257 3 13 ${String(publicKey)}`,
    });
    expect(Buffer.from(String(publicKey), "base64")).toHaveLength(64);
  });
});

describe("what belongs to the account", () => {
  it.each([
    ["aws:iam/policy:Policy", { name: "boundary" }, "policy/boundary"],
    ["aws:iam/policy:Policy", { name: "boundary", path: "/urr/" }, "policy/urr/boundary"],
    ["aws:iam/role:Role", { name: "deploy", path: "/urr/" }, "role/urr/deploy"],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      { url: "https://token.actions.githubusercontent.com" },
      "oidc-provider/token.actions.githubusercontent.com",
    ],
    [
      "aws:iam/serviceLinkedRole:ServiceLinkedRole",
      { awsServiceName: "autoscaling.amazonaws.com", customSuffix: "urr" },
      "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_urr",
    ],
  ])("has an ARN without a region: %s %j", (type, inputs, path) => {
    expect(ask(type, inputs)).toMatchObject({ arn: `arn:aws:iam::123456789012:${path}` });
  });

  it.each([
    ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", {}, "123456789012"],
    ["aws:iam/accountAlias:AccountAlias", { accountAlias: "urr" }, "urr"],
    ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", {}, "ap-northeast-2"],
    ["aws:s3/bucketLogging:BucketLogging", { bucket: "logs" }, "logs"],
    ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", { policyName: "dns" }, "dns"],
  ])("is called by what it belongs to: %s", (type, inputs, id) => {
    expect(ask(type, inputs).id).toBe(id);
  });
});
