import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchRoute } from "./match";
import { openApi } from "./open-api";
import type { Route } from "./route";
import { routes } from "./routes";

const uri = { anything: "that becomes a text" };
const text = openApi({ title: "a waiting room", uri });

/** Whether API Gateway leads a request to the function: a placeholder takes any one segment. */
function isServed(method: string, path: string): boolean {
  return Object.entries(text.paths).some(([pattern, item]) => {
    const segments = pattern.split("/");
    const asked = path.split("/");
    const fits =
      asked.length === segments.length &&
      segments.every((segment, index) =>
        segment.startsWith("{") ? asked[index] !== "" : segment === asked[index],
      );
    return fits && Object.hasOwn(item, method.toLowerCase());
  });
}

describe("the API as API Gateway is to serve it", () => {
  it("has every route of the table, and no other: UNS-08", () => {
    const served = Object.entries(text.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(served.sort()).toEqual(
      Object.values(routes)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
  });

  it("leads each route to the function, whose answer it takes as it is", () => {
    for (const item of Object.values(text.paths))
      for (const operation of Object.values(item))
        expect(operation["x-amazon-apigateway-integration"]).toEqual({
          type: "aws_proxy",
          httpMethod: "POST",
          uri,
          timeoutInMillis: 5_000,
          passthroughBehavior: "when_no_match",
        });
  });

  it("asks for a signature at the operators' routes alone", () => {
    for (const { method, path, audience } of Object.values(routes) as Route[]) {
      const security = text.paths[path]?.[method.toLowerCase()]?.security;
      expect([path, security]).toEqual([path, audience === "internal" ? [{ sigv4: [] }] : []]);
    }
    expect(text.components.securitySchemes.sigv4).toMatchObject({
      "x-amazon-apigateway-authtype": "awsSigv4",
    });
  });

  it("names each placeholder of a path, all of them whole segments", () => {
    for (const [path, item] of Object.entries(text.paths))
      for (const { parameters } of Object.values(item)) {
        expect(parameters.map(({ name }) => `{${name}}`)).toEqual(
          path.split("/").filter((segment) => segment.includes("{")),
        );
        expect(parameters.every((parameter) => parameter.in === "path" && parameter.required)).toBe(true);
      }
  });

  const methods = fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS");

  /** A path of the table, some of whose segments are others. */
  const pathsWithOthers = (others: readonly string[]) =>
    fc.constantFrom(...Object.values(routes).map(({ path }) => path.split("/"))).chain((segments) =>
      fc
        .tuple(
          ...segments.map((segment) => {
            const sound = segment === "{ev}" ? "autumn-tour" : segment === "{sub}" ? "s".repeat(22) : segment;
            return fc.oneof(
              { weight: 9, arbitrary: fc.constant(sound) },
              { weight: 1, arbitrary: fc.constantFrom(...others) },
            );
          }),
        )
        .map((parts) => parts.join("/")),
    );

  it("serves what the function has a route for, and where names are sound nothing else", () => {
    fc.assert(
      fc.property(methods, pathsWithOthers(["v1", "events", "join", "config", ""]), (method, path) => {
        // Words of the table may stand where a name of an event or a visitor must, and are none.
        fc.pre(!/sessions\/(?!s{22}$)|events\/v1(?:\/|$)/.test(path));
        const isRoute = matchRoute(method, path).kind === "route";
        expect([path, isServed(method, path)]).toEqual([path, isRoute]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("serves what the function has a route for, whatever else is asked", () => {
    const odd = ["", "..", "%2e", "{ev}", "internal", "Concert", "x".repeat(41), "s".repeat(23)];
    fc.assert(
      fc.property(methods, pathsWithOthers(odd), (method, path) => {
        fc.pre(matchRoute(method, path).kind === "route");
        expect(isServed(method, path)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuses in the API's own form, kept by no cache, and says when to come again", () => {
    const {
      MISSING_AUTHENTICATION_TOKEN: none,
      THROTTLED: throttled,
      DEFAULT_5XX: fault,
    } = text["x-amazon-apigateway-gateway-responses"];
    expect(none.statusCode).toBe("404");
    expect(throttled).toEqual({
      statusCode: "429",
      responseParameters: {
        "gatewayresponse.header.cache-control": "'no-store'",
        "gatewayresponse.header.x-content-type-options": "'nosniff'",
        "gatewayresponse.header.retry-after": "'2'",
      },
      responseTemplates: {
        "application/json": '{"error":{"code":"THROTTLED","message":"Too many at once; try again."}}',
      },
    });
    expect(fault).toMatchObject({
      statusCode: "503",
      responseParameters: { "gatewayresponse.header.retry-after": "'2'" },
    });
    for (const response of Object.values(text["x-amazon-apigateway-gateway-responses"])) {
      expect(response.responseParameters["gatewayresponse.header.cache-control"]).toBe("'no-store'");
      expect(JSON.parse(response.responseTemplates["application/json"] ?? "")).toMatchObject({
        error: { code: expect.any(String) as string, message: expect.any(String) as string },
      });
      // A template of API Gateway reads variables from `$` on.
      expect(response.responseTemplates["application/json"]).not.toMatch(/[$#]/);
    }
  });

  it("is no larger than API Gateway takes: 6 MB", () => {
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
  });
});
