import { describe, expect, it } from "vitest";
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
import type { Visit } from "../../../test/support/edge/web-acl";

describe("the limit on requests of one address", () => {
  const over = ["rate-limit", "static-rate-limit", "join-rate-limit"];
  const polling = ["status-rate-limit"];
  const busy = { over, token: "solved" } as const;

  it("counts the status, for which every waiting page asks, and files apart: EDG-33, SEC-10, CON-46", async () => {
    const ask = await siteFirewall();
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
    const ask = await siteFirewall({ staticPaths: ["/files/*", "/favicon.ico", "/img/?.png", "/a/*/b.c"] });
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
    expect((await siteFirewall({ staticPaths: [] }))(file, busy)).toBe("block by rate-limit");
  });

  it("does not hold for a load test, nor is it asked for a browser; what is known to be bad it may not send either: CON-46", async () => {
    const ask = await siteFirewall({ firewall: { loadTestCidrs: ["198.51.100.0/28"] } });
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
      const ask = await siteFirewall();
      for (const folder of ["/assets", "/_next/static"]) {
        expect(ask(get(`${folder}${rest}`))).toBe("block by static-detour");
      }
      expect(ask(get(`/about${rest}`))).toBe("allow");
    },
  );

  it("may have dots and brackets, as servers call the files of their pages: EDG-11", async () => {
    const ask = await siteFirewall();
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
    const ask = await siteFirewall();
    for (const visit of [get("/"), file, status, page, ...joins]) {
      expect(ask(visit, { found: { [group]: ["Some"] } })).toBe(`block by ${rule}`);
    }
  });

  it("count what they find where the settings say so, and refuse the rest: EDG-31", async () => {
    const ask = await siteFirewall({ firewall: { countOnly: ["SizeRestrictions_BODY"] } });
    const found = (...rules: string[]) => ({ found: { AWSManagedRulesCommonRuleSet: rules } });
    expect(ask(post("/api/uploads"), found("SizeRestrictions_BODY"))).toBe("allow");
    expect(ask(post("/api/uploads"), found("SizeRestrictions_BODY", "GenericLFI_BODY"))).toBe(
      "block by core-rules",
    );
  });
});
