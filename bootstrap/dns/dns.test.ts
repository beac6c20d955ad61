import { describe, expect, it } from "vitest";
import { evaluatedBootstrap } from "../../test/support/bootstrap";
import { statementsOf } from "../../test/support/graph";

const zones = (more: Readonly<Record<string, object>>) => ({ "urr:dns": { zones: more }, "urr:stacks": {} });

describe("the hosted zones", () => {
  it("share one set of name servers, which the registrar is told once", async () => {
    const { graph, outputs } = await evaluatedBootstrap(zones({ "acme.kr": {}, "acme.com": {} }));
    const servers = graph.named("dns-servers");
    expect(servers.protect).toBe(true);
    for (const domain of ["acme.kr", "acme.com"]) {
      expect(graph.named(`dns-${domain}`)).toMatchObject({
        protect: true,
        inputs: { name: domain, delegationSetId: servers.id, forceDestroy: false },
      });
    }
    expect(outputs["nameServers"]).toEqual(servers.outputs["nameServers"]);
    expect(outputs).not.toHaveProperty("dsRecords");
  });

  it("have their queries logged where Route 53 can log, for as long as the stack file says", async () => {
    const { graph } = await evaluatedBootstrap({ "urr:dns": { zones: { "acme.kr": {} }, queryLogDays: 30 } });
    const group = graph.named("dns-queries-acme.kr-group");
    expect(group.inputs).toMatchObject({
      name: "/aws/route53/urr-bootstrap/acme.kr",
      region: "us-east-1",
      retentionInDays: 30,
      kmsKeyId: graph.named("dns-key").outputs["arn"],
    });
    const log = graph.named("dns-queries-acme.kr");
    expect(log.inputs).toEqual({
      zoneId: graph.named("dns-acme.kr").outputs["zoneId"],
      cloudwatchLogGroupArn: group.outputs["arn"],
    });
    const delivery = graph.named("dns-queries-delivery");
    expect(log.dependencies).toContain(delivery.urn);
    expect(statementsOf(delivery.inputs["policyDocument"])).toMatchObject([
      {
        Principal: { Service: "route53.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
        },
      },
    ]);
  });

  it("are none, and nothing is paid for them, where the stack file names none", async () => {
    const { graph, outputs } = await evaluatedBootstrap(zones({}));
    expect(graph.names().filter((name) => name.startsWith("dns-"))).toEqual([]);
    expect(outputs).not.toHaveProperty("nameServers");
  });
});

describe("a signed zone", () => {
  const signed = {
    ...zones({ "acme.kr": { dnssec: true }, "acme.com": {} }),
    "urr:account": { alarmEmail: "oncall@acme.kr" },
  };

  it("is signed by a key that Route 53 may use, in the one region where it can", async () => {
    const { graph, outputs } = await evaluatedBootstrap(signed);
    const key = graph.named("dns-acme.kr-signing-key");
    expect(key).toMatchObject({
      protect: true,
      inputs: { region: "us-east-1", customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" },
    });
    expect(key.inputs).not.toHaveProperty("enableKeyRotation");
    expect(statementsOf(key.inputs["policy"]).slice(1)).toMatchObject([
      {
        Principal: { Service: "dnssec-route53.amazonaws.com" },
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
      { Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } },
    ]);
    const signingKey = graph.named("dns-acme.kr-signing-key-signing-key");
    expect(signingKey.inputs).toMatchObject({ keyManagementServiceArn: key.outputs["arn"] });
    expect(graph.named("dns-acme.kr-signing-status").dependencies).toContain(signingKey.urn);
    expect(outputs["dsRecords"]).toEqual({ "acme.kr": signingKey.outputs["dsRecord"] });
    expect(graph.has("dns-acme.com-signing-key")).toBe(false);
  });

  it("wakes somebody when it cannot be signed, or its key cannot be used", async () => {
    const { graph } = await evaluatedBootstrap(signed);
    const topic = graph.named("dns-alarms-topic");
    expect(topic.inputs["region"]).toBe("us-east-1");
    expect(graph.named("dns-alarms-email").inputs).toMatchObject({
      endpoint: "oncall@acme.kr",
      region: "us-east-1",
    });
    const alarms = graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);
    expect(alarms.map(({ metricName }) => metricName)).toEqual([
      "DNSSECInternalFailure",
      "DNSSECKeySigningKeysNeedingAction",
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        region: "us-east-1",
        namespace: "AWS/Route53",
        dimensions: { HostedZoneId: graph.named("dns-acme.kr").outputs["zoneId"] },
        statistic: "Sum",
        period: 14_400,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        alarmActions: [topic.outputs["arn"]],
      });
    }
  });
});
