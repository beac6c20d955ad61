import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostsOf } from "../hosts";
import { edgeSettings } from "../settings";
import { listenerRules, type RulesAsked } from "./listener-rules";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const limits = { valuesOfRule: 5, wildcardsOfRule: 6, rules: 100, priority: 50_000 };

const word = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
const pattern = fc
  .tuple(word, fc.constantFrom("", "/*", "/*/x", "/?", "/*/a/*", "/?/b?"))
  .map(([first, rest]) => `/${first}${rest}`);
const patterns = (minLength: number) => fc.uniqueArray(pattern, { minLength, maxLength: 30 });

const asked: fc.Arbitrary<RulesAsked> = fc
  .record({
    ...{ www: fc.boolean(), api: fc.boolean(), cdn: fc.boolean(), waitingRoom: fc.boolean() },
    ...{ staticPaths: patterns(0), apiPaths: patterns(1) },
    frontend: fc.constantFrom("server" as const, "files" as const),
  })
  .map(({ www, api, ...rest }) => ({ ...rest, hosts: hostsOf("tickets.example.com", { www, api }) }));

const wildcardsIn = (values: readonly string[]) => values.join("").replaceAll(/[^*?]/g, "").length;

describe("the rules of the load balancer", () => {
  it("begin with paths that the settings take", () => {
    fc.assert(
      fc.property(pattern, (path) => {
        const taken = edgeSettings.safeParse({ apiPaths: [path], staticPaths: [] }).success;
        expect(taken || path.startsWith("/vwr/"), path).toBe(true);
      }),
    );
  });

  it("hold what a rule may hold, however many paths there are: EDG-45", () => {
    fc.assert(
      fc.property(asked, (each) => {
        for (const [name, { action, hosts = [], paths = [] }] of Object.entries(listenerRules(each))) {
          const secrets = each.cdn && action.kind === "forward" ? 2 : 0;
          expect(hosts.length + paths.length + secrets, name).toBeLessThanOrEqual(limits.valuesOfRule);
          expect(hosts.length + paths.length, name).toBeGreaterThan(0);
          expect(wildcardsIn([...hosts, ...paths]), name).toBeLessThanOrEqual(limits.wildcardsOfRule);
        }
      }),
    );
  });

  it("have a place each, of those that there are", () => {
    fc.assert(
      fc.property(asked, (each) => {
        const places = Object.values(listenerRules(each)).map(({ priority }) => priority);
        expect(new Set(places).size).toBe(places.length);
        expect(places.length).toBeLessThanOrEqual(limits.rules);
        expect(Math.max(...places)).toBeLessThanOrEqual(limits.priority);
      }),
    );
  });

  it("stay where they are when one more path is named last: two in one place are refused, if only for a moment", () => {
    fc.assert(
      fc.property(asked, fc.constantFrom("apiPaths" as const, "staticPaths" as const), (each, list) => {
        const before = listenerRules(each);
        const after = listenerRules({ ...each, [list]: [...each[list], "/one-more/*"] });
        for (const [name, { priority, action }] of Object.entries(before)) {
          expect(after[name], name).toMatchObject({ priority, action });
        }
      }),
    );
  });

  it("name every path of the API once, and every static one where CloudFront asks for it", () => {
    fc.assert(
      fc.property(asked, (each) => {
        const rules = Object.values(listenerRules(each));
        const pathsTo = (to: string) =>
          rules.flatMap(({ action, paths = [] }) =>
            action.kind === "forward" && action.to === to ? paths : [],
          );
        expect(pathsTo("gateway")).toEqual(each.apiPaths);
        const serves = each.cdn && each.frontend === "server";
        expect(pathsTo("frontend")).toEqual(serves ? each.staticPaths : []);
      }),
    );
  });

  it("lead to the gateway under the hosts of visitors alone, never under the load balancer's own, where no gate was passed: EDG-11, EDG-45", () => {
    fc.assert(
      fc.property(asked, (each) => {
        const { site, api } = each.hosts;
        const visitors = [site, api].filter((host) => host !== undefined);
        for (const [name, { action, hosts }] of Object.entries(listenerRules(each))) {
          expect(hosts, name).toBeDefined();
          const leads = action.kind === "forward" && action.to === "gateway";
          expect(leads && hosts?.join() !== visitors.join(), name).toBe(false);
        }
      }),
    );
  });

  it("ask for the API's paths before they send the rest of its host away, and for the site last", () => {
    fc.assert(
      fc.property(asked, (each) => {
        const rules = listenerRules(each);
        const places = (name: RegExp) =>
          Object.entries(rules).flatMap(([key, { priority }]) => (name.test(key) ? [priority] : []));
        const order = [/^www$/, /^waiting-room$/, /^detour/, /^static/, /^api-\d/, /^api-else$/, /^site$/];
        const found = order.flatMap((name) => places(name).toSorted((one, other) => one - other));
        expect(found).toHaveLength(Object.keys(rules).length);
        expect(found).toEqual(found.toSorted((one, other) => one - other));
      }),
    );
  });
});
