import { beforeAll, describe, expect, it } from "vitest";
import type { Asked } from "../../tools/routes/request";
import type { Trace } from "../../tools/routes/route";
import { readSite, type Site } from "../../tools/routes/site";
import { fetching, navigation } from "../support/waiting-room/cloudfront-event";
import { inNjs, inVm, type EdgeRuntime } from "../support/waiting-room/edge-runtimes";
import { admission, cookiesWith } from "../support/waiting-room/gate-situation";
import { requireTool } from "../support/waiting-room/require-tool";
import { answeredBy, follower, hosts, resourcesOf, viewerFunctionsIn } from "./a-site";

const njs = requireTool("njs", "njs");
const line = "/vwr/v1/events/concert-a";
const seats = {
  path: "/events/concert-a/seats",
  query: "lang=ko",
  headers: { ...navigation, "user-agent": "A browser" },
};
const admitted = { cookies: cookiesWith(admission) };
const script = (method: string, path: string) => ({ method, path, headers: fetching });

interface Row {
  readonly asked: Partial<Asked>;
  readonly behaviour: string;
  /** Whether a function looks, and what it says. */
  readonly seen: "by nobody" | "passes" | "answers" | "elsewhere";
  /** Whether the answer is kept: then by the path alone. */
  readonly kept: boolean;
  readonly by: string;
}

/** Every kind of address that visitors ask for under the site's own name. */
const table: Readonly<Record<string, Row>> = {
  "a page": { asked: { path: "/about" }, behaviour: "*", seen: "passes", kept: false, by: "frontend" },
  "the first page": { asked: { path: "/" }, behaviour: "*", seen: "passes", kept: false, by: "frontend" },
  "a protected page without an admission": {
    ...{ asked: seats, behaviour: "*", seen: "answers", kept: false },
    by: "302 by viewer function to /vwr/concert-a/?next=%2Fevents%2Fconcert-a%2Fseats%3Flang%3Dko",
  },
  "a protected page with an admission": {
    ...{ asked: { ...seats, ...admitted }, behaviour: "*", seen: "passes", kept: false, by: "frontend" },
  },
  "the API, read": {
    ...{
      asked: script("GET", "/api/events"),
      behaviour: "/api/*",
      seen: "passes",
      kept: false,
      by: "gateway",
    },
  },
  "the API, write": {
    ...{
      asked: script("POST", "/api/orders"),
      behaviour: "/api/*",
      seen: "passes",
      kept: false,
      by: "gateway",
    },
  },
  "a protected call without an admission": {
    ...{ asked: script("POST", "/api/v1/hold"), behaviour: "/api/*", seen: "answers", kept: false },
    by: "403 by viewer function",
  },
  "a WebSocket": {
    asked: { path: "/socket.io/", query: "transport=websocket", headers: { upgrade: "websocket" } },
    ...{ behaviour: "/socket.io/*", seen: "passes", kept: false, by: "gateway" },
  },
  "a static file with a query": {
    asked: { path: "/_next/static/app.js", query: "v=1", cookies: { any: "1" } },
    ...{ behaviour: "/_next/static/*", seen: "by nobody", kept: true, by: "files: _next/static/app.js" },
  },
  "a picture": {
    asked: { path: "/assets/a/b.webp" },
    ...{ behaviour: "/assets/*", seen: "by nobody", kept: true, by: "files: assets/a/b.webp" },
  },
  "a write to a static file": {
    ...{ asked: script("POST", "/_next/static/app.js"), behaviour: "/_next/static/*", seen: "by nobody" },
    ...{ kept: false, by: "403 by CloudFront" },
  },
  "the line's status": {
    asked: { ...script("GET", `${line}/status`), query: "t=1", cookies: cookiesWith(admission) },
    ...{ behaviour: "/vwr/v1/events/*/status", seen: "by nobody", kept: true, by: "waiting room's API" },
  },
  "joining the line": {
    ...{ asked: script("POST", `${line}/join`), behaviour: "/vwr/v1/*", seen: "by nobody", kept: false },
    by: "waiting room's API",
  },
  "the waiting page": {
    asked: { path: "/vwr/concert-a/", query: "next=%2Fabout", headers: navigation },
    ...{ behaviour: "/vwr/*", seen: "elsewhere", kept: true, by: "pages: vwr/_page/index.html" },
  },
  "a file of the waiting page": {
    asked: { path: "/vwr/_page/page-0a1b.js" },
    ...{ behaviour: "/vwr/*", seen: "passes", kept: true, by: "pages: vwr/_page/page-0a1b.js" },
  },
  "what only operators may ask for": {
    ...{
      asked: { path: "/vwr/internal/events/concert-a" },
      behaviour: "/vwr/*",
      seen: "answers",
      kept: false,
    },
    by: "404 by viewer function",
  },
  "an order of an operator": {
    ...{
      asked: script("POST", "/vwr/internal/events/concert-a/open"),
      behaviour: "/vwr/*",
      seen: "by nobody",
    },
    ...{ kept: false, by: "403 by CloudFront" },
  },
};

let site: Site;
let host: ReturnType<typeof hosts>;
beforeAll(async () => {
  const resources = await resourcesOf("prod");
  [site, host] = [readSite(resources), hosts(resources)];
});

const runtimes: readonly (readonly [string, EdgeRuntime])[] = [
  ["a bare context", inVm],
  ...(njs === undefined ? [] : [["njs", inNjs(njs)] as const]),
];

function seenOf({ seen }: Trace, path: string): Row["seen"] {
  if (seen === undefined) return "by nobody";
  if ("kind" in seen.outcome) return "answers";
  return seen.outcome.path === path ? "passes" : "elsewhere";
}

describe.each(runtimes)("prod, with the edge's functions in %s", (_, runtime) => {
  const follow = (asked: Partial<Asked>) =>
    follower(site, viewerFunctionsIn(runtime))({ host: host.site, ...asked });

  it.each(Object.entries(table))(
    "%s goes where it should: EDG-10, EDG-11, EDG-14, EDG-46, UNS-05, QUE-34, QUE-35",
    async (_what, { asked, ...expected }) => {
      const trace = await follow(asked);
      expect({
        behaviour: trace.behaviour?.pattern,
        seen: seenOf(trace, asked.path ?? "/"),
        kept: trace.cacheKey !== undefined,
        by: answeredBy(trace.end),
      }).toEqual(expected);
      const { query, cookies, headers } = trace.cacheKey ?? { query: "", cookies: {}, headers: {} };
      expect({ query, cookies, headers }).toEqual({ query: "", cookies: {}, headers: {} });
    },
  );

  it("tells the server who was let in, and nobody can tell it that himself: UNS-05", async () => {
    const forged = { "x-vwr-event": "concert-b", "x-vwr-sub": "me" };
    const trace = await follow({ ...seats, ...admitted, headers: { ...seats.headers, ...forged } });
    expect(trace.visit?.request.headers).toMatchObject({ "x-vwr-event": "concert-a" });
    expect(trace.visit?.request.headers["x-vwr-sub"]).not.toBe("me");
    const open = await follow({ path: "/about", headers: forged });
    expect(Object.keys(open.visit?.request.headers ?? {}).filter((name) => name.startsWith("x-vwr"))).toEqual(
      [],
    );
  });
});

describe("prod", () => {
  const follow = (asked: Asked) => follower(site, viewerFunctionsIn(inVm))(asked);

  it("asks the server for a static file that the bucket does not have, without query, cookies or a guess of its host: EDG-11", async () => {
    const { failover } = await follow({
      ...{ host: host.site, path: "/_next/static/app.js", query: "v=1", cookies: { any: "1" } },
      headers: { "x-vwr-sub": "me", "x-origin-verify": "guess" },
    });
    expect(answeredBy(failover?.end)).toBe("frontend");
    expect(failover?.request).toMatchObject({ host: host.origin, query: "", cookies: {} });
    expect(Object.keys(failover?.request.headers ?? {})).toEqual(["x-origin-verify"]);
    expect(failover?.request.headers["x-origin-verify"]).not.toBe("guess");
  });

  it("brings cookies, query and the upgrade of a WebSocket to the gateway under the site's host: EDG-48", async () => {
    const { visit } = await follow({
      ...{ host: host.site, path: "/socket.io/", query: "EIO=4&transport=websocket", cookies: { io: "1" } },
      headers: { upgrade: "websocket", "sec-websocket-key": "k", origin: `https://${host.site}` },
    });
    expect(visit?.request).toMatchObject({
      ...{ host: host.site, query: "EIO=4&transport=websocket", cookies: { io: "1" } },
      headers: { upgrade: "websocket", "sec-websocket-key": "k", origin: `https://${host.site}` },
    });
  });

  it("asks the waiting room's API under its own name, by which it knows CloudFront: QUE-34", async () => {
    const { visit } = await follow({
      host: host.site,
      ...script("POST", `${line}/join`),
      cookies: { any: "1" },
    });
    expect(visit?.request).toMatchObject({ host: host.room, cookies: { any: "1" } });
    expect(visit?.request.headers["x-origin-verify"]).toMatch(/^\w{64}$/);
    const status = await follow({
      host: host.site,
      path: `${line}/status`,
      cookies: { any: "1" },
      query: "t=1",
    });
    expect(status.visit?.request).toMatchObject({ host: host.room, cookies: {}, query: "" });
  });

  it("has all names but the origins' at CloudFront, the API's too: CON-26, EDG-02", async () => {
    const places = new Map(site.hosts.map(({ name, place }) => [name, place.kind]));
    expect(Object.fromEntries(places)).toEqual({
      ...{ [host.site]: "distribution", [host.www]: "distribution", [host.api]: "distribution" },
      ...{ [host.origin]: "loadBalancer", [host.room]: "api" },
    });
    const calls = await follow({ host: host.api, ...script("GET", "/api/events") });
    expect(answeredBy(calls.end)).toBe("gateway");
    const page = await follow({ host: host.api, path: "/about" });
    expect(page.end).toMatchObject({ status: 404, contentType: "application/json" });
  });

  it("sends www to the site with path and query, from every page and call: CON-26", async () => {
    for (const path of ["/about", "/api/events", "/vwr/concert-a/"]) {
      const { end } = await follow({ host: host.www, path, query: "a=1" });
      expect(end).toMatchObject({ status: 301, location: `https://${host.site}${path}?a=1` });
    }
  });

  it("sends plain HTTP to HTTPS whatever is asked for: EDG-14", async () => {
    for (const { asked } of Object.values(table)) {
      const { end } = await follow({ host: host.site, ...asked, scheme: "http" });
      expect(answeredBy(end)).toMatch(new RegExp(`^30[17] by CloudFront to https://${host.site}/`));
    }
  });
});
