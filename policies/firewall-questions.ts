import { behaviorsOf } from "./distribution-parts";
import { example } from "./example";
import { verdictFor } from "./firewall-methods";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, isRecord, number, ofType, records, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1";
const getOnly = {
  byteMatchStatement: { fieldToMatch: { method: {} }, positionalConstraint: "EXACTLY", searchString: "GET" },
};
const asking = (rule: Props = {}, props: Props = {}) =>
  example(types.webAcl, {
    arn,
    rules: [{ name: "browsers", action: { challenge: {} }, statement: getOnly, ...rule }],
    ...props,
  });

/** The rules by which a web ACL asks a browser something. */
function questions(one: Judged, ...actions: readonly string[]) {
  return records(one.props["rules"])
    .map((rule, index) => ({ rule, path: `rules[${String(index)}]` }))
    .filter(({ rule }) => actions.some((action) => isRecord(at(rule, `action.${action}`))));
}

/** Only a page can answer a challenge: a script that posts gets 202 without a body, and a form is lost. */
export const challengesSparePosts: ResourcePolicy = {
  kind: "resource",
  id: "firewall-challenges-spare-posts",
  requirement: "No web ACL challenges what a page sends, only the navigation to the page.",
  controls: ["EDGE-15"],
  severity: "high",
  appliesTo: [types.webAcl],
  check: (one) =>
    questions(one, "challenge")
      .filter(({ rule }) => verdictFor(rule["statement"], "POST") !== "none")
      .map(({ path }) =>
        violation(one, `${path}.statement`, "matches POST too; add that the method is exactly GET"),
      ),
  violatedBy: [
    [asking({ statement: { geoMatchStatement: { countryCodes: ["KR"] } } })],
    [asking({ statement: { orStatement: { statements: [getOnly, { geoMatchStatement: {} }] } } })],
  ],
  keptBy: [asking(), asking({ action: { captcha: {} }, statement: { rateBasedStatement: { limit: 100 } } })],
};

/** As long as somebody may wait before the shop opens. */
const leastImmunity = 14_400;

/** AWS's own, where neither a rule nor its web ACL says another. */
const usualImmunity = 300;

function immunityOf(one: Judged, rule: Props): number {
  const path = "challengeConfig.immunityTimeProperty.immunityTime";
  return number(at(rule, path)) ?? number(at(one.props, path)) ?? usualImmunity;
}

const immunity = (immunityTime: number) => ({ challengeConfig: { immunityTimeProperty: { immunityTime } } });

export const challengesLast: ResourcePolicy = {
  kind: "resource",
  id: "firewall-challenges-last",
  requirement: "Who has passed a challenge is not asked again for 4 hours.",
  controls: ["EDGE-15"],
  severity: "medium",
  appliesTo: [types.webAcl],
  check: (one) =>
    questions(one, "challenge")
      .map(({ rule, path }) => ({ path, seconds: immunityOf(one, rule) }))
      .filter(({ seconds }) => seconds < leastImmunity)
      .map(({ path, seconds }) =>
        violation(
          one,
          `${path}.challengeConfig.immunityTimeProperty.immunityTime`,
          `is ${String(seconds)} seconds, not ${String(leastImmunity)} at the least`,
        ),
      ),
  violatedBy: [[asking()], [asking(immunity(3600), immunity(14_400))]],
  keptBy: [asking(immunity(14_400)), asking({}, immunity(20_000)), asking({ action: { captcha: {} } })],
};

const listener = (protocol: string, type: string) =>
  example(types.listener, { loadBalancerArn: "arn:lb", protocol, defaultActions: [{ type }] });
const association = example(types.webAclAssociation, { webAclArn: arn, resourceArn: "arn:lb" });
const distribution = (viewerProtocolPolicy: string) =>
  example(types.distribution, { webAclId: arn, defaultCacheBehavior: { viewerProtocolPolicy } });

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html */
export const questionsByHttps: StackPolicy = {
  kind: "stack",
  id: "firewall-questions-by-https",
  requirement:
    "Where a web ACL asks browsers something, they come by HTTPS: they can answer in no other way.",
  controls: ["EDGE-02", "EDGE-15"],
  severity: "high",
  appliesTo: [types.webAcl],
  check: (resources) =>
    ofType(resources, types.webAcl)
      .filter((one) => questions(one, "challenge", "captcha").length > 0)
      .flatMap((one) => {
        const own = text(one.props["arn"]) ?? one.id;
        if (own === undefined) return [];
        const guarded = ofType(resources, types.webAclAssociation)
          .filter(({ props }) => props["webAclArn"] === own)
          .map(({ props }) => props["resourceArn"]);
        return [
          ...ofType(resources, types.distribution)
            .filter(({ props }) => props["webAclId"] === own)
            .flatMap((each) =>
              behaviorsOf(each).flatMap(({ path, props }) =>
                violationIf(
                  props["viewerProtocolPolicy"] === "allow-all",
                  each,
                  `${path}.viewerProtocolPolicy`,
                  "lets browsers come by HTTP, where they cannot answer what the web ACL asks",
                ),
              ),
            ),
          ...ofType(resources, types.listener)
            .filter(({ props }) => guarded.includes(text(props["loadBalancerArn"]) ?? null))
            .flatMap((each) =>
              violationIf(
                each.props["protocol"] === "HTTP" &&
                  !records(each.props["defaultActions"]).every(({ type }) => type === "redirect"),
                each,
                "protocol",
                "is HTTP, where browsers cannot answer what the web ACL asks",
              ),
            ),
        ];
      }),
  violatedBy: [
    [asking(), distribution("allow-all")],
    [asking({ action: { captcha: {} } }), association, listener("HTTP", "forward")],
  ],
  keptBy: [
    asking(),
    distribution("redirect-to-https"),
    association,
    listener("HTTPS", "forward"),
    listener("HTTP", "redirect"),
  ],
};

export const firewallQuestions = [challengesSparePosts, challengesLast, questionsByHttps];
