import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { decide, locationOf, type Action, type Condition, type Listener, type Rule } from "./listener";
import { readLoadBalancers } from "./read-listeners";
import { requestOf, type Asked } from "./request";

const answer = (status: number): Action => ({ kind: "answer", status, contentType: "text/plain", body: "" });

function ruleOf(...conditions: readonly Condition[]): Listener {
  const rule: Rule = { name: "it", priority: 1, conditions, action: answer(200) };
  return { name: "https", port: 443, rules: [rule], otherwise: answer(403) };
}

const takes = (listener: Listener, asked: Partial<Asked>) =>
  decide(listener, requestOf({ host: "shop.example", ...asked })).rule !== undefined;

describe("a rule of the load balancer", () => {
  it.each<readonly [Condition, Partial<Asked>, boolean]>([
    [{ kind: "host", values: ["SHOP.example"] }, { host: "shop.EXAMPLE" }, true],
    [{ kind: "host", values: ["*.shop.example"] }, { host: "shop.example" }, false],
    [{ kind: "path", values: ["/api/*"] }, { path: "/api/events", query: "a=/b" }, true],
    [{ kind: "path", values: ["/api/*"] }, { path: "/API/events" }, false],
    [{ kind: "path", values: ["/api/*"] }, { path: "/%61pi/events" }, false],
    [{ kind: "path", values: ["/api/*"] }, { path: "/x", query: "/api/" }, false],
    [{ kind: "method", values: ["GET", "HEAD"] }, { method: "POST" }, false],
    [{ kind: "method", values: ["GET", "HEAD"] }, { method: "HEAD" }, true],
    [{ kind: "header", name: "X-Origin", values: ["one", "two"] }, { headers: { "x-origin": "TWO" } }, true],
    [{ kind: "header", name: "X-Origin", values: ["one"] }, { headers: { "x-origin": "one more" } }, false],
    [{ kind: "header", name: "X-Origin", values: ["one"] }, {}, false],
    [{ kind: "query", pairs: [{ key: "lang", value: "ko" }] }, { query: "a&LANG=KO" }, true],
    [{ kind: "query", pairs: [{ key: undefined, value: "ko*" }] }, { query: "any=korean" }, true],
    [{ kind: "query", pairs: [{ key: "lang", value: "ko" }] }, { query: "lang=en" }, false],
    [{ kind: "source", networks: ["198.51.100.0/24"] }, { address: "198.51.100.9" }, true],
    [{ kind: "source", networks: ["198.51.100.0/24"] }, { address: "198.51.101.9" }, false],
    [{ kind: "source", networks: ["2001:db8::/32"] }, { address: "2001:db8::7" }, true],
    [{ kind: "source", networks: ["2001:db8::/32"] }, { address: "198.51.100.9" }, false],
  ])("with %j takes %j: %s", (condition, asked, expected) => {
    expect(takes(ruleOf(condition), asked)).toBe(expected);
  });

  it("wants all of its conditions, and of each one value", () => {
    const listener = ruleOf(
      { kind: "host", values: ["a.example", "b.example"] },
      { kind: "path", values: ["/x"] },
    );
    expect(takes(listener, { host: "b.example", path: "/x" })).toBe(true);
    expect(takes(listener, { host: "b.example", path: "/y" })).toBe(false);
    expect(takes(listener, { host: "c.example", path: "/x" })).toBe(false);
  });
});

describe("the rules of a listener", () => {
  const balancer = captured("aws:lb/loadBalancer:LoadBalancer", "lb");
  const listener = captured("aws:lb/listener:Listener", "https", {
    loadBalancerArn: "lb",
    port: 443,
    defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
  });
  const rule = (priority: number, path: string) =>
    captured("aws:lb/listenerRule:ListenerRule", `${path} at ${String(priority)}`, {
      listenerArn: "https",
      priority,
      conditions: [{ pathPattern: { values: [path] } }],
      actions: [{ type: "forward", targetGroupArn: "pods" }],
    });
  const group = captured("aws:lb/targetGroup:TargetGroup", "pods", { targetType: "ip", port: 3001 });

  it("are asked by priority, in whatever order they were made; the first that holds decides", () => {
    const paths = fc.constantFrom("/a", "/a*", "/*", "/b");
    const given = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 50_000 }), paths), {
      selector: ([priority]) => priority,
    });
    fc.assert(
      fc.property(given, fc.constantFrom("/a", "/ab", "/b", "/c"), (pairs, path) => {
        const made = pairs.map(([priority, pattern]) => rule(priority, pattern));
        const [read] = readLoadBalancers([...made, listener, group, balancer]);
        const [only] = read?.listeners ?? [];
        if (only === undefined) throw new Error("no listener was read");
        const wanting = pairs.filter(([, pattern]) =>
          pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
        );
        const first = Math.min(...wanting.map(([priority]) => priority));
        const { rule: taken, action } = decide(only, requestOf({ host: "shop.example", path }));
        expect(taken?.priority).toBe(wanting.length === 0 ? undefined : first);
        expect(action.kind).toBe(wanting.length === 0 ? "answer" : "forward");
      }),
    );
  });

  it("are read with every part of a condition and an action", () => {
    const conditions = [
      { hostHeader: { values: ["a.example"] } },
      { httpHeader: { httpHeaderName: "X-Origin", values: ["one"] } },
      { httpRequestMethod: { values: ["GET"] } },
      { queryStrings: [{ key: "lang", value: "ko" }, { value: "en" }] },
      { sourceIp: { values: ["198.51.100.0/24"] } },
    ];
    const redirect = { host: "www.#{host}", statusCode: "HTTP_301" };
    const inputs = { ...rule(3, "/").inputs, conditions, actions: [{ type: "redirect", redirect }] };
    const [read] = readLoadBalancers([
      balancer,
      listener,
      captured("aws:lb/listenerRule:ListenerRule", "all", inputs),
    ]);
    expect(read?.listeners[0]?.rules).toEqual([
      {
        name: "all",
        priority: 3,
        conditions: [
          { kind: "host", values: ["a.example"] },
          { kind: "header", name: "X-Origin", values: ["one"] },
          { kind: "method", values: ["GET"] },
          {
            kind: "query",
            pairs: [
              { key: "lang", value: "ko" },
              { key: undefined, value: "en" },
            ],
          },
          { kind: "source", networks: ["198.51.100.0/24"] },
        ],
        action: {
          kind: "redirect",
          status: 301,
          to: {
            protocol: "#{protocol}",
            host: "www.#{host}",
            port: "#{port}",
            path: "/#{path}",
            query: "#{query}",
          },
        },
      },
    ]);
  });

  it("do what their last action says, once those before have asked who it is", () => {
    const actions = [{ type: "authenticate-oidc" }, { type: "forward", targetGroupArn: "pods" }];
    const asking = captured("aws:lb/listenerRule:ListenerRule", "asking", {
      ...rule(1, "/").inputs,
      actions,
    });
    const [read] = readLoadBalancers([balancer, listener, group, asking]);
    expect(read?.listeners[0]?.rules[0]?.action).toMatchObject({
      kind: "forward",
      targets: [{ name: "pods" }],
    });
  });

  it.each([
    [{ conditions: [{ moonPhase: { values: ["full"] } }] }, "condition that is not known here: moonPhase"],
    [{ actions: [{ type: "dream" }] }, "action that is not known here: dream"],
    [{ actions: [{ type: "forward", targetGroupArn: "elsewhere" }] }, "elsewhere, which is no target group"],
  ])("are not guessed at where they are odd: %j", (odd, message) => {
    const inputs = { ...rule(3, "/").inputs, ...odd };
    const strange = captured("aws:lb/listenerRule:ListenerRule", "odd", inputs);
    expect(() => readLoadBalancers([balancer, listener, group, strange])).toThrow(message);
  });
});

describe("a redirect", () => {
  const same = {
    protocol: "#{protocol}",
    host: "#{host}",
    port: "#{port}",
    path: "/#{path}",
    query: "#{query}",
  };

  it("fills in what was asked for, and nothing that looks like it", () => {
    const request = requestOf({ scheme: "http", host: "www.shop.example", path: "/a/#{host}", query: "b=1" });
    expect(locationOf(same, request, 80)).toBe("http://www.shop.example:80/a/#{host}?b=1");
    const secure = { ...same, protocol: "HTTPS", port: "443", host: "shop.example" };
    expect(locationOf(secure, request, 80)).toBe("https://shop.example:443/a/#{host}?b=1");
    expect(locationOf(secure, { ...request, query: "" }, 80)).toBe("https://shop.example:443/a/#{host}");
  });
});
