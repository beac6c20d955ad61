import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchRoute } from "../../../functions/waiting-room-api/match";
import { routes } from "../../../functions/waiting-room-api/routes";
import { graphOf, opened, type EdgeChoices } from "../../../test/support/edge/edge";
import { verdict, type Known, type Visit } from "../../../test/support/edge/web-acl";

type Settings = NonNullable<EdgeChoices["settings"]>;

/** Asks the site's web ACL of an edge with these settings. */
async function site(settings: Settings = {}) {
  const graph = await graphOf(settings);
  const acl = graph.named(`edge${settings.cdn === false ? "" : "-cdn"}-firewall-web-acl`);
  const sets = graph.ofType("aws:wafv2/ipSet:IpSet");
  return (visit: Visit, known: Known = {}) => {
    const { action, rule } = verdict(acl, sets, visit, known);
    return rule === undefined ? action : `${action} by ${rule}`;
  };
}

const get = (path: string, query = ""): Visit => ({ method: "GET", path, query });
const post = (path: string): Visit => ({ method: "POST", path });

const page = get("/vwr/concert-a/");
const line = "/vwr/v1/events/concert-a";
const joins = ["join", "rejoin"].map((what) => post(`${line}/${what}`));
const status = get(`${line}/status`);
const file = get("/_next/static/app.js");

describe("the firewall of the site, with CloudFront and without", () => {
  it.each([{}, opened])("lets visitors through: %o", async (settings) => {
    const ask = await site(settings);
    const browser = { token: "challenged" } as const;
    for (const visit of [get("/"), post("/api/orders"), status, file, page, ...joins]) {
      expect(ask(visit, browser), visit.path).toBe("allow");
    }
  });

  it.each([{}, opened])(
    "asks who opens a waiting page whether it is a browser, once: %o: EDG-34",
    async (settings) => {
      const ask = await site(settings);
      for (const visit of [page, get("/vwr/concert-a/", "from=%2F"), get("/vwr/x")]) {
        expect(ask(visit)).toBe("challenge by waiting-page-challenge");
        expect(ask(visit, { token: "challenged" })).toBe("allow");
      }
    },
  );

  it("never asks a call of a script, what is posted, or a file of the page, none of which could answer: EDG-34", async () => {
    const ask = await site();
    const calls = [status, get(`${line}/position`), post("/vwr/concert-a/"), get("/vwr/_page/page.js")];
    for (const visit of [...calls, get("/"), file, post("/api/orders"), get("/vwrx")]) {
      expect(ask(visit), visit.path).toBe("allow");
    }
  });

  it("gives no place to who is no browser, in a word that the page understands: EDG-34, SEC-03, WEA-22", async () => {
    const ask = await site();
    for (const visit of joins) {
      expect(ask(visit)).toBe("block by join-without-browser");
      expect(ask(visit, { token: "rejected" })).toBe("block by join-without-browser");
      expect(ask(visit, { token: "challenged" })).toBe("allow");
      expect(ask(visit, { found: { AWSManagedRulesBotControlRuleSet: ["SignalAutomatedBrowser"] } })).toBe(
        "block by bot-control",
      );
    }
  });

  it("looks for bots at the joins alone, everywhere, or nowhere, as the settings say: EDG-34, WEA-22", async () => {
    const bot = {
      token: "challenged",
      found: { AWSManagedRulesBotControlRuleSet: ["CategoryScraping"] },
    } as const;
    const lookedAt = async (botControl: "joins" | "off" | "site") => {
      const ask = await site({ firewall: { botControl } });
      const visits = { join: post(`${line}/join`), page: get("/"), status, file };
      return Object.entries(visits).flatMap(([what, visit]) =>
        ask(visit, bot) === "block by bot-control" ? [what] : [],
      );
    };
    expect(await lookedAt("joins")).toEqual(["join"]);
    expect(await lookedAt("site")).toEqual(["join", "page"]);
    expect(await lookedAt("off")).toEqual([]);
    // Nobody labels tokens then, so that nobody is refused for want of a label.
    expect((await site({ firewall: { botControl: "off" } }))(post(`${line}/join`))).toBe("allow");
    const app = {
      found: { AWSManagedRulesBotControlRuleSet: ["CategoryHttpLibrary", "SignalNonBrowserUserAgent"] },
    };
    expect((await site({ firewall: { botControl: "site" } }))(post("/api/orders"), app)).toBe("allow");
  });

  it("asks an address that has asked for many places for a puzzle before each more: EDG-34", async () => {
    const ask = await site();
    for (const visit of joins) {
      const many = { over: ["join-rate-limit"] };
      expect(ask(visit, { ...many, token: "challenged" })).toBe("captcha by join-rate-limit");
      expect(ask(visit, { ...many, token: "solved" })).toBe("allow");
    }
    const puzzle = get("/vwr/concert-a/", "captcha=1");
    expect(ask(puzzle, { token: "challenged" })).toBe("captcha by waiting-page-captcha");
    expect(ask(puzzle, { token: "solved" })).toBe("allow");
  });

  it("checks whatever the API takes for a wish for a place, and none of its other calls: EDG-34", async () => {
    const ask = await site();
    const spelling = fc.constantFrom("", "/", "%2f", "//", ";a", "?", ".", "%00");
    const ofRoute = fc
      .tuple(
        fc.constantFrom(...Object.values(routes)),
        spelling,
        fc.boolean(),
        fc.stringMatching(/^[a-z][a-z0-9-]{2,6}$/),
      )
      .map(([{ path }, rest, isEscaped, event]) => {
        const named = path.replace("{ev}", event).replace("{sub}", "a".repeat(32));
        return `${isEscaped ? named.replace("joi", "jo%69") : named}${rest}`;
      });
    const places: string[] = [];
    fc.assert(
      fc.property(fc.constantFrom("GET", "POST", "PUT"), ofRoute, (method, path) => {
        const match = matchRoute(method, path);
        const gives = match.kind === "route" && ["join", "rejoin"].includes(match.name);
        if (gives) places.push(match.name);
        const isChecked = ask({ method, path }) === "block by join-without-browser";
        // What is no route is not found, checked or not.
        expect(isChecked || !gives, `${method} ${path}`).toBe(true);
        expect(isChecked && match.kind === "route" && !gives, `${method} ${path}`).toBe(false);
      }),
      { numRuns: 2_000 },
    );
    expect(new Set(places)).toEqual(new Set(["join", "rejoin"]));
  });
});

describe("the limit on requests of one address", () => {
  const over = ["rate-limit", "static-rate-limit", "join-rate-limit"];
  const polling = ["status-rate-limit"];
  const busy = { over, token: "solved" } as const;

  it("counts the status, for which every waiting page asks, and files apart: EDG-33, SEC-10, CON-46", async () => {
    const ask = await site();
    expect(ask(get("/"), busy)).toBe("block by rate-limit");
    expect(ask(post("/api/orders"), busy)).toBe("block by rate-limit");
    expect(ask(status, busy)).toBe("allow");
    expect(ask(status, { over: polling })).toBe("block by status-rate-limit");
    expect(ask(get("/"), { over: polling })).toBe("allow");
    expect(ask(get(`${line}/statu%73`), busy)).toBe("block by rate-limit");
    expect(ask(file, busy)).toBe("block by static-rate-limit");
    expect(ask(get("/images/a/b.png"), busy)).toBe("block by rate-limit");
  });

  it("takes a file for one by the pattern that CloudFront has: EDG-33", async () => {
    const ask = await site({ staticPaths: ["/files/*", "/favicon.ico", "/img/?.png", "/a/*/b.c"] });
    const files = ["/files/x", "/files/", "/favicon.ico", "/img/1.png", "/a/x/y/b.c"];
    const others = [
      "/file",
      "/favicon.icon",
      "/x/favicon.ico",
      "/img/12.png",
      "/a/x/bxc",
      "/a/b.c",
      "/Files/x",
    ];
    for (const path of files) expect(ask(get(path), busy), path).toBe("block by static-rate-limit");
    for (const path of others) expect(ask(get(path), busy), path).toBe("block by rate-limit");
    expect((await site({ staticPaths: [] }))(file, busy)).toBe("block by rate-limit");
  });

  it("does not hold for a load test, nor is it asked for a browser; what is known to be bad it may not send either: CON-46", async () => {
    const ask = await site({ firewall: { loadTestCidrs: ["198.51.100.0/28"] } });
    const from = (visit: Visit, address: string) => ask({ ...visit, address }, { over });
    for (const visit of [get("/"), file, page, get("/vwr/concert-a/", "captcha=1"), ...joins]) {
      expect(from(visit, "198.51.100.7"), visit.path).toBe("allow");
      expect(from(visit, "198.51.100.16"), visit.path).not.toBe("allow");
    }
    const bad = { over, found: { AWSManagedRulesKnownBadInputsRuleSet: ["Log4JRCE_HEADER"] } };
    expect(ask({ ...get("/"), address: "198.51.100.7" }, bad)).toBe("block by known-bad-inputs");
  });
});

describe("a path of a static file", () => {
  it.each(["/../a", "/%2e%2e/a", "/..%2fa", "/%2E%2E%2Fa", "/..\\\\a", "/..%5ca", "/%252e%252e/a", "/.."])(
    "that a server could take for another is refused: %s: EDG-11",
    async (rest) => {
      const ask = await site();
      for (const folder of ["/assets", "/_next/static"]) {
        expect(ask(get(`${folder}${rest}`))).toBe("block by static-detour");
      }
      expect(ask(get(`/about${rest}`))).toBe("allow");
    },
  );

  it("may have dots and brackets, as servers call the files of their pages: EDG-11", async () => {
    const ask = await site();
    for (const name of [
      "%5B...slug%5D/page-0a1b.js",
      "[...slug].js",
      "a..b.js",
      "(shop)/%5Bid%5D.js",
      "@x/a%20b.js",
    ]) {
      expect(ask(get(`/_next/static/chunks/app/${name}`)), name).toBe("allow");
    }
  });
});

describe("AWS's own rules", () => {
  it.each([
    ["AWSManagedRulesAmazonIpReputationList", "ip-reputation"],
    ["AWSManagedRulesCommonRuleSet", "core-rules"],
    ["AWSManagedRulesKnownBadInputsRuleSet", "known-bad-inputs"],
  ])("of %s refuse wherever they find something: EDG-31, EDG-32, SEC-03, CON-29", async (group, rule) => {
    const ask = await site();
    for (const visit of [get("/"), file, status, page, ...joins]) {
      expect(ask(visit, { found: { [group]: ["Some"] } })).toBe(`block by ${rule}`);
    }
  });

  it("count what they find where the settings say so, and refuse the rest: EDG-31", async () => {
    const ask = await site({ firewall: { countOnly: ["SizeRestrictions_BODY"] } });
    const found = (...rules: string[]) => ({ found: { AWSManagedRulesCommonRuleSet: rules } });
    expect(ask(post("/api/uploads"), found("SizeRestrictions_BODY"))).toBe("allow");
    expect(ask(post("/api/uploads"), found("SizeRestrictions_BODY", "GenericLFI_BODY"))).toBe(
      "block by core-rules",
    );
  });
});
