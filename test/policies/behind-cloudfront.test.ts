import { beforeAll, describe, expect, it } from "vitest";
import type { Judged } from "../../policies/policy";
import { records, type Props } from "../../policies/read";
import { types } from "../../policies/types";
import { edgeBrokenBy, type Case, type Change } from "./edge-broken-by";
import { judgedStack } from "./judged-stacks";

const behavior =
  (changes: Props): Change =>
  ({ defaultCacheBehavior }) => ({
    defaultCacheBehavior: { ...(defaultCacheBehavior as Props), ...changes },
  });
const certificate =
  (changes: Props): Change =>
  ({ viewerCertificate }) => ({ viewerCertificate: { ...(viewerCertificate as Props), ...changes } });
const ofOrigins =
  (changes: Props): Change =>
  ({ origins }) => ({ origins: records(origins).map((origin) => ({ ...origin, ...changes })) });
const withoutGroup =
  (name: string): Change =>
  ({ rules }) => ({
    rules: records(rules).filter(({ statement }) => !JSON.stringify(statement).includes(name)),
  });
const withoutSecret: Change = ({ conditions }) => ({
  conditions: records(conditions).filter(({ httpHeader }) => httpHeader === undefined),
});
const tls13 = { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" };
const page = { responseCode: 200, responsePagePath: "/index.html" };

const behindCloudFront: readonly Case[] = [
  [
    "admits other addresses than CloudFront's: SEC-01",
    types.securityGroupIngressRule,
    () => ({ prefixListId: undefined, cidrIpv4: "198.51.100.0/24" }),
    "load-balancers-admit-cloudfront-only",
  ],
  [
    "passes on what does not show the secret: SEC-02, WEA-21",
    types.listenerRule,
    withoutSecret,
    "listeners-ask-for-origin-secret",
  ],
  [
    "passes on whatever no rule is about: SEC-02",
    types.listener,
    () => ({ defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }] }),
    "listeners-ask-for-origin-secret",
  ],
  [
    "sends no secret: EDG-19",
    types.distribution,
    ofOrigins({ customHeaders: [] }),
    "distributions-prove-themselves",
  ],
  ["speaks TLS 1.3 alone: PLT-08", types.listener, () => tls13, "listener-speaks-to-cloudfront"],
  [
    "closes connections before CloudFront does",
    types.loadBalancer,
    () => ({ idleTimeout: 30 }),
    "load-balancers-idle-times-fit",
  ],
  [
    "speaks TLS 1.0 to visitors: EDG-16",
    types.distribution,
    certificate({ minimumProtocolVersion: "TLSv1" }),
    "distributions-require-current-tls",
  ],
  [
    "has names that its certificate is not for: EDG-05",
    types.certificate,
    () => ({ subjectAlternativeNames: [] }),
    "distributions-aliases-certified",
  ],
  [
    "lets visitors come by HTTP: EDG-14",
    types.distribution,
    behavior({ viewerProtocolPolicy: "allow-all" }),
    "distributions-require-https",
  ],
  [
    "turns an API's 404 into a page: CON-28",
    types.distribution,
    () => ({ customErrorResponses: [{ errorCode: 404, ...page }] }),
    "distributions-keep-errors-of-apis",
  ],
  [
    "does not sign for buckets: EDG-13",
    types.originAccessControl,
    () => ({ signingBehavior: "never" }),
    "distributions-sign-for-buckets",
  ],
  [
    "is not the one that buckets admit: SEC-06",
    types.bucketPolicy,
    () => ({ policy: "{}" }),
    "buckets-admit-own-distribution",
  ],
  [
    "shows a bucket of somebody else",
    types.bucket,
    () => ({ bucketRegionalDomainName: "other" }),
    "distributions-read-own-buckets",
  ],
  [
    "writes no log: EDG-15",
    types.logDelivery,
    () => ({ deliverySourceName: "other" }),
    "distributions-access-logged",
  ],
  [
    "has a web ACL of its own region: PLT-14",
    types.webAcl,
    () => ({ region: "ap-northeast-2" }),
    "regions-firewalls-of-cloudfront",
  ],
  [
    "sends the visitor's host to the API",
    types.distribution,
    ({ orderedCacheBehaviors }) => ({
      orderedCacheBehaviors: records(orderedCacheBehaviors).map((each) => ({
        ...each,
        originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      })),
    }),
    "distributions-keep-hosts-of-aws",
  ],
  [
    "lacks the core rules: EDG-31",
    types.webAcl,
    withoutGroup("AWSManagedRulesCommonRuleSet"),
    "firewalls-have-agreed-rules",
  ],
  [
    "lacks those against known bad inputs: EDG-32",
    types.webAcl,
    withoutGroup("AWSManagedRulesKnownBadInputsRuleSet"),
    "firewalls-have-agreed-rules",
  ],
  [
    "has no limit of rate: EDG-33",
    types.webAcl,
    withoutGroup("rateBasedStatement"),
    "firewalls-have-agreed-rules",
  ],
];

describe("a site behind CloudFront", () => {
  let resources: readonly Judged[] = [];
  beforeAll(async () => {
    ({ resources } = await judgedStack("prod"));
  });

  it.each(behindCloudFront)("is found where it %s", (_, type, change, policy) => {
    expect(edgeBrokenBy(resources, type)).not.toContain(policy);
    expect(edgeBrokenBy(resources, type, change)).toContain(policy);
  });
});
