import type * as aws from "@pulumi/aws";
import type { Statement } from "./statements";

export type Rule = Omit<aws.types.input.wafv2.WebAclRule, "priority">;

/** Of each rule the figures, and samples of what it found. */
export function visible(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}

/** A rule of our own. */
export function rule(
  name: string,
  action: aws.types.input.wafv2.WebAclRuleAction,
  statement: Statement,
  more: Pick<Rule, "captchaConfig" | "challengeConfig"> = {},
): Rule {
  return { name, action, statement, visibilityConfig: visible(name), ...more };
}

/** A group of rules that AWS keeps. */
export function managedGroup(
  name: string,
  group: string,
  more: Omit<aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatement, "name" | "vendorName"> = {},
): Rule {
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group, ...more } },
    visibilityConfig: visible(name),
  };
}

/** Puts rules in the order in which they are asked. */
export function inOrder(rules: readonly Rule[]): aws.types.input.wafv2.WebAclRule[] {
  return rules.map((one, priority) => ({ ...one, priority }));
}
