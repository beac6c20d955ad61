import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, isRecord, number, records, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const firewall = (props: Props) => example(types.webAcl, { scope: "REGIONAL", ...props });
const seen = (metricName = "site") => ({ visibilityConfig: { metricName } });
const rule = (props: Props = {}) => ({
  name: "rule",
  priority: 1,
  action: { block: {} },
  statement: { geoMatchStatement: { countryCodes: ["KR"] } },
  ...seen("rule"),
  ...props,
});
const group = (name: string) => ({
  name,
  overrideAction: { none: {} },
  action: undefined,
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
});

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html and API_VisibilityConfig.html */
const legalName = /^[\w-]{1,128}$/;
const legalMetric = /^(?!All$|Default_Action$)[\w#:./-]{1,128}$/;
const legalDescription = /^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]{1,254}[\w+=:#@/\-,.]$/;

const isGroup = (one: Props): boolean =>
  ["managedRuleGroupStatement", "ruleGroupReferenceStatement"].some((kind) =>
    isRecord(at(one["statement"], kind)),
  );

function ruleProblems(
  one: Props,
  others: readonly Props[],
): readonly (readonly [key: string, what: string])[] {
  const [action, override] = [isRecord(one["action"]), isRecord(one["overrideAction"])];
  return [
    ...(legalName.test(text(one["name"]) ?? "")
      ? []
      : [["name", "is not 1 to 128 letters, digits, hyphens and underscores"] as const]),
    ...(legalMetric.test(text(at(one, "visibilityConfig.metricName")) ?? "")
      ? []
      : [["visibilityConfig.metricName", "is missing, or no name of a metric that WAF takes"] as const]),
    ...["name", "priority"]
      .filter((key) => others.some((other) => other[key] === one[key]))
      .map((key) => [key, "is that of an earlier rule too"] as const),
    ...((isGroup(one) ? override && !action : action && !override)
      ? []
      : [["action", "must be said by rules, and overrideAction instead of it by groups of rules"] as const]),
  ];
}

export const firewallRulesLegal: ResourcePolicy = {
  kind: "resource",
  id: "firewalls-rules-legal",
  requirement: "The rules of a web ACL have names, metrics, priorities and actions that WAF takes.",
  controls: ["V-30"],
  severity: "high",
  appliesTo: [types.webAcl],
  check: (one) => {
    const rules = records(one.props["rules"]);
    const description = text(one.props["description"]);
    return [
      ...violationIf(
        description !== undefined && !legalDescription.test(description),
        one,
        "description",
        "is not 3 to 256 letters, digits, inner spaces and _+=:#@/-,.",
      ),
      ...violationIf(
        !legalMetric.test(text(at(one.props, "visibilityConfig.metricName")) ?? ""),
        one,
        "visibilityConfig.metricName",
        "is missing, or no name of a metric that WAF takes",
      ),
      ...rules.flatMap((each, index) =>
        ruleProblems(each, rules.slice(0, index)).map(([key, what]) =>
          violation(one, `rules[${String(index)}].${key}`, what),
        ),
      ),
    ];
  },
  violatedBy: [
    [firewall({})],
    [firewall({ ...seen(), description: "The site's firewall" })],
    [firewall({ ...seen(), rules: [rule({ name: "by country" })] })],
    [firewall({ ...seen(), rules: [rule({ visibilityConfig: {} })] })],
    [firewall({ ...seen("Default_Action"), rules: [] })],
    [firewall({ ...seen(), rules: [rule(), rule({ name: "other" })] })],
    [firewall({ ...seen(), rules: [rule(), rule({ priority: 2 })] })],
    [firewall({ ...seen(), rules: [rule({ action: undefined })] })],
    [firewall({ ...seen(), rules: [rule({ ...group("g"), action: { block: {} } })] })],
  ],
  keptBy: [
    firewall({
      ...seen(),
      description: "Before the site: rules of AWS, and a limit of rate.",
      rules: [rule(), rule({ ...group("g"), priority: 2 })],
    }),
  ],
};

const rate = (limit: number, rest: Props = {}) =>
  firewall({ rules: [rule({ statement: { rateBasedStatement: { limit, ...rest } } })] });

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const [leastLimit, mostLimit] = [10, 2_000_000_000];
const windows = [60, 120, 300, 600];

export const firewallRatesLegal: ResourcePolicy = {
  kind: "resource",
  id: "firewalls-rates-legal",
  requirement: "A limit of rate is 10 to 2,000,000,000 requests in 1, 2, 5 or 10 minutes.",
  controls: ["V-31"],
  severity: "high",
  appliesTo: [types.webAcl],
  check: (one) =>
    records(one.props["rules"]).flatMap(({ statement }, index) => {
      const limited = at(statement, "rateBasedStatement");
      if (!isRecord(limited)) return [];
      const path = `rules[${String(index)}].statement.rateBasedStatement`;
      const limit = number(limited["limit"]) ?? 0;
      return [
        ...violationIf(
          limit < leastLimit || limit > mostLimit,
          one,
          `${path}.limit`,
          `is not from ${String(leastLimit)} to ${String(mostLimit)}`,
        ),
        ...violationIf(
          !windows.includes(number(limited["evaluationWindowSec"]) ?? 300),
          one,
          `${path}.evaluationWindowSec`,
          `is none of ${windows.join(", ")}`,
        ),
        ...violationIf(
          limited["aggregateKeyType"] === "CONSTANT" && !isRecord(limited["scopeDownStatement"]),
          one,
          `${path}.scopeDownStatement`,
          "is missing, although all requests are counted together (CONSTANT)",
        ),
      ];
    }),
  violatedBy: [
    [rate(9)],
    [rate(2_000_000_001)],
    [rate(2000, { evaluationWindowSec: 180 })],
    [rate(2000, { aggregateKeyType: "CONSTANT" })],
  ],
  keptBy: [rate(2000), rate(10, { evaluationWindowSec: 60, aggregateKeyType: "IP" })],
};

export const firewallValidity = [firewallRulesLegal, firewallRatesLegal];
