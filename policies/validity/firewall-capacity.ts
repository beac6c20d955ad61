import { example } from "../example";
import { capacityOf, uncountedIn } from "../firewall-capacity";
import type { ResourcePolicy } from "../policy";
import { at, records, violation, violationIf } from "../read";
import { types } from "../types";

const withGroups = (...names: readonly string[]) =>
  example(types.webAcl, {
    rules: names.map((name) => ({
      statement: { managedRuleGroupStatement: { vendorName: "AWS", name: `AWSManagedRules${name}` } },
    })),
  });
const many = [
  "CommonRuleSet",
  "KnownBadInputsRuleSet",
  "SQLiRuleSet",
  "LinuxRuleSet",
  "WindowsRuleSet",
] as const;

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html: the price of a web ACL includes the first */
const included = 1_500;
const mostEver = 5_000;
const botControl = "AWSManagedRulesBotControlRuleSet";

export const firewallWithinCapacity: ResourcePolicy = {
  kind: "resource",
  id: "firewall-within-capacity",
  requirement:
    "The rules of a web ACL take no more capacity than its price includes, or with bot control than AWS allows.",
  controls: ["EDGE-15"],
  severity: "high",
  appliesTo: [types.webAcl],
  check: (one) => {
    const { rules } = one.props;
    const takes = capacityOf(rules);
    const controlsBots = records(rules).some(
      ({ statement }) => at(statement, "managedRuleGroupStatement.name") === botControl,
    );
    const most = controlsBots ? mostEver : included;
    return [
      ...violationIf(
        takes > most,
        one,
        "rules",
        `take ${String(takes)} units of capacity, more than ${String(most)}`,
      ),
      ...uncountedIn(rules).map((what) =>
        violation(one, "rules", `hold ${what}, whose capacity is not known`),
      ),
    ];
  },
  violatedBy: [
    [withGroups(...many, "AdminProtectionRuleSet")],
    [withGroups(...Array<string>(8).fill("CommonRuleSet"), "BotControlRuleSet")],
    [withGroups("OfSomebodyElse")],
  ],
  keptBy: [withGroups(...many), withGroups(...many, "AdminProtectionRuleSet", "BotControlRuleSet")],
};
