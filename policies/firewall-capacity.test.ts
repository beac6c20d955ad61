import { describe, expect, it } from "vitest";
import { capacityOf, uncountedIn } from "./firewall-capacity";

const rule = (statement: object) => ({ name: "rule", priority: 1, statement });
const part = (rest: object = {}) => ({
  fieldToMatch: { uriPath: {} },
  searchString: "/vwr/",
  textTransformations: [{ priority: 0, type: "NONE" }],
  ...rest,
});
const bytes = (positionalConstraint: string, rest: object = {}) => ({
  byteMatchStatement: part({ positionalConstraint, ...rest }),
});
const lowered = { textTransformations: [{ priority: 0, type: "LOWERCASE" }] };
const managed = (name: string, rest: object = {}) => ({
  managedRuleGroupStatement: { vendorName: "AWS", name, ...rest },
});
const path = bytes("STARTS_WITH");

describe("the capacity that rules of a web ACL take", () => {
  const cases: readonly (readonly [what: string, units: number, statement: object])[] = [
    ["the common rules", 700, managed("AWSManagedRulesCommonRuleSet")],
    ["known bad inputs", 200, managed("AWSManagedRulesKnownBadInputsRuleSet")],
    ["the list of bad addresses", 25, managed("AWSManagedRulesAmazonIpReputationList")],
    [
      "bot control, and what it is limited to",
      52,
      managed("AWSManagedRulesBotControlRuleSet", { scopeDownStatement: path }),
    ],
    ["text at the start", 2, bytes("STARTS_WITH")],
    ["text at the end", 2, bytes("ENDS_WITH")],
    ["the whole text", 2, bytes("EXACTLY")],
    ["text anywhere", 10, bytes("CONTAINS")],
    ["a word anywhere", 10, bytes("CONTAINS_WORD")],
    ["text in lower case", 12, bytes("EXACTLY", lowered)],
    [
      "text in every argument of the query",
      12,
      bytes("EXACTLY", { fieldToMatch: { allQueryArguments: {} } }),
    ],
    ["text in a JSON body", 4, bytes("EXACTLY", { fieldToMatch: { jsonBody: {} } })],
    ["an expression", 3, { regexMatchStatement: part() }],
    ["a set of expressions", 25, { regexPatternSetReferenceStatement: part() }],
    ["a size", 1, { sizeConstraintStatement: part() }],
    ["SQL", 20, { sqliMatchStatement: part() }],
    ["scripts", 40, { xssMatchStatement: part() }],
    ["a label", 1, { labelMatchStatement: { scope: "LABEL", key: "awswaf:managed:token:absent" } }],
    ["a country", 1, { geoMatchStatement: { countryCodes: ["KR"] } }],
    ["a set of addresses", 1, { ipSetReferenceStatement: { arn: "arn:set" } }],
    [
      "a set of addresses, anywhere in a header",
      5,
      { ipSetReferenceStatement: { arn: "arn:set", ipSetForwardedIpConfig: { position: "ANY" } } },
    ],
    ["a rate", 2, { rateBasedStatement: { limit: 2000 } }],
    ["a rate by keys of our own", 62, { rateBasedStatement: { limit: 2000, customKeys: [{}, {}] } }],
    ["a rate of some requests", 4, { rateBasedStatement: { limit: 2000, scopeDownStatement: path } }],
    ["several at once", 4, { andStatement: { statements: [path, bytes("EXACTLY")] } }],
    ["one of several", 3, { orStatement: { statements: [path, { geoMatchStatement: {} }] } }],
    ["what is not so", 2, { notStatement: { statement: path } }],
  ];
  it.each(cases)("%s takes %i", (_, units, statement) => {
    expect(capacityOf([rule(statement)])).toBe(units);
    expect(uncountedIn([rule(statement)])).toEqual([]);
  });

  it("adds up rules, and counts the same transformation of the same part once", () => {
    const headerLowered = bytes("EXACTLY", { ...lowered, fieldToMatch: { singleHeader: { name: "a" } } });
    const otherHeader = bytes("EXACTLY", { ...lowered, fieldToMatch: { singleHeader: { name: "b" } } });
    expect(capacityOf([rule(bytes("EXACTLY", lowered)), rule(bytes("EXACTLY", lowered))])).toBe(14);
    expect(capacityOf([rule(headerLowered), rule(otherHeader)])).toBe(24);
  });

  it("names what it has no cost of", () => {
    const unknown = [
      rule({ managedRuleGroupStatement: { vendorName: "Other", name: "AWSManagedRulesCommonRuleSet" } }),
      rule({ notStatement: { statement: { newKindOfStatement: {} } } }),
      rule({ ruleGroupReferenceStatement: { arn: "arn:group" } }),
    ];
    expect(capacityOf(unknown)).toBe(0);
    expect(uncountedIn(unknown)).toEqual([
      "the rule group AWSManagedRulesCommonRuleSet",
      "newKindOfStatement",
      "ruleGroupReferenceStatement",
    ]);
  });
});
