import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { originRequestOf } from "../../tools/routes/distribution";
import { decide } from "../../tools/routes/listener";
import { requestOf } from "../../tools/routes/request";
import { readSite, type Site } from "../../tools/routes/site";
import { inVm } from "../support/waiting-room/edge-runtimes";
import { detourRuleOf } from "./detour-rule";
import { answeredBy, follower, hosts, resourcesOf, viewerFunctionsIn } from "./a-site";

let site: Site;
let host: string;
/** Whether the firewall, which is asked before all else, takes a path for a detour. */
let isRefused: (path: string) => boolean;
beforeAll(async () => {
  const resources = await resourcesOf("prod");
  [site, host, isRefused] = [readSite(resources), hosts(resources).site, detourRuleOf(resources)];
});

const isStatic = (path: string) => /^\/(?:_next\/static|assets)(?:\/|$)/.test(path);
const isProtected = (path: string) =>
  /^\/(?:events\/[^/]+\/seats|booking|api\/[^/]+\/hold)(?:\/|$)/i.test(path);

function decoded(path: string): string {
  return path.replaceAll(/%[\da-f]{2}/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  );
}

/** Everything that some server or other takes a path for. */
function readingsOf(path: string): readonly string[] {
  const decodings = [path, decoded(path), decoded(decoded(path))];
  return decodings
    .flatMap((one) => [one, one.replaceAll("\\", "/"), one.replaceAll(/;[^/]*/g, "")])
    .flatMap((one) => {
      const segments: string[] = [];
      for (const segment of one.split("/")) {
        if (segment === "..") segments.pop();
        else if (segment !== "." && segment !== "") segments.push(segment);
      }
      return [`/${segments.join("/")}`, `/${segments.join("/")}/`];
    });
}

const pieces = fc.constantFrom(
  ...[
    "/_next/static",
    "/assets",
    "/events",
    "/concert-a",
    "/seats",
    "/booking",
    "/api",
    "/v1",
    "/hold",
    "/a.js",
  ],
  ...[
    "/..",
    "/.",
    "//",
    "/",
    "%2f",
    "%2F..",
    "%2e%2e",
    "%5c",
    "%5C..",
    "\\..",
    "/%2e%2e",
    "..",
    ";",
    "%252f",
    "%252e",
  ],
);
const paths = fc
  .array(pieces, { minLength: 1, maxLength: 9 })
  .map((parts) => `/${parts.join("").replace(/^\//, "")}`);

describe("a detour", () => {
  it.each([
    "/_next/static/..%2f..%2fevents/concert-a/seats",
    "/_next/static/%2e%2e%2f%2e%2e/events/concert-a/seats",
    "/_next/static/..%5c..%5cevents/concert-a/seats",
    "/events/concert-a/seats/../../../_next/static/a.js",
    "/events/concert-a/seats%2f..%2f..%2f../_next/static/a.js",
    "/assets/%252e%252e/%252e%252e/events/concert-a/seats",
    "/api/v1/hold/../../../assets/a.js",
    "/_next/static/a%5Cb.js",
    "/assets/a%5cb.js",
    "/api/%2e%2e/_next/static/a.js",
    "/api/v1/hold/%2e%2e/%2e%2e/%2e%2e/assets/a.js",
  ])("by %s reaches no server: EDG-11, UNS-05", async (path) => {
    const { end, failover } = await follower(site, viewerFunctionsIn(inVm))({ host, path });
    const reached = [end, failover?.end].some((one) => one?.kind === "target");
    expect(isRefused(path) || !reached).toBe(true);
  });

  it("is not what a file's own path is taken for", () => {
    expect(["/_next/static/app-0a1b.js", "/assets/a%20b.webp", "/assets/a.b.c"].filter(isRefused)).toEqual(
      [],
    );
  });

  it("by a path that CloudFront can take for a file's finds no way to what no file is: EDG-11", () => {
    const unguarded = (site.distribution?.behaviours ?? [])
      .filter(({ viewerFunction }) => viewerFunction === undefined)
      .flatMap((behaviour) =>
        [behaviour.origin, behaviour.failover?.origin]
          .filter((origin) => origin?.place.kind === "loadBalancer")
          .flatMap((origin) => (origin === undefined ? [] : [{ behaviour, origin }])),
      );
    expect(unguarded.map(({ behaviour }) => behaviour.pattern)).toEqual(["/_next/static/*", "/assets/*"]);
    const listener = site.loadBalancers[0]?.listeners.find(({ port }) => port === 443);
    if (listener === undefined) throw new Error("nothing listens on 443");
    let reached = 0;
    fc.assert(
      // However CloudFront reads a path: any way that leads to a file's behaviour is one.
      fc.property(paths, fc.constantFrom(...unguarded), (path, { behaviour, origin }) => {
        const readings = readingsOf(path);
        if (isRefused(path) || !readings.some(isStatic)) return;
        const { action } = decide(listener, originRequestOf(behaviour, origin, requestOf({ host, path })));
        if (action.kind !== "forward") return;
        reached += 1;
        expect(readings.filter((reading) => !isStatic(reading))).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
    expect(reached).toBeGreaterThan(10);
  });

  it("brings nobody without an admission to what is protected: UNS-05", async () => {
    const follow = follower(site, viewerFunctionsIn(inVm));
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        if (isRefused(path)) return;
        const { end, failover } = await follow({ host, path });
        const targets = [end, failover?.end].filter((one) => one?.kind === "target").map(answeredBy);
        if (targets.length === 0) return;
        reached += 1;
        expect(readingsOf(path).filter(isProtected)).toEqual([]);
      }),
      { numRuns: 200, examples: [["/about"], ["/assets/a.js"]] },
    );
    expect(reached).toBeGreaterThan(10);
  });
});
