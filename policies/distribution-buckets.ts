import { distributionOrigins } from "./distribution-parts";
import { example } from "./example";
import { includes } from "./glob";
import { statementsOf, valuesAsked } from "./iam-document";
import type { Judged, StackPolicy } from "./policy";
import { ofType, records, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE";
const domainName = "files.s3.ap-northeast-2.amazonaws.com";
const reading = (origin: Props = {}, props: Props = {}) =>
  example(types.distribution, {
    arn,
    origins: [{ originId: "files", domainName, originAccessControlId: "E2EXAMPLE", ...origin }],
    ...props,
  });
const bucket = example(types.bucket, { bucket: "files", bucketRegionalDomainName: domainName });

export const distributionsFailOver: StackPolicy = {
  kind: "stack",
  id: "distributions-fail-over",
  requirement: "Where data is protected, static files have a second origin.",
  controls: ["EDGE-03", "CloudFront.4"],
  severity: "low",
  askedOf: "protected stacks",
  appliesTo: [types.distribution],
  check: (resources) =>
    ofType(resources, types.distribution)
      .filter(
        ({ props }) => !records(props["originGroups"]).some(({ members }) => records(members).length === 2),
      )
      .map((one) => violation(one, "originGroups", "is missing: a group of two origins for static files")),
  violatedBy: [[{ ...reading(), protect: true }]],
  keptBy: [
    {
      ...reading(
        {},
        { originGroups: [{ originId: "g", members: [{ originId: "files" }, { originId: "b" }] }] },
      ),
      protect: true,
    },
  ],
};

/** The bucket behind an origin, where it is of this stack. */
function bucketOf(domain: unknown, resources: readonly Judged[]): Judged | undefined {
  return ofType(resources, types.bucket).find(
    ({ props }) =>
      text(domain) !== undefined &&
      [props["bucketRegionalDomainName"], props["bucketDomainName"]].includes(domain),
  );
}

/** Whoever makes a bucket of a name that was let go decides what visitors of the name get. */
export const distributionsReadOwnBuckets: StackPolicy = {
  kind: "stack",
  id: "distributions-read-own-buckets",
  requirement: "Buckets that a distribution shows are of this stack.",
  controls: ["EDGE-11", "CloudFront.12"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (resources) =>
    ofType(resources, types.distribution).flatMap((one) =>
      distributionOrigins(one)
        .filter(({ kind, props }) => kind === "bucket" && text(props["domainName"]) !== undefined)
        .filter(({ props }) => bucketOf(props["domainName"], resources) === undefined)
        .map(({ path }) => violation(one, `${path}.domainName`, "is that of no bucket of this stack")),
    ),
  violatedBy: [
    [reading()],
    [reading(), example(types.bucket, { bucketRegionalDomainName: "b.s3.us-east-1.amazonaws.com" })],
  ],
  keptBy: [reading(), bucket],
};

const signing = {
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
};

export const distributionsSignForBuckets: StackPolicy = {
  kind: "stack",
  id: "distributions-sign-for-buckets",
  requirement: "CloudFront signs every request to a bucket (origin access control).",
  controls: ["EDGE-12", "CloudFront.13", "nag:CFR7"],
  severity: "medium",
  appliesTo: [types.distribution, types.originAccessControl],
  check: (resources) => [
    ...ofType(resources, types.distribution).flatMap((one) =>
      distributionOrigins(one)
        .filter(({ kind, props }) => kind === "bucket" && text(props["originAccessControlId"]) === undefined)
        .map(({ path }) => violation(one, `${path}.originAccessControlId`, "is missing")),
    ),
    ...ofType(resources, types.originAccessControl)
      .filter(({ props }) => props["originAccessControlOriginType"] === "s3")
      .flatMap((one) =>
        Object.entries(signing).flatMap(([key, right]) =>
          violationIf(one.props[key] !== right, one, key, `is not ${right}`),
        ),
      ),
  ],
  violatedBy: [
    [reading({ originAccessControlId: undefined })],
    [reading({ originAccessControlId: "" })],
    [reading(), example(types.originAccessControl, { ...signing, signingBehavior: "no-override" })],
    [reading(), example(types.originAccessControl, { ...signing, signingProtocol: "none" })],
  ],
  keptBy: [
    reading(),
    example(types.originAccessControl, signing),
    reading({ originAccessControlId: undefined, customOriginConfig: {} }),
  ],
};

const policyOf = (statement: Props) =>
  example(types.bucketPolicy, {
    bucket: "files",
    policy: JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::files/*",
        Condition: { StringEquals: { "AWS:SourceArn": arn } },
        ...statement,
      },
    }),
  });

/** Another account's distribution is the same service: only its ARN tells it from ours. */
export const bucketsAdmitOwnDistribution: StackPolicy = {
  kind: "stack",
  id: "buckets-admit-own-distribution",
  requirement: "A bucket behind a distribution lets CloudFront read for this distribution, and for no other.",
  controls: ["EDGE-12", "nag:S5"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (resources) =>
    ofType(resources, types.distribution).flatMap((one) =>
      distributionOrigins(one)
        .filter(({ kind }) => kind === "bucket")
        .flatMap(({ path, props }) => {
          const behind = bucketOf(props["domainName"], resources);
          const own = text(one.props["arn"]);
          if (behind === undefined || own === undefined) return [];
          const name = text(behind.props["bucket"]) ?? behind.id;
          const sources = ofType(resources, types.bucketPolicy)
            .filter((policy) => policy.props["bucket"] === name)
            .flatMap((policy) => statementsOf(policy.props["policy"]))
            .filter(
              ({ allows, actions, principals }) =>
                allows &&
                (principals ?? []).includes("Service:cloudfront.amazonaws.com") &&
                actions.some((action) => includes(action, "s3:GetObject", "i")),
            )
            .map((statement) => valuesAsked(statement, /^(string|arn)(equals|like)$/i, "aws:SourceArn"));
          return [
            ...violationIf(
              !sources.some((values) => values.includes(own)),
              one,
              `${path}.domainName`,
              "is that of a bucket whose policy does not let cloudfront.amazonaws.com read for this distribution (aws:SourceArn): visitors get 403",
            ),
            ...violationIf(
              sources.some((values) => values.length === 0 || values.some((value) => value.includes("*"))),
              one,
              `${path}.domainName`,
              "is that of a bucket whose policy lets CloudFront read for others too; aws:SourceArn must be the ARN of this distribution",
            ),
          ];
        }),
    ),
  violatedBy: [
    [reading(), bucket],
    [reading(), bucket, policyOf({ Condition: { StringEquals: { "AWS:SourceArn": `${arn}2` } } })],
    [reading(), bucket, policyOf({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })],
    [reading(), bucket, policyOf({ Action: "s3:PutObject" })],
    [reading(), bucket, policyOf({}), policyOf({ Condition: {} })],
  ],
  keptBy: [reading(), bucket, policyOf({})],
};

export const distributionBucketPolicies = [
  distributionsFailOver,
  distributionsReadOwnBuckets,
  distributionsSignForBuckets,
  bucketsAdmitOwnDistribution,
];
