import { distributionOrigins } from "./distribution-parts";
import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { at, text, texts, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const certified = (viewerCertificate: Props) => example(types.distribution, { viewerCertificate });
const acmCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

export const distributionsUseOwnCertificate: ResourcePolicy = {
  kind: "resource",
  id: "distributions-use-own-certificate",
  requirement: "A distribution shows a certificate of ours, not that of cloudfront.net.",
  controls: ["EDGE-06", "CloudFront.7"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (one) =>
    violationIf(
      text(at(one.props, "viewerCertificate.acmCertificateArn")) === undefined ||
        at(one.props, "viewerCertificate.cloudfrontDefaultCertificate") === true,
      one,
      "viewerCertificate.acmCertificateArn",
      "is missing: the certificate is that of cloudfront.net",
    ),
  violatedBy: [
    [example(types.distribution, {})],
    [certified({ acmCertificateArn, cloudfrontDefaultCertificate: true })],
  ],
  keptBy: [certified({ acmCertificateArn })],
};

/** Addresses of its own cost 600 dollars a month, for clients of before 2010. */
export const distributionsUseSni: ResourcePolicy = {
  kind: "resource",
  id: "distributions-use-sni",
  requirement: "A distribution tells its names apart by SNI, not by addresses of its own.",
  controls: ["EDGE-07", "CloudFront.8"],
  severity: "low",
  appliesTo: [types.distribution],
  check: (one) =>
    violationIf(
      at(one.props, "viewerCertificate.sslSupportMethod") !== "sni-only",
      one,
      "viewerCertificate.sslSupportMethod",
      "is not sni-only",
    ),
  violatedBy: [[certified({ acmCertificateArn })], [certified({ sslSupportMethod: "vip" })]],
  keptBy: [certified({ sslSupportMethod: "sni-only" })],
};

/** https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-15 */
const currentTls = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

export const distributionsRequireCurrentTls: ResourcePolicy = {
  kind: "resource",
  id: "distributions-require-current-tls",
  requirement: "A distribution speaks TLS 1.2 at the least, with ciphers that are still recommended.",
  controls: ["EDGE-08", "CloudFront.15", "nag:CFR4"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (one) =>
    violationIf(
      !currentTls.includes(text(at(one.props, "viewerCertificate.minimumProtocolVersion")) ?? ""),
      one,
      "viewerCertificate.minimumProtocolVersion",
      `is none of ${currentTls.join(", ")}`,
    ),
  violatedBy: [[certified({})], [certified({ minimumProtocolVersion: "TLSv1.2_2019" })]],
  keptBy: [certified({ minimumProtocolVersion: "TLSv1.2_2021" })],
};

const server = (customOriginConfig: Props) =>
  example(types.distribution, { origins: [{ originId: "server", customOriginConfig }] });

export const distributionsReachServersByHttps: ResourcePolicy = {
  kind: "resource",
  id: "distributions-reach-servers-by-https",
  requirement: "CloudFront talks to servers by HTTPS only.",
  controls: ["EDGE-09", "CloudFront.9"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (one) =>
    distributionOrigins(one)
      .filter(
        ({ kind, props }) =>
          kind === "server" &&
          props["vpcOriginConfig"] === undefined &&
          at(props, "customOriginConfig.originProtocolPolicy") !== "https-only",
      )
      .map(({ path }) =>
        violation(one, `${path}.customOriginConfig.originProtocolPolicy`, "is not https-only"),
      ),
  violatedBy: [
    [server({ originProtocolPolicy: "match-viewer" })],
    [server({ originProtocolPolicy: "http-only" })],
    [server({})],
  ],
  keptBy: [
    server({ originProtocolPolicy: "https-only" }),
    example(types.distribution, { origins: [{ originId: "files" }] }),
  ],
};

export const distributionsReachServersByCurrentTls: ResourcePolicy = {
  kind: "resource",
  id: "distributions-reach-servers-by-current-tls",
  requirement: "CloudFront offers servers no TLS below 1.2.",
  controls: ["EDGE-10", "CloudFront.10", "nag:CFR5"],
  severity: "medium",
  appliesTo: [types.distribution],
  check: (one) =>
    distributionOrigins(one)
      .filter(({ kind, props }) => {
        const offered = texts(at(props, "customOriginConfig.originSslProtocols"));
        return (
          kind === "server" &&
          props["vpcOriginConfig"] === undefined &&
          (offered.length === 0 || offered.some((version) => version !== "TLSv1.2"))
        );
      })
      .map(({ path }) => violation(one, `${path}.customOriginConfig.originSslProtocols`, "is not [TLSv1.2]")),
  violatedBy: [[server({})], [server({ originSslProtocols: ["TLSv1.1", "TLSv1.2"] })]],
  keptBy: [
    server({ originSslProtocols: ["TLSv1.2"] }),
    example(types.distribution, { origins: [{ originId: "files" }] }),
  ],
};

export const distributionTlsPolicies = [
  distributionsUseOwnCertificate,
  distributionsUseSni,
  distributionsRequireCurrentTls,
  distributionsReachServersByHttps,
  distributionsReachServersByCurrentTls,
];
