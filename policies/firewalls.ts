import { example } from "./example";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, isRecord, ofType, records, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1";
const firewall = (props: Props = {}) => example(types.webAcl, { arn, scope: "CLOUDFRONT", ...props });
const managed = (name: string) => ({
  name,
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
});
const rate = { name: "rate", statement: { rateBasedStatement: { limit: 2000 } } };
const common = managed("AWSManagedRulesCommonRuleSet");
const knownBad = managed("AWSManagedRulesKnownBadInputsRuleSet");

const agreedGroups = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

/** What refuses whatever no rule lets in has nothing left to sort out, but must let somebody in. */
export const firewallsHaveAgreedRules: ResourcePolicy = {
  kind: "resource",
  id: "firewalls-have-agreed-rules",
  requirement:
    "A web ACL that lets in what no rule is about has AWS's common rules, those against known bad inputs, and a limit of rate.",
  controls: ["EDGE-15", "WAF.10"],
  severity: "medium",
  appliesTo: [types.webAcl],
  check: (one) => {
    const statements = records(one.props["rules"]).map(({ statement }) => statement);
    if (isRecord(at(one.props, "defaultAction.block"))) {
      return violationIf(statements.length === 0, one, "rules", "are missing: nobody is let in");
    }
    const groups = statements
      .filter((statement) => at(statement, "managedRuleGroupStatement.vendorName") === "AWS")
      .map((statement) => at(statement, "managedRuleGroupStatement.name"));
    return [
      ...agreedGroups
        .filter((name) => !groups.includes(name))
        .map((name) => violation(one, "rules", `lack ${name}`)),
      ...violationIf(
        !statements.some((statement) => isRecord(at(statement, "rateBasedStatement"))),
        one,
        "rules",
        "lack a rate-based one",
      ),
    ];
  },
  violatedBy: [
    [firewall()],
    [firewall({ rules: [common, knownBad] })],
    [firewall({ rules: [common, rate] })],
    [
      firewall({
        rules: [knownBad, rate, { statement: { managedRuleGroupStatement: { name: common.name } } }],
      }),
    ],
    [firewall({ defaultAction: { allow: {} }, rules: [rate] })],
    [firewall({ defaultAction: { block: {} }, rules: [] })],
  ],
  keptBy: [
    firewall({ defaultAction: { allow: {} }, rules: [common, knownBad, rate] }),
    firewall({ defaultAction: { block: {} }, rules: [rate] }),
  ],
};

const isMeasured = (value: unknown): boolean =>
  at(value, "visibilityConfig.cloudwatchMetricsEnabled") === true;
const measured = { visibilityConfig: { cloudwatchMetricsEnabled: true } };

export const firewallsMeasured: ResourcePolicy = {
  kind: "resource",
  id: "firewalls-measured",
  requirement: "Every web ACL, and each of its rules, counts what it does in CloudWatch.",
  controls: ["EDGE-17", "WAF.12"],
  severity: "medium",
  appliesTo: [types.webAcl],
  check: (one) => [
    ...violationIf(!isMeasured(one.props), one, "visibilityConfig.cloudwatchMetricsEnabled", "is not on"),
    ...records(one.props["rules"]).flatMap((rule, index) =>
      violationIf(
        !isMeasured(rule),
        one,
        `rules[${String(index)}].visibilityConfig.cloudwatchMetricsEnabled`,
        "is not on",
      ),
    ),
  ],
  violatedBy: [[firewall()], [firewall({ ...measured, rules: [{ ...rate, ...measured }, rate] })]],
  keptBy: [firewall({ ...measured, rules: [{ ...rate, ...measured }] })],
};

const logging = (props: Props = {}) => example(types.webAclLogging, { resourceArn: arn, ...props });

export const firewallsLogged: StackPolicy = {
  kind: "stack",
  id: "firewalls-logged",
  requirement: "Where data is protected, every web ACL writes down what it judged.",
  controls: ["EDGE-16", "WAF.11"],
  severity: "low",
  askedOf: "protected stacks",
  appliesTo: [types.webAcl],
  check: (resources) => {
    const logged = ofType(resources, types.webAclLogging).map(({ props }) => props["resourceArn"]);
    return ofType(resources, types.webAcl)
      .filter(({ id, props }) => !logged.includes(text(props["arn"]) ?? id ?? null))
      .map((one) => violation(one, null, "has no log (WebAclLoggingConfiguration)"));
  },
  violatedBy: [
    [{ ...firewall(), protect: true }],
    [{ ...firewall(), protect: true }, logging({ resourceArn: `${arn}2` })],
  ],
  keptBy: [{ ...firewall(), protect: true }, logging()],
};

/** What logs in as a visitor, and what CloudFront is known by. WAF takes names of headers in lower case only. */
const secretHeaders = ["authorization", "cookie", "x-origin-verify"];

const redactedHeaders = ({ props }: Judged): readonly unknown[] =>
  records(props["redactedFields"]).map((field) => at(field, "singleHeader.name"));

export const firewallLogsRedacted: ResourcePolicy = {
  kind: "resource",
  id: "firewall-logs-redacted",
  requirement:
    "The log of a web ACL holds no cookies, no Authorization headers and no secret of CloudFront's.",
  controls: ["EDGE-16"],
  severity: "medium",
  appliesTo: [types.webAclLogging],
  check: (one) =>
    secretHeaders
      .filter((name) => !redactedHeaders(one).includes(name))
      .map((name) => violation(one, "redactedFields", `lack the header ${name}`)),
  violatedBy: [
    [logging()],
    [logging({ redactedFields: [{ singleHeader: { name: "cookie" } }] })],
    [
      logging({
        redactedFields: ["Authorization", "cookie", "x-origin-verify"].map((name) => ({
          singleHeader: { name },
        })),
      }),
    ],
  ],
  keptBy: [logging({ redactedFields: secretHeaders.map((name) => ({ singleHeader: { name } })) })],
};

export const firewallPolicies = [
  firewallsHaveAgreedRules,
  firewallsMeasured,
  firewallsLogged,
  firewallLogsRedacted,
];
