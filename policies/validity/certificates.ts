import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { text, texts, violationIf } from "../read";
import { types } from "../types";

const certificate = (domainName: string, ...subjectAlternativeNames: readonly string[]) =>
  example(types.certificate, { domainName, subjectAlternativeNames });

/** https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html and https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const longestFirst = 64;
const mostNames = 10;
const legalName = /^(?=.{1,253}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;

export const certificateNamesLegal: ResourcePolicy = {
  kind: "resource",
  id: "certificates-names-legal",
  requirement: "A certificate is for 10 domain names at most, the first of 64 characters at most.",
  controls: ["V-34"],
  severity: "high",
  appliesTo: [types.certificate],
  check: (one) => {
    const first = text(one.props["domainName"]);
    const others = texts(one.props["subjectAlternativeNames"]);
    return [
      ...violationIf(
        first !== undefined && (first.length > longestFirst || !legalName.test(first)),
        one,
        "domainName",
        `is no domain name in lower case of ${String(longestFirst)} characters at most`,
      ),
      ...others.flatMap((name, index) =>
        violationIf(
          !legalName.test(name),
          one,
          `subjectAlternativeNames[${String(index)}]`,
          "is no domain name in lower case",
        ),
      ),
      ...violationIf(
        new Set([first, ...others]).size > mostNames,
        one,
        "subjectAlternativeNames",
        `and the first are more than ${String(mostNames)}`,
      ),
    ];
  },
  violatedBy: [
    [certificate("https://example.com")],
    [certificate("Example.com")],
    [certificate(`${"a".repeat(53)}.example.com`)],
    [certificate("example.com", "www.*.example.com")],
    [certificate("example.com", ...Array.from({ length: 10 }, (_, n) => `n${String(n)}.example.com`))],
  ],
  keptBy: [
    certificate("example.com", "*.example.com"),
    certificate(`${"a".repeat(52)}.example.com`),
    certificate(
      "example.com",
      "example.com",
      ...Array.from({ length: 9 }, (_, n) => `n${String(n)}.example.com`),
    ),
  ],
};
