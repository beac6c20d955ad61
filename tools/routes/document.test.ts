import { describe, expect, it } from "vitest";
import { anEdge, domain, secrets } from "../../test/routing/fixtures/an-edge";
import { captured } from "../../test/support/resource";
import { routesDocument } from "./document";
import { renderRoutes } from "./render";

const now = 1_790_000_000_000;

describe("the document of a stack's routes", () => {
  it("names behaviours, rules and hosts in the order in which they are asked", async () => {
    const { behaviours, hosts, rules } = await routesDocument("prod", anEdge, now);
    expect(hosts[0]).toEqual({ name: domain, records: ["A", "AAAA"], to: "CloudFront distribution" });
    expect(behaviours.map(({ pattern }) => pattern)).toEqual(["/static/*", "/news/*", "/line/*", "*"]);
    expect(behaviours[0]).toMatchObject({
      ...{ cacheKey: "path", originRequest: "CORS-S3Origin", responseHeaders: "headers" },
      ...{ origin: "bucket files", failover: "load balancer balancer" },
    });
    expect(behaviours[1]?.cacheKey).toBe(
      "path + query lang + all cookies but session + headers accept-language",
    );
    expect(behaviours[3]).toMatchObject({ viewerFunction: "guard", cacheKey: "not kept" });
    expect(rules.map(({ priority }) => priority)).toEqual([10, 20, 30, null]);
    expect(rules.map(({ action }) => action)).toEqual([
      `301 to https://${domain}/#{path}`,
      "gateway (ip, 3001)",
      "pages (ip, 3000)",
      "403 text/plain",
    ]);
  });

  it("shows secrets by their generation and never their values, as JSON and as tables", async () => {
    const routes = await routesDocument("prod", anEdge, now);
    expect(routes.rules[1]?.conditions).toEqual([
      "path /api/*",
      "x-origin-verify: [secret, generation 2] or [secret, generation 1]",
    ]);
    for (const text of [JSON.stringify(routes), renderRoutes(routes)]) {
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    }
  });

  it("tells of examples where they go, with the gate's own paths", async () => {
    const variables = { PROTECTED_PATHS: JSON.stringify([{ path: "/sale/*/seats" }]) };
    const rotation = captured("aws:lambda/function:Function", "rotation", { environment: { variables } });
    const { examples } = await routesDocument("prod", [...anEdge, rotation], now);
    const of = (what: string) => examples.find((example) => example.what === what);
    expect(of("protected page, no admission")).toMatchObject({
      ...{ method: "GET", url: `https://${domain}/sale/concert-a/seats?lang=ko`, behaviour: "*" },
      ...{ viewerFunction: "answers", end: "302 to /door, by function" },
    });
    expect(of("past CloudFront")).toMatchObject({ behaviour: null, end: "403, by load balancer" });
    expect(of("www")).toBeUndefined();
  });

  it("has tables no wider than a terminal of 120 columns", async () => {
    const lines = renderRoutes(await routesDocument("prod", anEdge, now)).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it("of a stack without an edge says so", async () => {
    expect(renderRoutes(await routesDocument("none", [], now))).toBe("none has no way in.");
  });
});
