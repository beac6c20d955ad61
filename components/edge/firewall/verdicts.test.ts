import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchRoute } from "../../../functions/waiting-room-api/match";
import { routes } from "../../../functions/waiting-room-api/routes";
import { opened } from "../../../test/support/edge/edge";
import {
  file,
  get,
  joins,
  line,
  page,
  post,
  siteFirewall,
  status,
} from "../../../test/support/edge/site-firewall";

describe("the firewall of the site, with CloudFront and without", () => {
  it.each([{}, opened])("lets visitors through: %o", async (settings) => {
    const ask = await siteFirewall(settings);
    const browser = { token: "challenged" } as const;
    for (const visit of [get("/"), post("/api/orders"), status, file, page, ...joins]) {
      expect(ask(visit, browser), visit.path).toBe("allow");
    }
  });

  it.each([{}, opened])(
    "asks who opens a waiting page whether it is a browser, once: %o: EDG-34",
    async (settings) => {
      const ask = await siteFirewall(settings);
      for (const visit of [page, get("/vwr/concert-a/", "from=%2F"), get("/vwr/x")]) {
        expect(ask(visit)).toBe("challenge by waiting-page-challenge");
        expect(ask(visit, { token: "challenged" })).toBe("allow");
      }
    },
  );

  it("never asks a call of a script, what is posted, or a file of the page, none of which could answer: EDG-34", async () => {
    const ask = await siteFirewall();
    const calls = [status, get(`${line}/position`), post("/vwr/concert-a/"), get("/vwr/_page/page.js")];
    for (const visit of [...calls, get("/"), file, post("/api/orders"), get("/vwrx")]) {
      expect(ask(visit), visit.path).toBe("allow");
    }
  });

  it("gives no place to who is no browser, in a word that the page understands: EDG-34, SEC-03, WEA-22", async () => {
    const ask = await siteFirewall();
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
    const lookedAt = async (botControl: "joins" | "none" | "site") => {
      const ask = await siteFirewall({ firewall: { botControl } });
      const visits = { join: post(`${line}/join`), page: get("/"), status, file };
      return Object.entries(visits).flatMap(([what, visit]) =>
        ask(visit, bot) === "block by bot-control" ? [what] : [],
      );
    };
    expect(await lookedAt("joins")).toEqual(["join"]);
    expect(await lookedAt("site")).toEqual(["join", "page"]);
    expect(await lookedAt("none")).toEqual([]);
    // Nobody labels tokens then, so that nobody is refused for want of a label.
    expect((await siteFirewall({ firewall: { botControl: "none" } }))(post(`${line}/join`))).toBe("allow");
    const app = {
      found: { AWSManagedRulesBotControlRuleSet: ["CategoryHttpLibrary", "SignalNonBrowserUserAgent"] },
    };
    expect((await siteFirewall({ firewall: { botControl: "site" } }))(post("/api/orders"), app)).toBe(
      "allow",
    );
  });

  it("asks an address that has asked for many places for a puzzle before each more: EDG-34", async () => {
    const ask = await siteFirewall();
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
    const ask = await siteFirewall();
    const namedBy = (path: string, event: string) =>
      path.replace("{ev}", event).replace("{sub}", "a".repeat(32));
    const plain = [routes.join, routes.rejoin].map(({ method, path }): ["POST", string] => [
      method,
      namedBy(path, "concert-a"),
    ]);
    const spelling = fc.constantFrom("", "/", "%2f", "//", ";a", "?", ".", "%00");
    const ofRoute = fc
      .tuple(
        fc.constantFrom(...Object.values(routes)),
        spelling,
        fc.boolean(),
        fc.stringMatching(/^[a-z][a-z0-9-]{2,6}$/),
      )
      .map(([{ path }, rest, isEscaped, event]) => {
        const named = namedBy(path, event);
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
      { numRuns: 2_000, examples: plain },
    );
    expect(new Set(places)).toEqual(new Set(["join", "rejoin"]));
  });
});
