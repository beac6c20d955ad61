import { behaviorsOf, originsBehind } from "./distribution-parts";
import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, ofType, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE";
const distribution = (props: Props = {}) => example(types.distribution, { arn, ...props });
const files = { originId: "files", domainName: "files.s3.ap-northeast-2.amazonaws.com" };
const server = { originId: "server", customOriginConfig: { originProtocolPolicy: "https-only" } };

/** CloudFront.1 asks it of every distribution with a bucket, but before a server it would turn `/` into a path that is not there. */
export const distributionsHaveRootObject: ResourcePolicy = {
  kind: "resource",
  id: "distributions-have-root-object",
  requirement: "Where files are what a distribution shows by default, / shows one of them, not the list.",
  controls: ["EDGE-01", "CloudFront.1"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) => {
    const byDefault = behaviorsOf(one).filter(({ pattern }) => pattern === "*");
    const showsFiles = byDefault
      .flatMap((behavior) => originsBehind(behavior, one))
      .some(({ kind }) => kind === "bucket");
    return violationIf(
      showsFiles && text(one.props["defaultRootObject"]) === undefined,
      one,
      "defaultRootObject",
      "is missing: index.html",
    );
  },
  violatedBy: [
    [distribution({ origins: [files], defaultCacheBehavior: { targetOriginId: "files" } })],
    [
      distribution({
        origins: [files, server],
        originGroups: [{ originId: "both", members: [{ originId: "server" }, { originId: "files" }] }],
        defaultCacheBehavior: { targetOriginId: "both" },
      }),
    ],
  ],
  keptBy: [
    distribution({
      origins: [files],
      defaultCacheBehavior: { targetOriginId: "files" },
      defaultRootObject: "index.html",
    }),
    distribution({ origins: [files, server], defaultCacheBehavior: { targetOriginId: "server" } }),
  ],
};

const behaving = (viewerProtocolPolicy: string) =>
  distribution({
    defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
    orderedCacheBehaviors: [{ pathPattern: "/api/*", viewerProtocolPolicy }],
  });

export const distributionsRequireHttps: ResourcePolicy = {
  kind: "resource",
  id: "distributions-require-https",
  requirement: "Visitors reach a distribution by HTTPS only.",
  controls: ["EDGE-02", "CloudFront.3"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (one) =>
    behaviorsOf(one)
      .filter(
        ({ props }) =>
          !["redirect-to-https", "https-only"].includes(text(props["viewerProtocolPolicy"]) ?? ""),
      )
      .map(({ path }) =>
        violation(one, `${path}.viewerProtocolPolicy`, "is neither redirect-to-https nor https-only"),
      ),
  violatedBy: [[behaving("allow-all")], [distribution({ defaultCacheBehavior: {} })]],
  keptBy: [behaving("redirect-to-https")],
};

const source = example(types.logDeliverySource, { name: "urr-site", resourceArn: arn });

export const distributionsAccessLogged: StackPolicy = {
  kind: "stack",
  id: "distributions-access-logged",
  requirement: "Every distribution writes down who asked for what.",
  controls: ["EDGE-04", "CloudFront.5", "nag:CFR3"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (resources) => {
    const delivered = new Set(
      ofType(resources, types.logDelivery).map(({ props }) => props["deliverySourceName"]),
    );
    const logged = ofType(resources, types.logDeliverySource)
      .filter(({ id, props }) => delivered.has(text(props["name"]) ?? id))
      .map(({ props }) => props["resourceArn"]);
    return ofType(resources, types.distribution)
      .filter(
        ({ props }) =>
          text(at(props, "loggingConfig.bucket")) === undefined &&
          (text(props["arn"]) === undefined || !logged.includes(props["arn"])),
      )
      .map((one) => violation(one, null, "has no access log (LogDeliverySource and LogDelivery)"));
  },
  violatedBy: [
    [distribution()],
    [distribution(), source],
    [distribution(), source, example(types.logDelivery, { deliverySourceName: "urr-other" })],
  ],
  keptBy: [
    distribution(),
    source,
    example(types.logDelivery, { deliverySourceName: "urr-site" }),
    example(types.distribution, { loggingConfig: { bucket: "logs.s3.amazonaws.com" } }),
  ],
};

export const distributionsBehindFirewall: ResourcePolicy = {
  kind: "resource",
  id: "distributions-behind-firewall",
  requirement: "A web ACL judges every request to a distribution.",
  controls: ["EDGE-05", "CloudFront.6", "nag:CFR2"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (one) =>
    violationIf(text(one.props["webAclId"]) === undefined, one, "webAclId", "is missing: no web ACL"),
  violatedBy: [[distribution()]],
  keptBy: [distribution({ webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1" })],
};

export const distributionsSendSecurityHeaders: ResourcePolicy = {
  kind: "resource",
  id: "distributions-send-security-headers",
  requirement: "A distribution adds headers that tell browsers to be strict.",
  controls: ["EDGE-14"],
  severity: "low",
  appliesTo: [types.distribution],
  check: (one) =>
    violationIf(
      text(at(one.props, "defaultCacheBehavior.responseHeadersPolicyId")) === undefined,
      one,
      "defaultCacheBehavior.responseHeadersPolicyId",
      "is missing: no HSTS, no content security policy",
    ),
  violatedBy: [[distribution({ defaultCacheBehavior: {} })]],
  keptBy: [distribution({ defaultCacheBehavior: { responseHeadersPolicyId: "67f7725c" } })],
};

export const distributionsStateCountries: ResourcePolicy = {
  kind: "resource",
  id: "distributions-state-countries",
  requirement: "A distribution says which countries it is for: all of them, or a list.",
  controls: ["EDGE-18", "nag:CFR1"],
  severity: "low",
  appliesTo: [types.distribution],
  check: (one) =>
    violationIf(
      !["none", "whitelist", "blacklist"].includes(
        text(at(one.props, "restrictions.geoRestriction.restrictionType")) ?? "",
      ),
      one,
      "restrictions.geoRestriction.restrictionType",
      "is missing: none, whitelist or blacklist",
    ),
  violatedBy: [[distribution()]],
  keptBy: [distribution({ restrictions: { geoRestriction: { restrictionType: "none" } } })],
};

export const distributionPolicies = [
  distributionsHaveRootObject,
  distributionsRequireHttps,
  distributionsAccessLogged,
  distributionsBehindFirewall,
  distributionsSendSecurityHeaders,
  distributionsStateCountries,
];
