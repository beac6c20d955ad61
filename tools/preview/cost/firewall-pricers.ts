import { capacityOf } from "../../../policies/firewall-capacity";
import { at, records, text, type Props } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { fixed, shareAmong, times, used, type Line, type Pricer } from "./lines";

const aclType = "aws:wafv2/webAcl:WebAcl";

const rulesOf = ({ inputs }: Resource): readonly Props[] => records(inputs["rules"]);

function botControlIn(acl: Resource): Props | undefined {
  return rulesOf(acl).find(
    (rule) => at(rule, "statement.managedRuleGroupStatement.name") === "AWSManagedRulesBotControlRuleSet",
  );
}

const inspectionLevel = (rule: Props): string | undefined =>
  records(at(rule, "statement.managedRuleGroupStatement.managedRuleGroupConfigs"))
    .map((config) => text(at(config, "awsManagedRulesBotControlRuleSet.inspectionLevel")))
    .find((level) => level !== undefined);

/** The price of a request holds up to 1,500 capacity units; each 500 more cost again. */
function moreCapacity(acl: Resource, millions: number | undefined, share: number): readonly Line[] {
  const steps = Math.ceil((capacityOf(acl.inputs["rules"]) - 1500) / 500);
  if (steps <= 0) return [];
  const what = "requests judged with more than 1,500 capacity units";
  return [used(what, "waf-million-requests-more-units", millions, share * steps)];
}

function botControl(
  acl: Resource,
  resources: readonly Resource[],
  millions: number | undefined,
): readonly Line[] {
  const rule = botControlIn(acl);
  if (rule === undefined) return [];
  // Where no level is given, AWS takes the common one.
  const isCommon = (inspectionLevel(rule) ?? "COMMON") === "COMMON";
  const share = shareAmong(resources, (one) => one.type === aclType && botControlIn(one) !== undefined);
  return [
    fixed("bot control", "bot-control-month", 1),
    used(
      isCommon ? "requests that bot control judges" : "requests that bot control judges, of another level",
      isCommon ? "bot-control-million-requests" : null,
      millions,
      share,
    ),
  ];
}

/** A rule costs the same whether it is one of ours or a group of AWS's; who is asked to prove something costs extra. */
const webAcl: Pricer = ({ resource, resources, usage }) => {
  const rules = rulesOf(resource);
  const isStated = resource.inputs["ruleJson"] === undefined;
  const share = shareAmong(resources, ({ type }) => type === aclType);
  const asks = (action: string) => rules.some((rule) => at(rule, `action.${action}`) !== undefined);
  const { firewallMillionRequests: millions } = usage;
  return [
    fixed("web ACL", "web-acl-month", 1),
    fixed(
      `rules${times(isStated ? rules.length : undefined)}`,
      "web-acl-rule-month",
      isStated ? rules.length : null,
    ),
    used("requests that the web ACL judges", "waf-million-requests", millions, share),
    ...moreCapacity(resource, millions, share),
    ...botControl(resource, resources, usage.botControlMillionRequests),
    ...(asks("challenge") ? [used("challenges served", "waf-million-challenges", undefined)] : []),
    ...(asks("captcha") ? [used("attempts at puzzles", "waf-1000-captchas", undefined)] : []),
  ];
};

/** How web ACLs are paid for. */
export const firewallPricers: Readonly<Record<string, Pricer>> = { [aclType]: webAcl };
