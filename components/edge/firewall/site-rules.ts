import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { managedGroup, rule, type Rule } from "./rule";
import type { FirewallSettings } from "./settings";
import {
  all,
  any,
  labelled,
  method,
  not,
  path,
  pathLike,
  pathMatching,
  query,
  type Statement,
} from "./statements";

export interface SiteRulesAsked {
  readonly settings: FirewallSettings;
  /** Files that are the same for everybody. */
  readonly staticPaths: readonly string[];
  /** Whether there is a waiting room. */
  readonly waitingRoom: boolean;
  /** The set of the load test's addresses; undefined where there are none. */
  readonly loadTest: pulumi.Input<string> | undefined;
}

/** Bodies of refusals by the key that rules name. */
export const refusalBodies = {
  "too-many": { code: "TOO_MANY_REQUESTS", message: "Too many requests. Please wait a few minutes." },
  "no-such-file": { code: "NOT_FOUND", message: "There is no such file." },
  "browser-check": { code: "BROWSER_CHECK", message: "Please reload the page." },
} as const;

const windowSeconds = 300;
/** Static files of one page are dozens, and cost little. */
const staticFactor = 10;
/** How long a browser is believed that it is one, and a person that they are: an evening of waiting. */
export const immunitySeconds = 14_400;

/** A minute's polls of an office, behind one address. */
const statusFactor = 50;

const status = pathMatching("^/vwr/v1/events/[^/]+/status$");
/** Decoded, whatever it is that reads it behind: what is no path of theirs is refused there. */
const join = pathMatching("^/vwr/v1/events/[^/]+/(re)?join$", "URL_DECODE");
/**
 * A step upwards, a slash or a backslash that a server could read where CloudFront saw the name of a file. Dots within a
 * name are none: frameworks call files after their routes, such as `[...slug]`.
 */
const detour = pathMatching("%2[5eEfF]|%5[cC]|\\\\|/\\.\\.([/;]|$)");

/**
 * What is asked of every request to the site, in this order.
 *
 * Whoever opens a waiting page is challenged there, silently, and never on a call of a script, which could not answer.
 * A place is given to who has passed: https://docs.aws.amazon.com/waf/latest/developerguide/waf-tokens-labeling.html
 */
export function siteRules(asked: SiteRulesAsked): readonly Rule[] {
  const { settings, staticPaths, waitingRoom } = asked;
  const statics = staticPaths.map(pathLike);
  const tested = notOfLoadTest(asked.loadTest);
  return [
    managedGroup("ip-reputation", "AWSManagedRulesAmazonIpReputationList"),
    managedGroup("core-rules", "AWSManagedRulesCommonRuleSet", {
      ruleActionOverrides: settings.countOnly.map((name) => ({ name, actionToUse: { count: {} } })),
    }),
    managedGroup("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet"),
    ...(statics.length === 0
      ? []
      : [rule("static-detour", refusal(404, "no-such-file"), all(any(...statics), detour))]),
    rate(
      "rate-limit",
      settings.rateLimit,
      tooMany,
      all(not(status), ...statics.map((one) => not(one)), ...tested),
    ),
    ...(statics.length === 0
      ? []
      : [
          rate(
            "static-rate-limit",
            settings.rateLimit * staticFactor,
            tooMany,
            all(any(...statics), ...tested),
          ),
        ]),
    ...(waitingRoom
      ? [rate("status-rate-limit", settings.rateLimit * statusFactor, tooMany, all(status, ...tested))]
      : []),
    ...(settings.botControl === "site"
      ? [botControl(all(not(status), ...statics.map(not), ...tested), true)]
      : []),
    ...(waitingRoom ? waitingRoomRules(settings, tested) : []),
  ];
}

function waitingRoomRules(
  { botControl: bots, joinsBeforeCaptcha }: FirewallSettings,
  tested: readonly Statement[],
): readonly Rule[] {
  const navigation = [
    path("STARTS_WITH", "/vwr/"),
    not(path("STARTS_WITH", "/vwr/v1/")),
    not(path("STARTS_WITH", "/vwr/_page/")),
    method("GET"),
    ...tested,
  ];
  const joins = [method("POST"), join, ...tested];
  const immune = { immunityTimeProperty: { immunityTime: immunitySeconds } };
  return [
    rule("waiting-page-challenge", { challenge: {} }, all(...navigation), { challengeConfig: immune }),
    ...(bots === "joins" ? [botControl(all(...joins), false)] : []),
    ...(bots === "none"
      ? []
      : [
          rule(
            "join-without-browser",
            refusal(403, "browser-check"),
            all(
              ...joins,
              any(labelled("awswaf:managed:token:absent"), labelled("awswaf:managed:token:rejected")),
            ),
          ),
        ]),
    // The page comes back with this in its query when it was told that a puzzle is due.
    rule("waiting-page-captcha", { captcha: {} }, all(...navigation, query("captcha=1")), {
      captchaConfig: immune,
    }),
    {
      ...rate("join-rate-limit", joinsBeforeCaptcha, { captcha: {} }, all(...joins)),
      captchaConfig: immune,
    },
  ];
}

/** Rules of the group that would refuse apps and scripts of partners, which are welcome elsewhere than at the joins. */
const aimedAtApps = ["CategoryHttpLibrary", "SignalNonBrowserUserAgent"];

function botControl(scopeDownStatement: Statement, sparesApps: boolean): Rule {
  return managedGroup("bot-control", "AWSManagedRulesBotControlRuleSet", {
    managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
    scopeDownStatement:
      scopeDownStatement as aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatementScopeDownStatement,
    ruleActionOverrides: (sparesApps ? aimedAtApps : []).map((name) => ({
      name,
      actionToUse: { count: {} },
    })),
  });
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html */
const mostCounted = 2_000_000_000;

function rate(
  name: string,
  limit: number,
  action: aws.types.input.wafv2.WebAclRuleAction,
  scope: Statement,
): Rule {
  return rule(name, action, {
    rateBasedStatement: {
      ...{ limit: Math.min(limit, mostCounted), evaluationWindowSec: windowSeconds, aggregateKeyType: "IP" },
      scopeDownStatement:
        scope as aws.types.input.wafv2.WebAclRuleStatementRateBasedStatementScopeDownStatement,
    },
  });
}

function refusal(
  responseCode: number,
  customResponseBodyKey: keyof typeof refusalBodies,
  headers: Readonly<Record<string, string>> = {},
) {
  const all: Readonly<Record<string, string>> = { "cache-control": "no-store", ...headers };
  return {
    block: {
      customResponse: {
        ...{ responseCode, customResponseBodyKey },
        responseHeaders: Object.entries(all).map(([name, value]) => ({ name, value })),
      },
    },
  };
}

/** An address is let in again as soon as the last five minutes were quiet enough, which WAF looks at now and then. */
const tooMany = refusal(429, "too-many", { "retry-after": "60" });

function notOfLoadTest(set: pulumi.Input<string> | undefined): readonly Statement[] {
  return set === undefined ? [] : [not({ ipSetReferenceStatement: { arn: set } })];
}
