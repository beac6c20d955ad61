import { describe, expect, it } from "vitest";
import type { Asked } from "./answer";
import { cloudFrontAnswers, edgeLogAnswers, firewallAnswers, loadBalancerAnswers } from "./edge";
import { operationsAnswers } from "./operations";

const region = "ap-northeast-2";
const account = "123456789012";
const answers = {
  ...cloudFrontAnswers,
  ...edgeLogAnswers,
  ...firewallAnswers,
  ...loadBalancerAnswers,
  ...operationsAnswers,
};

function ask(type: string, inputs: Asked["inputs"] = {}, where = region) {
  const answer = answers[type] ?? expect.fail(`no answer for ${type}`);
  return answer({ type, name: "one", urn: `urn:${type}`, inputs, region: where, account });
}

describe("what AWS answers for a load balancer", () => {
  const balancer = ask("aws:lb/loadBalancer:LoadBalancer", { name: "urr-prod-1a2b3c4" });
  const listener = ask("aws:lb/listener:Listener", { loadBalancerArn: balancer.id });

  it("has its name in its ARN, in what its figures are known by, and in its address", () => {
    const { arn, arnSuffix, dnsName, zoneId } = balancer.outputs;
    expect(arn).toBe(`arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${String(arnSuffix)}`);
    expect(arnSuffix).toMatch(/^app\/urr-prod-1a2b3c4\/[0-9a-f]{16}$/);
    expect(dnsName).toMatch(/^urr-prod-1a2b3c4-\d{10}\.ap-northeast-2\.elb\.amazonaws\.com$/);
    expect(zoneId).toMatch(/^Z[0-9A-Z]{12,31}$/);
  });

  it("is internal by its address, and a network's by its ARN", () => {
    const inside = ask("aws:lb/loadBalancer:LoadBalancer", { name: "a", internal: true });
    const network = ask("aws:lb/loadBalancer:LoadBalancer", { name: "a", loadBalancerType: "network" });
    expect(inside.outputs["dnsName"]).toMatch(/^internal-a-\d+\./);
    expect(network.outputs["arnSuffix"]).toMatch(/^net\/a\//);
  });

  it("lends its own part of the ARN to its listener, and that one to its rules", () => {
    const rule = ask("aws:lb/listenerRule:ListenerRule", { listenerArn: listener.id });
    const suffix = String(balancer.outputs["arnSuffix"]);
    expect(listener.id).toContain(`:listener/${suffix}/`);
    expect(rule.id).toMatch(/:listener-rule\/app\/urr-prod-1a2b3c4(\/[0-9a-f]{16}){3}$/);
    expect(rule.id).toContain(listener.id.split(":listener/")[1]);
  });

  it("has target groups whose figures are known by the end of the ARN", () => {
    const group = ask("aws:lb/targetGroup:TargetGroup", { name: "urr-prod-5d6e7f8" });
    expect(group.outputs["arnSuffix"]).toMatch(/^targetgroup\/urr-prod-5d6e7f8\/[0-9a-f]{16}$/);
    expect(group.id.endsWith(`:${String(group.outputs["arnSuffix"])}`)).toBe(true);
    expect(
      ask("aws:lb/targetGroupAttachment:TargetGroupAttachment", { targetGroupArn: group.id }).id,
    ).toMatch(/\/[0-9a-f]{16}-\d{26}$/);
  });
});

describe("what CloudFront answers", () => {
  it("is a distribution with an id, an address in CloudFront's own zone and a version", () => {
    const { id, outputs } = ask("aws:cloudfront/distribution:Distribution");
    expect(id).toMatch(/^E[0-9A-Z]{13}$/);
    expect(outputs).toMatchObject({
      arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
    });
    expect(outputs["domainName"]).toMatch(/^[0-9a-z]{14}\.cloudfront\.net$/);
    expect(outputs["etag"]).toMatch(/^E[0-9A-Z]{13}$/);
  });

  it("is a function with a version of each stage, and none that is live where it is not published", () => {
    const type = "aws:cloudfront/function:Function";
    const { id, outputs } = ask(type, { name: "gate" });
    expect(id).toBe("gate");
    expect(outputs).toMatchObject({ arn: `arn:aws:cloudfront::${account}:function/gate` });
    expect(outputs["liveStageEtag"]).toMatch(/^ETV[0-9A-Z]{11}$/);
    expect(outputs["liveStageEtag"]).not.toBe(outputs["etag"]);
    expect(ask(type, { name: "gate", publish: false }).outputs["liveStageEtag"]).toBe("");
  });

  it.each([
    ["aws:cloudfront/cachePolicy:CachePolicy", "cache-policy", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    [
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      "response-headers-policy",
      /^[0-9a-f-]{36}$/,
    ],
    ["aws:cloudfront/originAccessControl:OriginAccessControl", "origin-access-control", /^E[0-9A-Z]{13}$/],
  ])("is called as CloudFront calls it: %s", (type, kind, shape) => {
    const { id, outputs } = ask(type);
    expect(id).toMatch(shape);
    expect(outputs["arn"]).toBe(`arn:aws:cloudfront::${account}:${kind}/${id}`);
  });
});

describe("what the firewall answers", () => {
  it.each([
    ["aws:wafv2/webAcl:WebAcl", "webacl"],
    ["aws:wafv2/ipSet:IpSet", "ipset"],
  ])("is global for CloudFront, and else regional, by an ARN of its own region: %s", (type, kind) => {
    const arnOf = (scope: string, where: string) => ask(type, { name: "site", scope }, where);
    const global = arnOf("CLOUDFRONT", "us-east-1");
    expect(global.outputs["arn"]).toBe(`arn:aws:wafv2:us-east-1:${account}:global/${kind}/site/${global.id}`);
    const regional = arnOf("REGIONAL", region);
    expect(regional.outputs["arn"]).toBe(
      `arn:aws:wafv2:${region}:${account}:regional/${kind}/site/${regional.id}`,
    );
  });

  it("counts what the rules of a web ACL take of its capacity", () => {
    const group = { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" };
    const rules = [{ name: "common", statement: { managedRuleGroupStatement: group } }];
    expect(ask("aws:wafv2/webAcl:WebAcl", { rules }).outputs["capacity"]).toBe(700);
  });

  it("is called by what it joins", () => {
    expect(
      ask("aws:wafv2/webAclAssociation:WebAclAssociation", { webAclArn: "arn:a", resourceArn: "arn:b" }).id,
    ).toBe("arn:a,arn:b");
    const logging = { resourceArn: "arn:a" };
    expect(ask("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", logging).id).toBe("arn:a");
  });
});

describe("what the delivery of logs answers", () => {
  const arn = (kind: string) => `arn:aws:logs:us-east-1:${account}:${kind}`;
  const east = (type: string, inputs: Asked["inputs"]) => ask(type, inputs, "us-east-1");

  it("knows from ARNs which service writes and what kind of place it writes to", () => {
    const resourceArn = `arn:aws:cloudfront::${account}:distribution/E1`;
    expect(east("aws:cloudwatch/logDeliverySource:LogDeliverySource", { name: "site", resourceArn })).toEqual(
      { id: "site", outputs: { arn: arn("delivery-source:site"), service: "cloudfront" } },
    );
    const to = (destinationResourceArn: string) =>
      east("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", {
        name: "logs",
        deliveryDestinationConfiguration: { destinationResourceArn },
      }).outputs;
    expect(to("arn:aws:s3:::logs")).toEqual({
      arn: arn("delivery-destination:logs"),
      deliveryDestinationType: "S3",
    });
    expect(to(arn("log-group:a"))).toMatchObject({ deliveryDestinationType: "CWL" });
  });

  it("is called by letters and digits", () => {
    const { id, outputs } = east("aws:cloudwatch/logDelivery:LogDelivery", {});
    expect(id).toMatch(/^[0-9A-Za-z]{16}$/);
    expect(outputs["arn"]).toBe(arn(`delivery:${id}`));
  });
});

describe("what S3 answers for a file", () => {
  it("is its place, and a tag that changes with what it holds", () => {
    const file = (content: string) =>
      ask("aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "pages", key: "vwr/_page/index.html", content });
    expect(file("a").id).toBe("pages/vwr/_page/index.html");
    expect(file("a").outputs["arn"]).toBe("arn:aws:s3:::pages/vwr/_page/index.html");
    expect(file("a")).toEqual(file("a"));
    expect(file("b").outputs["etag"]).not.toBe(file("a").outputs["etag"]);
    expect(file("b").outputs["versionId"]).not.toBe(file("a").outputs["versionId"]);
  });
});
