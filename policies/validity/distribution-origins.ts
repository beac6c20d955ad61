import { behaviorsOf, distributionOrigins, originsBehind } from "../distribution-parts";
import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { at, number, ofType, records, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const server = (props: Props = {}) =>
  example(types.distribution, {
    origins: [{ originId: "server", domainName: "origin.example.com", customOriginConfig: {}, ...props }],
  });
const withHeader = (name: string, value = "1") => server({ customHeaders: [{ name, value }] });

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist */
const refused =
  /^(cache-control|connection|content-length|cookie|host|if-(match|modified-since|none-match|range|unmodified-since)|max-forwards|pragma|proxy-(authenticate|authorization|connection)|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-real-ip|x-amz-.*|x-edge-.*)$/i;
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers */
const [mostHeaders, longestName, longestValue, longestTogether] = [30, 256, 1_783, 10_240];

export const originHeadersLegal: ResourcePolicy = {
  kind: "resource",
  id: "distributions-origin-headers-legal",
  requirement: "Headers that CloudFront adds for an origin have names and sizes that it takes.",
  controls: ["V-22"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) =>
    distributionOrigins(one).flatMap(({ path, props }) => {
      const headers = records(props["customHeaders"]).map((header) => ({
        name: text(header["name"]) ?? "",
        value: text(header["value"]) ?? "",
      }));
      const together = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
      return [
        ...violationIf(
          headers.length > mostHeaders || together > longestTogether,
          one,
          `${path}.customHeaders`,
          `are more than ${String(mostHeaders)}, or longer than ${String(longestTogether)} characters together`,
        ),
        ...headers.flatMap(({ name, value }, index) => [
          ...violationIf(
            !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || name.length > longestName || refused.test(name),
            one,
            `${path}.customHeaders[${String(index)}].name`,
            "is no name of a header that CloudFront adds",
          ),
          ...violationIf(
            value.length > longestValue,
            one,
            `${path}.customHeaders[${String(index)}].value`,
            `is longer than ${String(longestValue)} characters`,
          ),
        ]),
      ];
    }),
  violatedBy: [
    [withHeader("Host", "example.com")],
    [withHeader("X-Amz-Meta")],
    [withHeader("x-edge-location")],
    [withHeader("x origin")],
    [withHeader("x-origin-verify", "v".repeat(1_784))],
    [
      server({
        customHeaders: Array.from({ length: 31 }, (_, n) => ({ name: `x-${String(n)}`, value: "" })),
      }),
    ],
  ],
  keptBy: [withHeader("x-origin-verify", "v".repeat(1_783))],
};

const timed = (customOriginConfig: Props, rest: Props = {}) => server({ customOriginConfig, ...rest });

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const ranges: readonly (readonly [path: string, least: number, most: number])[] = [
  ["connectionAttempts", 1, 3],
  ["connectionTimeout", 1, 10],
  ["customOriginConfig.originReadTimeout", 1, 120],
  ["customOriginConfig.originKeepaliveTimeout", 1, 120],
];

export const originsLegal: ResourcePolicy = {
  kind: "resource",
  id: "distributions-origins-legal",
  requirement: "An origin has a host name, and waits within what CloudFront takes.",
  controls: ["V-22"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) =>
    distributionOrigins(one).flatMap(({ path, props }) => {
      const host = text(props["domainName"]);
      const prefix = text(props["originPath"]);
      return [
        ...violationIf(
          host !== undefined &&
            !/^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i.test(host),
          one,
          `${path}.domainName`,
          "is no host name: without https://, path and port",
        ),
        ...violationIf(
          prefix !== undefined && !/^\/.*[^/]$/.test(prefix),
          one,
          `${path}.originPath`,
          "does not begin with /, or ends with it",
        ),
        ...ranges.flatMap(([key, least, most]) => {
          const value = number(at(props, key)) ?? least;
          return violationIf(
            value < least || value > most,
            one,
            `${path}.${key}`,
            `is ${String(value)}, not from ${String(least)} to ${String(most)}`,
          );
        }),
      ];
    }),
  violatedBy: [
    [server({ domainName: "https://origin.example.com" })],
    [server({ domainName: "203.0.113.7" })],
    [server({ originPath: "/live/" })],
    [server({ originPath: "live" })],
    [timed({ originReadTimeout: 121 })],
    [timed({ originKeepaliveTimeout: 0 })],
    [timed({}, { connectionAttempts: 4 })],
    [timed({}, { connectionTimeout: 11 })],
  ],
  keptBy: [timed({ originReadTimeout: 60, originKeepaliveTimeout: 60 }, { originPath: "/live" })],
};

/** Managed-AllViewer sends the visitor's Host on: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";

const asking = (targetOriginId: string, originRequestPolicyId: string) =>
  example(types.distribution, {
    origins: [
      { originId: "files", domainName: "files.s3.ap-northeast-2.amazonaws.com" },
      {
        originId: "api",
        domainName: "a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com",
        customOriginConfig: {},
      },
      { originId: "room", domainName: "room.example.com", customOriginConfig: {} },
      { originId: "server", domainName: "origin.example.com", customOriginConfig: {} },
    ],
    orderedCacheBehaviors: [{ pathPattern: "/any/*", targetOriginId, originRequestPolicyId }],
    defaultCacheBehavior: { targetOriginId: "server", originRequestPolicyId: allViewer },
  });

const apiHost = /\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/** S3 and API Gateway know by the Host which bucket or API is meant, and S3 checks the signature that is made over it. */
export const hostsKeptForAws: StackPolicy = {
  kind: "stack",
  id: "distributions-keep-hosts-of-aws",
  requirement: "Buckets and API Gateway get their own host name from CloudFront, not the visitor's.",
  controls: ["V-22", "EDGE-12"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (resources) => {
    const names = ofType(resources, types.apiDomainName).map(({ props }) => props["domainName"]);
    return ofType(resources, types.distribution).flatMap((one) =>
      behaviorsOf(one)
        .filter((behavior) => behavior.props["originRequestPolicyId"] === allViewer)
        .filter((behavior) =>
          originsBehind(behavior, one).some(({ kind, props }) => {
            const host = text(props["domainName"]) ?? "";
            return kind === "bucket" || apiHost.test(host) || names.includes(host);
          }),
        )
        .map(({ path }) =>
          violation(
            one,
            `${path}.originRequestPolicyId`,
            "sends the visitor's Host on, by which the origin finds no bucket and no API: 403",
          ),
        ),
    );
  },
  violatedBy: [
    [asking("files", allViewer)],
    [asking("api", allViewer)],
    [asking("room", allViewer), example(types.apiDomainName, { domainName: "room.example.com" })],
  ],
  keptBy: [
    asking("files", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf"),
    asking("room", allViewer),
    example(types.apiDomainName, { domainName: "origin.example.net" }),
  ],
};

export const distributionOriginValidity = [originHeadersLegal, originsLegal, hostsKeptForAws];
