import { describe, expect, it } from "vitest";
import { broken, edges, to, type Case } from "./broken-edge";

const balancer = "edge-load-balancer-balancer";
const listener = "edge-load-balancer-listener-https";

const loadBalancer: readonly Case[] = [
  ["writes no access log", balancer, to({ accessLogs: { enabled: false } }), "load-balancers-access-logged"],
  [
    "may be deleted by a slip",
    balancer,
    to({ enableDeletionProtection: false }),
    "load-balancers-not-deletable",
  ],
  [
    "passes malformed headers on",
    balancer,
    to({ dropInvalidHeaderFields: false }),
    "load-balancers-drop-malformed-headers",
  ],
  [
    "leaves the end of a request to its targets' reading",
    balancer,
    to({ desyncMitigationMode: "monitor" }),
    "load-balancers-resist-desync",
  ],
  [
    "lets everybody in",
    "edge-load-balancer-door-from-cloudfront",
    to({ prefixListId: undefined, cidrIpv4: "0.0.0.0/0" }),
    "load-balancers-admit-cloudfront-only",
  ],
  [
    "speaks TLS 1.0",
    listener,
    to({ sslPolicy: "ELBSecurityPolicy-2016-08" }),
    "listeners-use-recommended-tls",
  ],
  [
    "speaks no TLS that CloudFront knows",
    listener,
    to({ sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }),
    "listener-speaks-to-cloudfront",
  ],
  [
    "shows a certificate of another region",
    listener,
    to({ certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" }),
    "listeners-certificates-near",
  ],
  [
    "lets in by default who shows no secret",
    listener,
    (inputs) => ({ defaultActions: [{ type: "forward", targetGroupArn: inputs["loadBalancerArn"] }] }),
    "listeners-ask-for-origin-secret",
  ],
  [
    "forwards without asking for the secret",
    "edge-load-balancer-listener-site",
    to({ conditions: [{ hostHeader: { values: ["tickets.example.com"] } }] }),
    "listeners-ask-for-origin-secret",
  ],
  [
    "has a rule with six values",
    "edge-load-balancer-listener-api-1",
    to({ conditions: [{ pathPattern: { values: ["/a", "/b", "/c", "/d", "/e", "/f"] } }] }),
    "listener-rules-conditions-legal",
  ],
  [
    "has a rule beyond the last place",
    "edge-load-balancer-listener-site",
    to({ priority: 50_001 }),
    "listener-rules-priorities-legal",
  ],
  [
    "asks its targets nothing",
    "edge-load-balancer-targets-gateway",
    to({ healthCheck: { enabled: false } }),
    "target-groups-check-health",
  ],
];

const captured = edges.withCloudFront();

describe("a load balancer", () => {
  it.each(loadBalancer)("is found where it %s", async (_, name, change, policy) => {
    const { before, after } = await broken(captured, name, change);
    expect(before).not.toContain(policy);
    expect(after).toContain(policy);
  });
});
