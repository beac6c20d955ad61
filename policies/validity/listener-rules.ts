import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import {
  at,
  grouped,
  isRecord,
  number,
  ofType,
  records,
  text,
  texts,
  violation,
  violationIf,
  type Props,
} from "../read";
import { types } from "../types";

const rule = (conditions: readonly Props[], props: Props = {}) =>
  example(types.listenerRule, { listenerArn: "arn:listener", priority: 1, conditions, ...props });
const hosts = (...values: readonly string[]) => ({ hostHeader: { values } });
const paths = (...values: readonly string[]) => ({ pathPattern: { values } });
const header = (httpHeaderName: string, ...values: readonly string[]) => ({
  httpHeader: { httpHeaderName, values },
});

const kinds = ["hostHeader", "httpHeader", "httpRequestMethod", "pathPattern", "sourceIp"];

/** What a rule compares requests with, condition by condition. */
function valuesOf(condition: Props): readonly string[] {
  return [
    ...kinds.flatMap((kind) => ["values", "regexValues"].flatMap((key) => texts(at(condition[kind], key)))),
    ...records(condition["queryStrings"]).flatMap(({ key, value }) => [...texts(key), ...texts(value)]),
  ];
}

/** A query string is one value to AWS, with its key or without. */
function valueCount(condition: Props): number {
  const queries = records(condition["queryStrings"]);
  return queries.length > 0 ? queries.length : valuesOf(condition).length;
}

const withWildcards = ["hostHeader", "httpHeader", "pathPattern"];

function wildcardCount(condition: Props): number {
  const patterns = [
    ...withWildcards.flatMap((kind) => texts(at(condition[kind], "values"))),
    ...records(condition["queryStrings"]).flatMap(({ key, value }) => [...texts(key), ...texts(value)]),
  ];
  return patterns.join("").replaceAll(/[^*?]/g, "").length;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html; none of them can be raised */
const mostValues = 5;
const mostWildcards = 6;
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const longestValue = 128;
const longestHeaderName = 40;

export const ruleConditionsLegal: ResourcePolicy = {
  kind: "resource",
  id: "listener-rules-conditions-legal",
  requirement: "A rule of a listener compares with 5 values at most, with 6 wildcards in them.",
  controls: ["V-43"],
  severity: "high",
  appliesTo: [types.listenerRule],
  check: (one) => {
    const conditions = records(one.props["conditions"]);
    const [values, wildcards] = [sum(conditions.map(valueCount)), sum(conditions.map(wildcardCount))];
    return [
      ...violationIf(
        values < 1 || values > mostValues,
        one,
        "conditions",
        `hold ${String(values)} values; AWS takes 1 to ${String(mostValues)}`,
      ),
      ...violationIf(
        wildcards > mostWildcards,
        one,
        "conditions",
        `hold ${String(wildcards)} wildcards; AWS takes ${String(mostWildcards)}`,
      ),
      ...conditions.flatMap((condition, index) => [
        ...violationIf(
          valuesOf(condition).some((value) => value.length > longestValue),
          one,
          `conditions[${String(index)}]`,
          `hold a value of more than ${String(longestValue)} characters`,
        ),
        ...violationIf(
          isRecord(condition["httpHeader"]) &&
            !/^[\w!#$%&'*+.^`|~-]+$/.test(text(at(condition, "httpHeader.httpHeaderName")) ?? ""),
          one,
          `conditions[${String(index)}].httpHeader.httpHeaderName`,
          "is no name of a header",
        ),
        ...violationIf(
          (text(at(condition, "httpHeader.httpHeaderName")) ?? "").length > longestHeaderName,
          one,
          `conditions[${String(index)}].httpHeader.httpHeaderName`,
          `is longer than ${String(longestHeaderName)} characters`,
        ),
      ]),
    ];
  },
  violatedBy: [
    [rule([])],
    [rule([hosts("a.example", "b.example"), paths("/1", "/2", "/3", "/4")])],
    [rule([paths("*%2*", "*..*", "*%5c*", "*%5C*")])],
    [rule([paths(`/${"a".repeat(128)}`)])],
    [rule([header("", "value")])],
    [rule([header("x".repeat(41), "value")])],
    [rule([{ queryStrings: Array.from({ length: 6 }, (_, n) => ({ key: "k", value: String(n) })) }])],
  ],
  keptBy: [
    rule([hosts("origin.example.com"), paths("/api/*", "/socket.io/*"), header("x-origin-verify", "n", "m")]),
    rule([paths("*%2*", "*..*", "*%5c*")]),
    rule([{ queryStrings: Array.from({ length: 5 }, () => ({ key: "k", value: "v" })) }]),
  ],
};

const mostRules = 100;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
const mostPriority = 50_000;

/** Of which load balancer a rule is; that of its listener where this is not of this stack. */
function loadBalancerOf({ props }: Judged, resources: readonly Judged[]): string | undefined {
  const arn = text(props["listenerArn"]);
  const listener = ofType(resources, types.listener).find(
    (one) => arn !== undefined && (text(one.props["arn"]) ?? one.id) === arn,
  );
  return text(listener?.props["loadBalancerArn"]) ?? arn;
}

export const rulePrioritiesLegal: StackPolicy = {
  kind: "stack",
  id: "listener-rules-priorities-legal",
  requirement:
    "Rules of a listener have priorities of their own from 1 to 50,000, and a load balancer has 100 at most.",
  controls: ["V-43"],
  severity: "high",
  appliesTo: [types.listenerRule],
  check: (resources) => {
    const rules = ofType(resources, types.listenerRule);
    const ranks = grouped(rules, ({ props }) => {
      const listener = text(props["listenerArn"]);
      const priority = number(props["priority"]);
      return listener === undefined || priority === undefined ? undefined : `${listener} ${String(priority)}`;
    });
    return [
      ...rules
        .filter(({ props }) => {
          const priority = number(props["priority"]) ?? 0;
          return !Number.isInteger(priority) || priority < 1 || priority > mostPriority;
        })
        .map((one) => violation(one, "priority", `is not from 1 to ${String(mostPriority)}`)),
      ...[...ranks.values()].flatMap(([, ...others]) =>
        others.map((one) => violation(one, "priority", "is that of another rule of the listener")),
      ),
      ...[...grouped(rules, (one) => loadBalancerOf(one, resources)).values()].flatMap((all) =>
        all
          .slice(mostRules)
          .map((one) =>
            violation(one, null, `is more than the ${String(mostRules)} rules of a load balancer`),
          ),
      ),
    ];
  },
  violatedBy: [
    [rule([], { priority: undefined })],
    [rule([], { priority: 0 })],
    [rule([], { priority: 50_001 })],
    [rule([]), rule([])],
    Array.from({ length: 101 }, (_, n) => rule([], { priority: n + 1 })),
    [
      ...["a", "b"].map((arn) => example(types.listener, { arn, loadBalancerArn: "arn:lb" })),
      ...Array.from({ length: 101 }, (_, n) =>
        rule([], { priority: n + 1, listenerArn: n % 2 === 0 ? "a" : "b" }),
      ),
    ],
  ],
  keptBy: [rule([]), rule([], { priority: 2 }), rule([], { listenerArn: "arn:other" })],
};

export const listenerRuleValidity = [ruleConditionsLegal, rulePrioritiesLegal];
