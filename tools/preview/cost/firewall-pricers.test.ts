import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const lines = (resources: readonly Resource[], usage: Usage = {}) =>
  (estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book")).items.map(
    ({ what, quantity, monthly }) => [what, quantity, monthly],
  );

const group = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ name, statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...more } } },
});

const botControl = (inspectionLevel: string) =>
  group("AWSManagedRulesBotControlRuleSet", {
    managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel } }],
  });

const geo = (action: string) => ({
  ...{ name: action, action: { [action]: {} }, statement: { geoMatchStatement: { countryCodes: ["KR"] } } },
});

const acl = (name: string, rules: readonly unknown[], more: Resource["inputs"] = {}) =>
  captured("aws:wafv2/webAcl:WebAcl", name, { rules, ...more });

const common = group("AWSManagedRulesCommonRuleSet");

describe("web ACLs", () => {
  it("cost 16 dollars for two with three rules each, in us-east-1 as elsewhere", () => {
    const three = [common, geo("block"), geo("count")];
    const both = [acl("a", three), acl("b", three, { region: "us-east-1", scope: "CLOUDFRONT" })];
    expect(estimate(both, {}, "ap-northeast-2")?.fixed).toBe(16);
  });

  it("share the stated requests, the refused ones too", () => {
    const both = [acl("a", [common]), acl("b", [common])];
    expect(lines(both, { firewallMillionRequests: 60 })).toContainEqual([
      "requests that the web ACL judges",
      30,
      18,
    ]);
    expect(lines(both)).toContainEqual(["requests that the web ACL judges", null, null]);
  });

  it("leave open what a rule costs that asks for a proof", () => {
    const whats = (...actions: readonly string[]) =>
      lines([acl("a", actions.map(geo))]).map(([what]) => what);
    expect(whats("challenge")).toContain("challenges served");
    expect(whats("captcha")).toContain("attempts at puzzles");
    expect(whats("block")).toEqual(["requests that the web ACL judges", "rules × 1", "web ACL"]);
  });

  it("cost more for a request beyond 1,500 capacity units", () => {
    const what = "requests judged with more than 1,500 capacity units";
    const units = (...names: readonly string[]) =>
      lines(
        [
          acl(
            "a",
            names.map((name) => group(name)),
          ),
        ],
        { firewallMillionRequests: 60 },
      );
    const [core, linux] = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesLinuxRuleSet"];
    expect(units(core, core)).not.toContainEqual([what, 60, null]);
    expect(units(core, core, linux)).toContainEqual([what, 60, null]);
    expect(units(core, core, core)).toContainEqual([what, 120, null]);
  });

  it("have rules that nobody counts where they are given as JSON", () => {
    expect(lines([acl("a", [], { ruleJson: "[]" })])).toContainEqual(["rules", null, null]);
  });
});

describe("bot control", () => {
  it("costs 10 dollars for its web ACL and one for a million requests", () => {
    const resources = [acl("a", [common, botControl("COMMON")]), acl("b", [common])];
    const found = lines(resources, { botControlMillionRequests: 2 });
    expect(found).toContainEqual(["bot control", 1, 10]);
    expect(found).toContainEqual(["requests that bot control judges", 2, 2]);
    expect(found.filter(([what]) => what === "bot control")).toHaveLength(1);
  });

  it("costs what nobody has confirmed where it looks closer", () => {
    expect(lines([acl("a", [botControl("TARGETED")])], { botControlMillionRequests: 2 })).toContainEqual([
      "requests that bot control judges, of another level",
      2,
      null,
    ]);
  });
});
