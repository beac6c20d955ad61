import { beforeAll, describe, expect, it } from "vitest";
import type { Resource } from "../../tools/offline/resource";
import type { Asked } from "../../tools/routes/request";
import { readSite, type Site } from "../../tools/routes/site";
import { inVm } from "../support/waiting-room/edge-runtimes";
import { answeredBy, balancerOf, follower, hosts, resourcesOf, viewerFunctionsIn } from "./a-site";

const header = "x-origin-verify";
/** The secret has been changed twice. */
const generation = 3;

let site: Site;
let host: ReturnType<typeof hosts>;
let first: readonly Resource[];
let third: readonly Resource[];
beforeAll(async () => {
  first = await resourcesOf("prod");
  third = await resourcesOf("prod", { originSecretGeneration: generation });
  [site, host] = [readSite(third), hosts(third)];
});

/** The load balancer's secret of a generation; the waiting room has others. */
function secretOf(resources: readonly Resource[], number: number): string {
  const name = new RegExp(`^edge-load-balancer-.*-value-${String(number)}$`);
  const found = resources.find((one) => name.test(one.name));
  if (found === undefined) throw new Error(`there is no secret of generation ${String(number)}`);
  return String(found.outputs["result"]);
}

/** To the load balancer's own address, as anybody can write. */
function past(asked: Partial<Asked> & Pick<Asked, "host">, secret?: string) {
  const follow = follower(site, viewerFunctionsIn(inVm));
  const headers = secret === undefined ? {} : { [header]: secret };
  return follow({ ...asked, headers: { ...asked.headers, ...headers } }, balancerOf(site));
}

/** What it says to who is not known: hosts that are not the site's may have a word of their own, which tells nothing. */
const refusalOf = (asked: Pick<Asked, "host">) =>
  asked.host === host.site ? /^403 by load balancer$/ : /^40[34] by load balancer$/;

const forwarding = () => [
  { host: host.site, path: "/about" },
  { host: host.site, path: "/api/events" },
  { host: host.site, path: "/socket.io/" },
  { host: host.api, path: "/api/events" },
  { host: host.origin, path: "/_next/static/app.js" },
];

describe("the load balancer of prod", () => {
  it("answers nobody who comes past CloudFront: EDG-19, SEC-02, WEA-21", async () => {
    for (const asked of forwarding()) {
      for (const secret of [undefined, "", "guess", "*", "?".repeat(64), `${secretOf(third, generation)}x`]) {
        const { end } = await past(asked, secret);
        expect(answeredBy(end), `${asked.host}${asked.path} ${String(secret)}`).toMatch(refusalOf(asked));
      }
    }
  });

  it("lets CloudFront through with this secret and the last one, and with none before: EDG-19, WEA-21", async () => {
    for (const asked of forwarding()) {
      for (const number of [generation, generation - 1]) {
        const { end } = await past(asked, secretOf(third, number));
        expect(end.kind, `${asked.host}${asked.path} ${String(number)}`).toBe("target");
      }
      const { end } = await past(asked, secretOf(first, generation - 2));
      expect(answeredBy(end), `${asked.host}${asked.path}`).toMatch(refusalOf(asked));
    }
  });

  it("is sent the newest secret by CloudFront, which it took before already where it is one more: WEA-21", async () => {
    const sent = (resources: readonly Resource[]) =>
      site.distribution === undefined
        ? undefined
        : readSite(resources).distribution?.behaviours.at(-1)?.origin.customHeaders[header];
    expect(sent(third)).toBe(secretOf(third, generation));
    expect(sent(first)).toBe(secretOf(first, 1));
    const second = await resourcesOf("prod", { originSecretGeneration: 2 });
    // The load balancer is changed first: CloudFront still sends what it sent before.
    const follow = follower(readSite(second), viewerFunctionsIn(inVm));
    const headers = { [header]: sent(first) ?? "" };
    const { end } = await follow({ host: host.site, path: "/about", headers }, balancerOf(readSite(second)));
    expect(answeredBy(end)).toBe("frontend");
  });

  it("has two places for requests, by path alone: the gateway and the site's server: EDG-45, EDG-46, CON-30", async () => {
    const secret = secretOf(third, generation);
    const by = async (asked: Asked) => answeredBy((await past(asked, secret)).end);
    for (const path of ["/api/auth/login", "/api/tickets/1", "/api/payments", "/api/stats", "/socket.io/"]) {
      expect(await by({ host: host.site, path })).toBe("gateway");
      expect(await by({ host: host.api, path })).toBe("gateway");
    }
    expect(await by({ host: host.site, path: "/about" })).toBe("frontend");
    const ports = site.loadBalancers
      .flatMap(({ listeners }) => listeners)
      .flatMap(({ rules }) => rules)
      .flatMap(({ action }) => (action.kind === "forward" ? action.targets : []))
      .map(({ name, port }) => `${name.split("-").at(-1) ?? ""} ${String(port)}`);
    expect([...new Set(ports)].toSorted()).toEqual(["frontend 3000", "gateway 30000"]);
  });

  it("knows no other host, and none but the API's paths on the API's", async () => {
    const secret = secretOf(third, generation);
    for (const name of ["other.example", host.room, `x.${host.site}`]) {
      expect(answeredBy((await past({ host: name, path: "/about" }, secret)).end)).toBe(
        "403 by load balancer",
      );
    }
    expect(answeredBy((await past({ host: host.api, path: "/about" }, secret)).end)).toBe(
      "404 by load balancer",
    );
    const origin = { host: host.origin, path: "/about" };
    expect(answeredBy((await past(origin, secret)).end)).toMatch(refusalOf(origin));
  });

  it("sends www to the site, whoever asks", async () => {
    const { end } = await past({ host: host.www, path: "/about", query: "a=1" });
    expect(end).toMatchObject({ status: 301, location: `https://${host.site}:443/about?a=1` });
  });

  it("takes no plain HTTP", async () => {
    const { end } = await past({ host: host.site, scheme: "http" }, secretOf(third, generation));
    expect(end.kind).toBe("nowhere");
  });
});

describe("the distribution of prod", () => {
  it("is let in under its own name, and leads nowhere from there: EDG-10", async () => {
    const { distribution } = site;
    if (distribution === undefined) throw new Error("prod has no distribution");
    const itself = { kind: "distribution", name: distribution.name } as const;
    const follow = follower(site, viewerFunctionsIn(inVm));
    expect(answeredBy((await follow({ host: distribution.domainName, path: "/about" }, itself)).end)).toBe(
      "403 by load balancer",
    );
    expect(answeredBy((await follow({ host: "other.example", path: "/about" }, itself)).end)).toBe(
      "403 by CloudFront",
    );
  });
});
