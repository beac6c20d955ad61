import { describe, expect, it } from "vitest";
import { anEdge, domain, guardCode, secrets } from "../../test/routing/fixtures/an-edge";
import { requestOf, type Asked } from "./request";
import { route } from "./route";
import { viewerFunctionsWith } from "./run-viewer-function";
import { readSite } from "./site";

const site = readSite(anEdge);
const follow = (asked: Partial<Asked>, host = domain) =>
  route(site, requestOf({ host, ...asked }), viewerFunctionsWith({}));
const known = { cookies: { key: "1" } };

describe("a request through CloudFront", () => {
  it("finds its behaviour by the path as CloudFront reads it, and goes on as it was sent", async () => {
    const { behaviour, visit } = await follow({ path: "//x/../static/%61.js" });
    expect(behaviour?.pattern).toBe("/static/*");
    expect(visit?.end).toEqual({ kind: "object", bucket: "files", key: "public//x/../static/%61.js" });
  });

  it("goes to the second origin of a group if the first has nothing, under that origin's name", async () => {
    const { failover, end } = await follow({ path: "/static/a.js", query: "v=1", ...known });
    expect(end.kind).toBe("object");
    expect(failover?.request).toMatchObject({
      ...{ host: `origin.${domain}`, path: "/static/a.js", query: "", cookies: {} },
      headers: { "x-origin-verify": secrets.sent },
    });
    expect(failover?.end).toMatchObject({ kind: "answer", status: 403 });
  });

  it("is kept by what the cache policy names, which the origin gets too, and nothing else", async () => {
    const { cacheKey, visit } = await follow({
      ...{ path: "/news/1", query: "b=2&lang=ko&lang=en", cookies: { session: "s", theme: "dark" } },
      headers: { "accept-language": "ko", "user-agent": "A browser" },
    });
    expect(cacheKey).toEqual({
      ...{ path: "/news/1", query: "lang=ko&lang=en", cookies: { theme: "dark" } },
      headers: { "accept-language": "ko" },
    });
    expect(visit?.request).toMatchObject({ query: "lang=ko&lang=en", cookies: { theme: "dark" } });
    expect(visit?.request.headers).toEqual({ "accept-language": "ko", "x-origin-verify": secrets.sent });
  });

  it("is not kept where the method is not one whose answers are, and not let in where it is none of the behaviour's", async () => {
    const options = await follow({ path: "/static/a.js", method: "OPTIONS" });
    expect(options.cacheKey).toBeUndefined();
    expect(options.end.kind).toBe("object");
    expect((await follow({ path: "/static/a.js" })).cacheKey).toMatchObject({
      path: "/static/a.js",
      query: "",
    });
    expect((await follow({ path: "/static/a.js", method: "POST" })).end).toMatchObject({ status: 403 });
  });

  it("is not kept where the cache policy keeps nothing, one of the stack's or of AWS's", async () => {
    expect((await follow({ path: "/x", ...known })).cacheKey).toBeUndefined();
    const never = anEdge.map((one) =>
      one.name === "by-language" ? { ...one, inputs: { ...one.inputs, maxTtl: 0 } } : one,
    );
    const asked = requestOf({ host: domain, path: "/news/1" });
    expect((await route(readSite(never), asked, viewerFunctionsWith({}))).cacheKey).toBeUndefined();
    expect((await follow({ path: "/news/1" })).cacheKey).toBeDefined();
  });

  it("of the root is one of the root object, where there is one", async () => {
    const rooted = anEdge.map((one) =>
      one.name === "distribution"
        ? { ...one, inputs: { ...one.inputs, defaultRootObject: "index.html" } }
        : one,
    );
    const asked = requestOf({ host: domain, ...known });
    const { visit } = await route(readSite(rooted), asked, viewerFunctionsWith({}));
    expect(visit?.request.path).toBe("/index.html");
    expect((await follow(known)).visit?.request.path).toBe("/");
  });

  it("cannot bring the header by which CloudFront is known", async () => {
    const { visit } = await follow({ ...known, headers: { "x-origin-verify": "guess" } });
    expect(visit?.request.headers).toMatchObject({ "x-origin-verify": secrets.sent });
  });

  it("keeps its host where all headers go along, and has the origin's where all but that one do", async () => {
    expect((await follow({ ...known, path: "/x" })).visit?.request.host).toBe(domain);
    const { end } = await follow({ path: "/line/join", method: "POST", headers: { accept: "*/*" } });
    expect(end).toMatchObject({ kind: "api", name: "api" });
    expect(end).toHaveProperty("request.host", `waiting-room.${domain}`);
    expect(end).toHaveProperty("request.headers", { accept: "*/*" });
  });

  it("is answered by the viewer function, or goes on as that function leaves it", async () => {
    const stranger = await follow({ path: "/x" });
    expect(stranger.end).toEqual({
      ...{ kind: "answer", by: "viewer function", status: 302, location: "/door" },
      contentType: undefined,
    });
    expect(stranger.visit).toBeUndefined();
    const { end, seen, visit } = await follow({ path: "/x", query: "a=1&b=%20&a=2", ...known });
    expect(seen?.name).toBe("guard");
    expect(visit?.rule).toBe("site");
    expect(end).toMatchObject({ kind: "target", targets: ["pages"] });
    expect(end).toHaveProperty("request.headers.x-guard", "seen");
    expect(end).toHaveProperty("request.query", "a=1&b=%20&a=2");
  });

  it("stays in its behaviour when the viewer function writes another path", async () => {
    const writing = guardCode.replace("return request;", 'request.uri = "/static/a.js"; return request;');
    const other = anEdge.map((one) => (one.name === "guard" ? { ...one, inputs: { code: writing } } : one));
    const { behaviour, visit } = await route(
      readSite(other),
      requestOf({ host: domain, ...known }),
      viewerFunctionsWith({}),
    );
    expect(behaviour?.pattern).toBe("*");
    expect(visit).toMatchObject({ place: { kind: "loadBalancer" }, request: { path: "/static/a.js" } });
  });

  it("is sent from plain HTTP to HTTPS, with its query, or refused", async () => {
    const plain = { scheme: "http", path: "/x", query: "a=1" } as const;
    expect((await follow(plain)).end).toMatchObject({ status: 301, location: `https://${domain}/x?a=1` });
    expect((await follow({ ...plain, method: "POST" })).end).toMatchObject({ status: 307 });
    expect((await follow({ ...plain, path: "/news/1" })).end).toMatchObject({ status: 403 });
  });

  it("is let in under the distribution's names only", async () => {
    const entrance = { kind: "distribution", name: "distribution" } as const;
    const at = async (host: string) =>
      (await route(site, requestOf({ host, path: "/static/a" }), viewerFunctionsWith({}), entrance)).end.kind;
    expect(await at("D1.cloudfront.net")).toBe("object");
    expect(await at("other.example")).toBe("answer");
  });
});

describe("a request to the load balancer", () => {
  it("is answered by the first rule that holds, and by nobody where nobody listens", async () => {
    const headers = { "x-origin-verify": secrets.last };
    const api = await follow({ path: "/api/x", headers }, `origin.${domain}`);
    expect(api).toMatchObject({
      behaviour: undefined,
      visit: { rule: "gateway" },
      end: { targets: ["gateway"] },
    });
    expect((await follow({ path: "/api/x" }, `origin.${domain}`)).end).toMatchObject({ status: 403 });
    const plain = await follow({ path: "/api/x", scheme: "http", headers }, `origin.${domain}`);
    expect(plain.end).toEqual({ kind: "nowhere", name: "port 80" });
  });

  it("is redirected to the address that the rule makes of it", async () => {
    const entrance = { kind: "loadBalancer", name: "balancer" } as const;
    const asked = requestOf({ host: `www.${domain}`, path: "/a", query: "b=1" });
    const { end } = await route(site, asked, viewerFunctionsWith({}), entrance);
    expect(end).toMatchObject({ status: 301, location: `https://${domain}:443/a?b=1` });
  });
});

describe("the names of a site", () => {
  it("are those of its alias records, once for both kinds of addresses", () => {
    expect(site.hosts).toEqual([
      { name: domain, types: ["A", "AAAA"], place: { kind: "distribution", name: "distribution" } },
      { name: `origin.${domain}`, types: ["A"], place: { kind: "loadBalancer", name: "balancer" } },
      { name: `waiting-room.${domain}`, types: ["A"], place: { kind: "api", name: "api" } },
    ]);
  });

  it("lead nowhere if nobody has them", async () => {
    expect((await follow({}, "other.example")).end).toEqual({ kind: "nowhere", name: "other.example" });
  });
});

describe("a distribution", () => {
  const withOther = (change: object) =>
    anEdge.map((one) => {
      if (one.name !== "distribution") return one;
      const behaviour = one.inputs["defaultCacheBehavior"] as object;
      return { ...one, inputs: { ...one.inputs, defaultCacheBehavior: { ...behaviour, ...change } } };
    });

  it("shows a page in place of an error only where it says which", () => {
    expect(site.distribution?.errorPages).toEqual([{ instead: 502, status: 502, path: "/static/down.html" }]);
  });

  it.each([
    [{ cachePolicyId: "unheard-of" }, "the policy unheard-of is neither"],
    [{ originRequestPolicyId: "unheard-of" }, "the policy unheard-of is neither"],
    [{ targetOriginId: "moon" }, "has no origin moon"],
    [
      { functionAssociations: [{ eventType: "viewer-request", functionArn: "ghost" }] },
      "ghost is no function",
    ],
  ])("is not guessed at where it is odd: %j", (odd, message) => {
    expect(() => readSite(withOther(odd))).toThrow(message);
  });
});
