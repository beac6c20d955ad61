import { describe, expect, it } from "vitest";
import { edgeNameRules } from "./edge-name-rules";

function takes(type: string, name: string): boolean {
  const rule = edgeNameRules[type] ?? expect.fail(`no rule for ${type}`);
  return name.length <= rule.longest && rule.legal.test(name);
}

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const group = "aws:lb/targetGroup:TargetGroup";

describe("names that Elastic Load Balancing takes", () => {
  it.each([balancer, group])("have 32 letters, digits and hyphens at most, none at an end: %s", (type) => {
    expect(takes(type, "urr-prod-1a2b3c4")).toBe(true);
    expect(takes(type, "a")).toBe(true);
    expect(takes(type, "a".repeat(32))).toBe(true);
    for (const name of ["", "a".repeat(33), "-a", "a-", "urr_prod", "urr.prod"]) {
      expect(takes(type, name), name).toBe(false);
    }
  });

  it("do not begin like those that AWS gives internal load balancers", () => {
    expect(takes(balancer, "internal-a")).toBe(false);
    expect(takes(balancer, "internals")).toBe(true);
    expect(takes(group, "internal-a")).toBe(true);
  });
});

describe("other names at the edge", () => {
  it.each([
    ["aws:cloudfront/function:Function", 64],
    ["aws:cloudfront/cachePolicy:CachePolicy", 128],
    ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", 128],
    ["aws:wafv2/webAcl:WebAcl", 128],
    ["aws:wafv2/ipSet:IpSet", 128],
    ["aws:cloudwatch/logDeliverySource:LogDeliverySource", 60],
    ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", 60],
  ])("are words of letters, digits, hyphens and underscores: %s", (type, longest) => {
    expect(takes(type, `a_B-9${"a".repeat(longest - 5)}`)).toBe(true);
    for (const name of ["", "a".repeat(longest + 1), "a b", "a.b", "a/b"]) {
      expect(takes(type, name), name).toBe(false);
    }
  });

  it("may have blanks where they name an origin access control", () => {
    const type = "aws:cloudfront/originAccessControl:OriginAccessControl";
    expect(takes(type, "a b")).toBe(true);
    expect(takes(type, "a".repeat(65))).toBe(false);
  });
});
