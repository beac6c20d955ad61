import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { ofType, text, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/1";
const certificate = (props: Props = {}) =>
  example(types.certificate, { arn, domainName: "example.com", validationMethod: "DNS", ...props });
const validation = (certificateArn: string) => example(types.certificateValidation, { certificateArn });

/** ACM asks again for the record each time it renews; by mail somebody would have to answer. */
export const certificatesRenewed: StackPolicy = {
  kind: "stack",
  id: "certificates-renewed",
  requirement: "Certificates are proven by DNS, so that ACM renews them by itself, and waited for.",
  controls: ["DNS-01", "ACM.1"],
  severity: "medium",
  appliesTo: [types.certificate],
  check: (resources) => {
    const awaited = ofType(resources, types.certificateValidation).map(
      ({ props }) => props["certificateArn"],
    );
    return ofType(resources, types.certificate).flatMap((one) => [
      ...violationIf(
        one.props["validationMethod"] !== "DNS",
        one,
        "validationMethod",
        "is not DNS: nothing renews the certificate",
      ),
      ...violationIf(
        !awaited.includes(text(one.props["arn"]) ?? one.id ?? null),
        one,
        null,
        "is waited for by no CertificateValidation: what uses it may be refused",
      ),
    ]);
  },
  violatedBy: [
    [certificate({ validationMethod: "EMAIL" }), validation(arn)],
    [certificate({ validationMethod: undefined }), validation(arn)],
    [certificate(), validation(`${arn}2`)],
  ],
  keptBy: [certificate(), validation(arn)],
};

const strongKeys = /^(RSA_(2048|3072|4096)|EC_(prime256v1|secp384r1|secp521r1))$/;

export const certificateKeysStrong: ResourcePolicy = {
  kind: "resource",
  id: "certificates-keys-strong",
  requirement: "The key of a certificate is RSA of 2,048 bits at the least, or of an elliptic curve.",
  controls: ["DNS-02", "ACM.2"],
  severity: "high",
  appliesTo: [types.certificate],
  check: (one) => {
    const algorithm = text(one.props["keyAlgorithm"]) ?? "RSA_2048";
    return violationIf(!strongKeys.test(algorithm), one, "keyAlgorithm", "is weaker than RSA_2048");
  },
  violatedBy: [[certificate({ keyAlgorithm: "RSA_1024" })]],
  keptBy: [certificate(), certificate({ keyAlgorithm: "EC_prime256v1" })],
};

export const certificatePolicies = [certificatesRenewed, certificateKeysStrong];
