import { beforeAll, describe, expect, it } from "vitest";
import type { Judged } from "../../policies/policy";
import { types } from "../../policies/types";
import { edgeBrokenBy, type Case } from "./edge-broken-by";
import { judgedStack } from "./judged-stacks";

const withoutCloudFront: readonly Case[] = [
  [
    "has no web ACL",
    types.webAclAssociation,
    () => ({ resourceArn: "arn:other" }),
    "load-balancers-behind-firewall",
  ],
  [
    "delivers its log nowhere: EDG-44",
    types.bucketPolicy,
    () => ({ policy: "{}" }),
    "load-balancers-logs-deliverable",
  ],
  [
    "is in one zone",
    types.subnet,
    () => ({ availabilityZone: "ap-northeast-2a" }),
    "load-balancers-one-subnet-per-zone",
  ],
  [
    "uses the console's old TLS policy",
    types.listener,
    () => ({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
    "listeners-use-recommended-tls",
  ],
  [
    "has a certificate of another region: EDG-06",
    types.listener,
    () => ({ certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" }),
    "listeners-certificates-near",
  ],
  ["serves by HTTP: EDG-41", types.listener, () => ({ protocol: "HTTP" }), "listeners-redirect-to-https"],
  [
    "has two rules in one place",
    types.listenerRule,
    () => ({ priority: 1 }),
    "listener-rules-priorities-legal",
  ],
  [
    "waits for nobody's certificate",
    types.certificateValidation,
    () => ({ certificateArn: "arn:other" }),
    "certificates-renewed",
  ],
  ["logs cookies", types.webAclLogging, () => ({ redactedFields: [] }), "firewall-logs-redacted"],
  [
    "drains nothing",
    types.targetGroup,
    () => ({ targetType: "ip", deregistrationDelay: undefined }),
    "target-groups-check-health",
  ],
];

describe("a site without CloudFront", () => {
  let resources: readonly Judged[] = [];
  beforeAll(async () => {
    ({ resources } = await judgedStack("staging"));
  });

  it.each(withoutCloudFront)("is found where it %s", (_, type, change, policy) => {
    expect(edgeBrokenBy(resources, type)).not.toContain(policy);
    expect(edgeBrokenBy(resources, type, change)).toContain(policy);
  });
});
