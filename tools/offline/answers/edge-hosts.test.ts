import { describe, expect, it } from "vitest";
import type { Asked } from "./answer";
import { edgeHostAnswers } from "./edge-hosts";
import { invokeAnswers } from "./invokes";

const region = "ap-northeast-2";
const account = "123456789012";

function ask(type: string, inputs: Asked["inputs"], where = region, name = "one") {
  const answer = edgeHostAnswers[type] ?? expect.fail(`no answer for ${type}`);
  return answer({ type, name, urn: `urn:${type}:${name}`, inputs, region: where, account });
}

function invoke(token: string, args: Readonly<Record<string, unknown>>) {
  return invokeAnswers[token]?.({ args, region, account });
}

describe("a certificate", () => {
  const asked = { domainName: "urr.example.com", subjectAlternativeNames: ["*.urr.example.com"] };
  const certificate = (where: string, name: string, inputs: Asked["inputs"] = asked) =>
    ask("aws:acm/certificate:Certificate", inputs, where, name);
  const optionsOf = ({ outputs }: ReturnType<typeof ask>) =>
    outputs["domainValidationOptions"] as readonly Readonly<Record<string, string>>[];
  const withoutName = ({ domainName, ...record }: Readonly<Record<string, string>>) => {
    expect(domainName).toBeDefined();
    return record;
  };

  it("lies in its own region", () => {
    expect(certificate("us-east-1", "cdn").id).toMatch(
      /^arn:aws:acm:us-east-1:123456789012:certificate\/[0-9a-f-]{36}$/,
    );
    expect(certificate(region, "own").outputs["arn"]).toContain(`:acm:${region}:`);
  });

  it("asks for one proof of each name, and a domain and its wildcard have the same record", () => {
    const repeated = [...asked.subjectAlternativeNames, "urr.example.com", "shop.example.com"];
    const options = optionsOf(certificate(region, "own", { ...asked, subjectAlternativeNames: repeated }));
    expect(options.map(({ domainName }) => domainName)).toEqual([
      "urr.example.com",
      "*.urr.example.com",
      "shop.example.com",
    ]);
    const [domain, wildcard, other] = options.map(withoutName);
    expect(wildcard).toEqual(domain);
    expect(other).not.toEqual(domain);
    expect(domain).toMatchObject({
      resourceRecordName: expect.stringMatching(/^_[0-9a-f]{32}\.urr\.example\.com\.$/) as string,
      resourceRecordType: "CNAME",
      resourceRecordValue: expect.stringMatching(/\.acm-validations\.aws\.$/) as string,
    });
  });

  it("is proven by the record that proves another region's", () => {
    expect(optionsOf(certificate("us-east-1", "cdn"))).toEqual(optionsOf(certificate(region, "own")));
  });
});

describe("a record", () => {
  it("is called by its zone, name and kind, the name without a closing dot", () => {
    const { id, outputs } = ask("aws:route53/record:Record", {
      ...{ zoneId: "Z1", type: "CNAME" },
      name: "_Proof.urr.example.com.",
    });
    expect(id).toBe("Z1__proof.urr.example.com_CNAME");
    expect(outputs).toEqual({ name: "_proof.urr.example.com", fqdn: "_proof.urr.example.com" });
  });

  it("is told from others of its name by what sets it apart", () => {
    const inputs = { zoneId: "Z1", name: "a.example.com", type: "A", setIdentifier: "blue" };
    expect(ask("aws:route53/record:Record", inputs).id).toBe("Z1_a.example.com_A_blue");
  });
});

describe("the own name of an API", () => {
  it("leads to an address of the API's region", () => {
    const domainName = "waiting-room.urr.example.com";
    const { id, outputs } = ask("aws:apigateway/domainName:DomainName", { domainName });
    expect(id).toBe(domainName);
    expect(outputs["arn"]).toBe(`arn:aws:apigateway:${region}::/domainnames/${domainName}`);
    expect(outputs["regionalDomainName"]).toMatch(
      /^d-[0-9a-z]{10}\.execute-api\.ap-northeast-2\.amazonaws\.com$/,
    );
    expect(outputs["regionalZoneId"]).toMatch(/^Z[0-9A-Z]{12,31}$/);
    expect(ask("aws:apigateway/basePathMapping:BasePathMapping", { domainName }).id).toBe(`${domainName}/`);
  });
});

describe("a health check", () => {
  it("belongs to no region", () => {
    const { id, outputs } = ask("aws:route53/healthCheck:HealthCheck", {});
    expect(outputs["arn"]).toBe(`arn:aws:route53:::healthcheck/${id}`);
  });
});

describe("what is looked up", () => {
  const getZone = "aws:route53/getZone:getZone";
  const getList = "aws:ec2/getManagedPrefixList:getManagedPrefixList";

  it("is a zone with four name servers, the same for the same name, whatever dot closes it", () => {
    const zone = invoke(getZone, { name: "urr.example.com." });
    expect(zone).toMatchObject({ name: "urr.example.com", privateZone: false });
    expect(zone?.["zoneId"]).toMatch(/^Z[0-9A-Z]{12,31}$/);
    expect(zone?.["arn"]).toBe(`arn:aws:route53:::hostedzone/${String(zone?.["zoneId"])}`);
    expect(zone?.["nameServers"]).toHaveLength(4);
    expect(invoke(getZone, { name: "urr.example.com" })).toEqual(zone);
    expect(invoke(getZone, { name: "example.com" })?.["zoneId"]).not.toBe(zone?.["zoneId"]);
  });

  it("is a load balancer by its name, with the part of its ARN that figures go by", () => {
    const balancer = invoke("aws:lb/getLoadBalancer:getLoadBalancer", { name: "urr-test-alb" });
    expect(balancer?.["arnSuffix"]).toMatch(/^app\/urr-test-alb\/[0-9a-f]{16}$/);
    expect(balancer?.["arn"]).toMatch(
      /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/urr-test-alb\/[0-9a-f]{16}$/,
    );
    expect(invoke("aws:lb/getLoadBalancer:getLoadBalancer", {})).toBeUndefined();
  });

  it("is CloudFront's list of addresses, which counts as 55 rules", () => {
    const list = invoke(getList, { name: "com.amazonaws.global.cloudfront.origin-facing" });
    expect(list).toMatchObject({ maxEntries: 55, addressFamily: "IPv4" });
    expect(list?.["id"]).toMatch(/^pl-[0-9a-f]{8}$/);
  });

  it("is nothing where the question names nothing that is known here", () => {
    expect(invoke(getZone, {})).toBeUndefined();
    expect(invoke(getList, { name: "com.amazonaws.global.cloudfront" })).toBeUndefined();
  });
});
