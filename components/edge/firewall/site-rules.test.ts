import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityOf, uncountedIn } from "../../../policies/firewall-capacity";
import { at, isRecord, records } from "../../../policies/read";
import { inOrder } from "./rule";
import { firewallSettings } from "./settings";
import { siteRules, type SiteRulesAsked } from "./site-rules";

/** What the price of a web ACL includes, and what AWS takes at all: https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
const capacity = { included: 1_500, most: 5_000 };

const pattern = fc
  .tuple(fc.stringMatching(/^[a-z0-9_-]{1,10}$/), fc.constantFrom("", "/*", "/?.js", "/*/a/*"))
  .map(([first, rest]) => `/${first}${rest}`);

const asked = (mostPaths: number): fc.Arbitrary<SiteRulesAsked> =>
  fc
    .record({
      botControl: fc.constantFrom("none" as const, "joins" as const, "site" as const),
      countOnly: fc.subarray(["NoUserAgent_HEADER" as const, "SizeRestrictions_BODY" as const]),
      staticPaths: fc.uniqueArray(pattern, { maxLength: mostPaths, size: "max" }),
      waitingRoom: fc.boolean(),
      loadTest: fc.constantFrom(undefined, "arn:aws:wafv2:us-east-1:123456789012:global/ipset/a/b"),
    })
    .map(({ botControl, countOnly, ...rest }) => ({
      ...rest,
      settings: firewallSettings.parse({ botControl, countOnly }),
    }));

const rulesOf = (botControl: "none" | "joins" | "site", waitingRoom = true) =>
  siteRules({
    ...{ settings: firewallSettings.parse({ botControl }), waitingRoom },
    ...{ staticPaths: ["/assets/*"], loadTest: undefined },
  });

const logical = ["andStatement", "orStatement", "notStatement"];

/** How many of and, or, not lie in each other. */
function depthOf(statement: unknown): number {
  if (!isRecord(statement)) return 0;
  return Math.max(
    0,
    ...Object.entries(statement).map(([kind, inner]) => {
      if (!logical.includes(kind) || !isRecord(inner)) return 0;
      return 1 + Math.max(0, ...[...records(inner["statements"]), inner["statement"]].map(depthOf));
    }),
  );
}

function scopeOf(statement: unknown): unknown {
  if (!isRecord(statement)) return undefined;
  return Object.values(statement).flatMap((one) => (isRecord(one) ? [one["scopeDownStatement"]] : []))[0];
}

describe("the rules of the site's firewall", () => {
  it("are asked in this order: what is known to be bad, who asks too often, who is no browser: EDG-31, EDG-32, EDG-33, EDG-34, CON-29", () => {
    const names = (...args: Parameters<typeof rulesOf>) => rulesOf(...args).map(({ name }) => name);
    const always = [
      ...["ip-reputation", "core-rules", "known-bad-inputs", "static-detour"],
      ...["rate-limit", "static-rate-limit"],
    ];
    const polls = "status-rate-limit";
    const joins = ["waiting-page-captcha", "join-rate-limit"];
    expect(names("joins")).toEqual([
      ...[...always, polls, "waiting-page-challenge", "bot-control", "join-without-browser"],
      ...joins,
    ]);
    expect(names("none")).toEqual([...always, polls, "waiting-page-challenge", ...joins]);
    expect(names("site")).toEqual([
      ...[...always, polls, "bot-control", "waiting-page-challenge", "join-without-browser"],
      ...joins,
    ]);
    expect(names("joins", false)).toEqual(always);
    expect(inOrder(rulesOf("joins")).map(({ priority }) => priority)).toEqual(
      rulesOf("joins").map((_, place) => place),
    );
  });

  it("stop 2,000 requests of an address in five minutes, or as many as the settings say: EDG-33, SEC-10", () => {
    const limitOf = (rateLimit?: number) => {
      const settings = firewallSettings.parse(rateLimit === undefined ? {} : { rateLimit });
      const rules = siteRules({ settings, staticPaths: [], waitingRoom: true, loadTest: undefined });
      const { action, statement } = rules.find(({ name }) => name === "rate-limit") ?? {};
      expect(action).toMatchObject({ block: { customResponse: { responseCode: 429 } } });
      return (statement as { rateBasedStatement: unknown }).rateBasedStatement;
    };
    const fiveMinutes = { evaluationWindowSec: 300, aggregateKeyType: "IP" };
    expect(limitOf()).toMatchObject({ ...fiveMinutes, limit: 2_000 });
    expect(limitOf(500)).toMatchObject({ ...fiveMinutes, limit: 500 });
  });

  it("count to no more than WAF does, however much the settings allow: EDG-33", () => {
    const most = 2_000_000_000;
    const settings = firewallSettings.parse({ rateLimit: most });
    const rules = siteRules({ settings, staticPaths: ["/a/*"], waitingRoom: true, loadTest: undefined });
    const limits = rules.flatMap(({ statement }) => at(statement, "rateBasedStatement.limit") ?? []);
    expect(limits).toEqual([most, most, most, 100]);
  });

  it("ask a browser once in four hours, an evening of waiting", () => {
    const immunity = { immunityTimeProperty: { immunityTime: 14_400 } };
    const asking = rulesOf("joins").flatMap(({ action, captchaConfig, challengeConfig }) => [
      ...(at(action, "challenge") === undefined ? [] : [challengeConfig]),
      ...(at(action, "captcha") === undefined ? [] : [captchaConfig]),
    ]);
    expect(asking).toEqual([immunity, immunity, immunity]);
  });

  it("weigh no more than their price includes, with up to 25 patterns of files: EDG-30", () => {
    fc.assert(
      fc.property(asked(25), (each) => {
        const rules = siteRules(each);
        expect(uncountedIn(rules)).toEqual([]);
        expect(capacityOf(rules)).toBeLessThanOrEqual(capacity.included);
      }),
    );
  });

  it("weigh no more than AWS takes, with as many patterns as CloudFront has behaviours: EDG-30", () => {
    fc.assert(
      fc.property(asked(71), (each) => {
        expect(capacityOf(siteRules(each))).toBeLessThanOrEqual(capacity.most);
      }),
    );
  });

  it("lie in each other no deeper than the provider has words for: three at the root, two in a scope", () => {
    fc.assert(
      fc.property(asked(5), (each) => {
        for (const { statement } of siteRules(each)) {
          expect(depthOf(statement)).toBeLessThanOrEqual(3);
          expect(depthOf(scopeOf(statement))).toBeLessThanOrEqual(2);
        }
      }),
    );
    expect(depthOf({ andStatement: { statements: [{ notStatement: { statement: {} } }] } })).toBe(2);
  });

  it("hold no and, or, of a single statement, which AWS refuses", () => {
    const single = (value: unknown): boolean =>
      isRecord(value)
        ? Object.entries(value).some(([key, inner]) =>
            key === "statements" ? records(inner).length < 2 || records(inner).some(single) : single(inner),
          )
        : false;
    fc.assert(
      fc.property(asked(3), (each) => {
        for (const { statement } of siteRules(each)) expect(single(statement)).toBe(false);
      }),
    );
  });
});
