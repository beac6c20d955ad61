import { describe, expect, it } from "vitest";
import { broken, brokenWithout, called, each, edges, to, within, type Case } from "./broken-edge";

const acl = "edge-cdn-firewall-web-acl";

const firewall: readonly Case[] = [
  ["has none of the rules that were agreed", acl, to({ rules: [] }), "firewalls-have-agreed-rules"],
  [
    "challenges what is posted",
    acl,
    each(
      "rules",
      { statement: { geoMatchStatement: { countryCodes: ["KR"] } } },
      called("name", "waiting-page-challenge"),
    ),
    "firewall-challenges-spare-posts",
  ],
  [
    "asks the same browser every five minutes",
    acl,
    each(
      "rules",
      { challengeConfig: { immunityTimeProperty: { immunityTime: 300 } } },
      called("name", "waiting-page-challenge"),
    ),
    "firewall-challenges-last",
  ],
  [
    "is measured by nothing",
    acl,
    within("visibilityConfig", { cloudwatchMetricsEnabled: false }),
    "firewalls-measured",
  ],
  [
    "lies in the region of the stack",
    acl,
    to({ region: "ap-northeast-2" }),
    "regions-firewalls-of-cloudfront",
  ],
  [
    "counts to five requests",
    acl,
    each(
      "rules",
      { statement: { rateBasedStatement: { limit: 5, aggregateKeyType: "IP" } } },
      called("name", "rate-limit"),
    ),
    "firewalls-rates-legal",
  ],
  [
    "weighs more than AWS takes",
    acl,
    to({
      rules: Array.from({ length: 130 }, (_, priority) => ({
        ...{ name: `rule-${String(priority)}`, priority, statement: { xssMatchStatement: {} } },
      })),
    }),
    "firewall-within-capacity",
  ],
  ["answers with a body there is not", acl, to({ customResponseBodies: [] }), "firewalls-answers-legal"],
  [
    "has its log under a name that WAF does not take",
    "edge-cdn-firewall-web-logging",
    to({ logDestinationConfigs: ["arn:aws:logs:us-east-1:123456789012:log-group:urr-test-site"] }),
    "firewall-logs-deliverable",
  ],
  [
    "writes cookies into its log",
    "edge-cdn-firewall-web-logging",
    to({ redactedFields: [] }),
    "firewall-logs-redacted",
  ],
];

const captured = edges.withCloudFront();

describe("a firewall", () => {
  it.each(firewall)("is found where it %s", async (_, name, change, policy) => {
    const { before, after } = await broken(captured, name, change);
    expect(before).not.toContain(policy);
    expect(after).toContain(policy);
  });

  it("is found where it writes no log: EDG-30", async () => {
    const { before, after } = await brokenWithout(captured, acl, "edge-cdn-firewall-web-logging");
    expect(before).not.toContain("firewalls-logged");
    expect(after).toContain("firewalls-logged");
  });

  it("is missed where none stands before an open load balancer: EDG-35, CON-29, WEA-22", async () => {
    const balancer = "edge-load-balancer-balancer";
    const { before, after } = await brokenWithout(edges.withoutCloudFront(), balancer, "edge-guarded");
    expect(before).not.toContain("load-balancers-behind-firewall");
    expect(after).toContain("load-balancers-behind-firewall");
  });
});
