import { stableHex } from "../fake-ids";
import { upperId } from "./dns";
import { cloudFrontZone } from "./edge";
import { shortId, text, uuid, type Answers, type Asked } from "./answer";

/** `_` and 32 digits, as ACM calls its records and their values. */
const acmLabel = (seed: string): string => `_${stableHex(seed, 32)}`;

/**
 * The record that proves a name to ACM. A domain and the wildcard below it share one, and so do certificates of every
 * region: it depends on the domain and the account alone.
 */
function proofOf(domainName: string, account: string): Readonly<Record<string, string>> {
  const domain = domainName.replace(/^\*\./, "");
  const seed = `${account} ${domain}`;
  return {
    domainName,
    resourceRecordName: `${acmLabel(seed)}.${domain}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `${acmLabel(`${seed} value`)}.${stableHex(`${seed} zone`, 10)}.acm-validations.aws.`,
  };
}

/** The domain of a certificate and its other names, each once. */
function namesOf(inputs: Asked["inputs"]): readonly string[] {
  const others = inputs["subjectAlternativeNames"];
  return [...new Set([text(inputs, "domainName"), ...(Array.isArray(others) ? (others as string[]) : [])])];
}

const plain = (name: string): string => name.replace(/\.$/, "").toLowerCase();

/** Answers for certificates, records, health checks and the own names of APIs. */
export const edgeHostAnswers: Answers = {
  "aws:acm/certificate:Certificate": ({ account, inputs, region, urn }) => {
    const arn = `arn:aws:acm:${region}:${account}:certificate/${uuid(urn)}`;
    const names = namesOf(inputs);
    return {
      id: arn,
      outputs: {
        arn,
        subjectAlternativeNames: names,
        domainValidationOptions: names.map((name) => proofOf(name, account)),
        status: "PENDING_VALIDATION",
        type: "AMAZON_ISSUED",
        renewalEligibility: "INELIGIBLE",
      },
    };
  },
  "aws:acm/certificateValidation:CertificateValidation": () => ({
    id: "2026-01-01 00:00:00 +0000 UTC",
    outputs: {},
  }),
  // The names are given in full here; the provider would add the zone's to shorter ones.
  "aws:route53/record:Record": ({ inputs }) => {
    const name = plain(text(inputs, "name"));
    const parts = [text(inputs, "zoneId"), name, text(inputs, "type"), text(inputs, "setIdentifier")];
    return { id: parts.filter((part) => part !== "").join("_"), outputs: { name, fqdn: name } };
  },
  "aws:route53/healthCheck:HealthCheck": ({ urn }) => {
    const id = uuid(urn);
    return { id, outputs: { arn: `arn:aws:route53:::healthcheck/${id}` } };
  },
  "aws:apigateway/domainName:DomainName": ({ inputs, region, urn }) => {
    const domainName = text(inputs, "domainName");
    return {
      id: domainName,
      outputs: {
        arn: `arn:aws:apigateway:${region}::/domainnames/${domainName}`,
        cloudfrontZoneId: cloudFrontZone,
        regionalDomainName: `d-${shortId(urn, 10)}.execute-api.${region}.amazonaws.com`,
        regionalZoneId: upperId("Z", `APIs of ${region}`),
      },
    };
  },
  "aws:apigateway/basePathMapping:BasePathMapping": ({ inputs }) => ({
    id: `${text(inputs, "domainName")}/${text(inputs, "basePath")}`,
    outputs: {},
  }),
};
