import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const lines = (resources: readonly Resource[], usage: Usage = {}) =>
  (estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book")).items.map(
    ({ what, quantity, monthly }) => [what, quantity, monthly],
  );

describe("load balancers", () => {
  const balancer = (name: string, inputs: Resource["inputs"] = {}) =>
    captured("aws:lb/loadBalancer:LoadBalancer", name, { subnets: ["subnet-a", "subnet-b"], ...inputs });

  it("cost 16.43 by the hour, 7.30 for two addresses, and by what passes them", () => {
    expect(lines([balancer("public")], { loadBalancerLcuHours: 1500 })).toEqual([
      ["capacity units of the load balancer", 1500, 12],
      ["its public IPv4 addresses, one in every zone", 1460, 7.3],
      ["load balancer", 730, 16.425],
    ]);
  });

  it("share the stated capacity units, and leave them open where none are stated", () => {
    const both = [balancer("a"), balancer("b")];
    expect(lines(both, { loadBalancerLcuHours: 1500 })).toContainEqual([
      "capacity units of the load balancer",
      750,
      6,
    ]);
    expect(lines(both)).toContainEqual(["capacity units of the load balancer", null, null]);
  });

  it.each([{ internal: true }, { ipAddressType: "dualstack-without-public-ipv4" }])(
    "have no public IPv4 address to pay for: %j",
    (inputs) => {
      expect(lines([balancer("a", inputs)]).map(([what]) => what)).toEqual([
        "capacity units of the load balancer",
        "load balancer",
      ]);
    },
  );

  it("are open where they are of another kind", () => {
    expect(lines([balancer("a", { loadBalancerType: "network" })])).toEqual([
      ["load balancer of another kind", null, null],
    ]);
  });
});

describe("distributions", () => {
  const distribution = (inputs: Resource["inputs"] = {}) =>
    captured("aws:cloudfront/distribution:Distribution", "site", inputs);

  it("cost by what visitors in Korea get and ask for", () => {
    expect(lines([distribution()], { cdnOutGb: 500, cdnMillionRequests: 60, cdnToOriginGb: 50 })).toEqual([
      ["HTTPS requests of visitors in Korea", 60, 72],
      ["traffic to origins", 50, 3],
      ["traffic to visitors in Korea", 500, 60],
    ]);
  });

  it("leave requests through Origin Shield open, where there is one", () => {
    const shielded = distribution({ origins: [{ originShield: { enabled: true } }] });
    const line = ["requests through Origin Shield", null, null];
    expect(lines([shielded])).toContainEqual(line);
    expect(lines([distribution({ origins: [{ originShield: { enabled: false } }] })])).not.toContainEqual(
      line,
    );
  });
});

describe("the gate at the edge", () => {
  const store = { keyValueStoreAssociations: ["arn:store"] };
  const edgeFunction = (name: string, inputs: Resource["inputs"]) =>
    captured("aws:cloudfront/function:Function", name, inputs);
  const usage = { edgeGateMillionRequests: 40 };

  it("costs 4 dollars for 40 million calls, and at most 3.60 for what it reads", () => {
    expect(lines([edgeFunction("gate", store)], usage)).toEqual([
      ["calls at the edge", 40, 4],
      ["reads of its store, as if each call read 3 times", 120, 3.6],
    ]);
  });

  it("shares nothing with functions that check no admission", () => {
    const others = ["router", "redirect"].map((name) => edgeFunction(name, {}));
    const both = { ...usage, edgeRewriteMillionRequests: 10 };
    expect(lines([edgeFunction("gate", store), ...others], both)).toEqual([
      ["calls at the edge", 40, 4],
      ["reads of its store, as if each call read 3 times", 120, 3.6],
      ["calls at the edge", 5, 0.5],
      ["calls at the edge", 5, 0.5],
    ]);
  });

  it("costs six times as much in calls alone as one of Lambda's, and not what functions of the region cost", () => {
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:gate";
    const lambda = captured(
      "aws:lambda/function:Function",
      "gate",
      { region: "us-east-1", name: "gate" },
      { id: "gate", outputs: { region: "us-east-1", name: "gate", arn, qualifiedArn: `${arn}:1` } },
    );
    const distribution = captured("aws:cloudfront/distribution:Distribution", "site", {
      defaultCacheBehavior: {
        lambdaFunctionAssociations: [{ eventType: "viewer-request", lambdaArn: `${arn}:1` }],
      },
    });
    expect(
      lines([distribution, lambda], { ...usage, edgeGateGbSeconds: 20_000, lambdaMillionRequests: 10 }).slice(
        3,
      ),
    ).toEqual([
      ["calls at the edge", 40, 24],
      ["memory while it runs at the edge", 20_000, 1.0002],
    ]);
  });
});

describe("health checks", () => {
  const check = (inputs: Resource["inputs"]) =>
    lines([captured("aws:route53/healthCheck:HealthCheck", "site", inputs)]);

  it("cost half a dollar, and each option more", () => {
    expect(check({ type: "HTTP" })).toEqual([["health check", 1, 0.5]]);
    expect(check({ type: "HTTPS_STR_MATCH", requestInterval: 10, measureLatency: true })).toEqual([
      ["HTTPS, text, speed or latency of the check", 4, null],
      ["health check", 1, 0.5],
    ]);
  });
});

describe("access logs of a distribution", () => {
  it("are open until their price is confirmed", () => {
    const delivery = captured("aws:cloudwatch/logDelivery:LogDelivery", "logs", { region: "us-east-1" });
    expect(lines([delivery])).toEqual([["access logs delivered to S3", null, null]]);
  });
});
