import { behaviorsOf, distributionOrigins } from "../distribution-parts";
import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { at, ofType, records, resourceNamed, text, texts, violationIf, type Props } from "../read";
import { types } from "../types";

const acmCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const named = (...aliases: readonly string[]) =>
  example(types.distribution, { aliases, viewerCertificate: { acmCertificateArn } });
const certificate = (domainName: string, ...subjectAlternativeNames: readonly string[]) =>
  example(types.certificate, { arn: acmCertificateArn, domainName, subjectAlternativeNames });

/** A wildcard stands for one label. */
function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith("*.") && name.replace(/^[^.]+/, "*") === pattern);
}

export const aliasesCertified: StackPolicy = {
  kind: "stack",
  id: "distributions-aliases-certified",
  requirement: "The certificate of a distribution covers each of its names.",
  controls: ["V-20"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (resources) =>
    ofType(resources, types.distribution).flatMap((one) => {
      const aliases = texts(one.props["aliases"]);
      const arn = at(one.props, "viewerCertificate.acmCertificateArn");
      const found = resourceNamed(types.certificate, arn, resources);
      const covered =
        found === undefined
          ? undefined
          : [...texts(found.props["domainName"]), ...texts(found.props["subjectAlternativeNames"])];
      return [
        ...violationIf(
          aliases.length > 0 && text(arn) === undefined,
          one,
          "viewerCertificate.acmCertificateArn",
          "is missing: CloudFront takes names of ours with a certificate only",
        ),
        ...aliases.flatMap((name, index) =>
          violationIf(
            covered !== undefined && !covered.some((pattern) => covers(pattern, name)),
            one,
            `aliases[${String(index)}]`,
            `is ${name}, which ${found?.name ?? "the certificate"} does not cover`,
          ),
        ),
      ];
    }),
  violatedBy: [
    [example(types.distribution, { aliases: ["example.com"], viewerCertificate: {} })],
    [named("example.com"), certificate("www.example.com")],
    [named("a.b.example.com"), certificate("*.example.com")],
    [named("example.com"), certificate("*.example.com")],
  ],
  keptBy: [
    named("example.com", "www.example.com"),
    certificate("example.com", "*.example.com"),
    example(types.distribution, {}),
  ],
};

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
const legalWebAcl = /^arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global\/webacl\//;

export const distributionsNameGlobalFirewalls: ResourcePolicy = {
  kind: "resource",
  id: "distributions-name-global-firewalls",
  requirement: "A distribution's web ACL is one for CloudFront, named by its ARN.",
  controls: ["V-21", "V-33"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) => {
    const acl = text(one.props["webAclId"]);
    return violationIf(
      acl !== undefined && !legalWebAcl.test(acl),
      one,
      "webAclId",
      "is no ARN of a web ACL for CloudFront (arn:aws:wafv2:us-east-1:<account>:global/webacl/…)",
    );
  },
  violatedBy: [
    [example(types.distribution, { webAclId: "473e64fd-f30b-4765-81a0-62ad96dd167a" })],
    [
      example(types.distribution, {
        webAclId: "arn:aws:wafv2:ap-northeast-2:123456789012:regional/webacl/site/1",
      }),
    ],
  ],
  keptBy: [
    example(types.distribution, {
      webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1",
    }),
    example(types.distribution, {}),
  ],
};

const origin = (originId: string) => ({ originId, domainName: `${originId}.example.com` });
const leading = (behavior: Props, props: Props = {}) =>
  example(types.distribution, {
    origins: [origin("server"), origin("files")],
    defaultCacheBehavior: { targetOriginId: "server", cachePolicyId: "policy", ...behavior },
    ...props,
  });
const group = (...ids: readonly string[]) => ({
  originGroups: [{ originId: "both", members: ids.map((originId) => ({ originId })) }],
});

function groupProblems(one: Judged, ids: readonly string[]) {
  return records(one.props["originGroups"]).flatMap((each, index) => {
    const members = records(each["members"]).map(({ originId }) => text(originId) ?? "");
    const path = `originGroups[${String(index)}]`;
    return [
      ...violationIf(
        members.length !== 2 || members.some((id) => !ids.includes(id)) || members[0] === members[1],
        one,
        `${path}.members`,
        "are not two different origins of the distribution",
      ),
      ...violationIf(
        ids.includes(text(each["originId"]) ?? ""),
        one,
        `${path}.originId`,
        "is the id of an origin too",
      ),
    ];
  });
}

export const behaviorsLeadSomewhere: ResourcePolicy = {
  kind: "resource",
  id: "distributions-behaviors-lead-somewhere",
  requirement: "Every behaviour names an origin that is there, and one way to say what is cached.",
  controls: ["V-22"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) => {
    const ids = distributionOrigins(one).map(({ id }) => id);
    const groups = records(one.props["originGroups"]).map(({ originId }) => text(originId) ?? "");
    return [
      ...ids.flatMap((id, index) =>
        violationIf(
          id === "" || ids.indexOf(id) !== index,
          one,
          `origins[${String(index)}].originId`,
          "is missing, or that of an earlier origin",
        ),
      ),
      ...groupProblems(one, ids),
      ...behaviorsOf(one).flatMap(({ path, props }) => [
        ...violationIf(
          ![...ids, ...groups].includes(text(props["targetOriginId"]) ?? ""),
          one,
          `${path}.targetOriginId`,
          "is the id of no origin and no origin group",
        ),
        ...violationIf(
          (text(props["cachePolicyId"]) === undefined) === (props["forwardedValues"] === undefined),
          one,
          `${path}.cachePolicyId`,
          "and forwardedValues are both missing, or both there",
        ),
      ]),
    ];
  },
  violatedBy: [
    [leading({ targetOriginId: "nowhere" })],
    [leading({ cachePolicyId: undefined })],
    [leading({ forwardedValues: {} })],
    [leading({}, { origins: [origin("server"), origin("server")] })],
    [leading({ targetOriginId: "both" }, group("server", "nowhere"))],
    [leading({ targetOriginId: "both" }, group("server", "server"))],
    [leading({ targetOriginId: "both" }, group("server"))],
    [leading({}, { originGroups: [{ ...group("server", "files").originGroups[0], originId: "files" }] })],
  ],
  keptBy: [leading({}), leading({ targetOriginId: "both" }, group("files", "server"))],
};

export const distributionValidity = [
  aliasesCertified,
  distributionsNameGlobalFirewalls,
  behaviorsLeadSomewhere,
];
