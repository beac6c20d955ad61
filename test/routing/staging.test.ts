import { beforeAll, describe, expect, it } from "vitest";
import type { Asked } from "../../tools/routes/request";
import { readSite, type Site } from "../../tools/routes/site";
import { answeredBy, follower, hosts, resourcesOf } from "./a-site";

const nobodyLooks = () => Promise.reject(new Error("no function stands at the edge here"));

describe.each(["staging", "dev"])("%s, without CloudFront", (environment) => {
  let site: Site;
  let host: ReturnType<typeof hosts>;
  beforeAll(async () => {
    const resources = await resourcesOf(environment);
    [site, host] = [readSite(resources), hosts(resources)];
  });
  const by = async (asked: Asked) => answeredBy((await follower(site, nobodyLooks)(asked)).end);

  it("is reached at the load balancer under all of its names: EDG-23, CON-26", () => {
    expect(site.distribution).toBeUndefined();
    const names = site.hosts.filter(({ name }) => name !== host.origin);
    expect(names.map(({ place }) => place.kind)).toEqual(names.map(() => "loadBalancer"));
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining([host.site, host.api]));
  });

  it("has pages, API, WebSocket and waiting room on the site's host: EDG-23, EDG-48, QUE-34", async () => {
    expect(await by({ host: host.site, path: "/about" })).toBe("frontend");
    expect(await by({ host: host.site, path: "/api/orders", method: "POST" })).toBe("gateway");
    expect(await by({ host: host.site, path: "/socket.io/", query: "transport=websocket" })).toBe("gateway");
    expect(await by({ host: host.site, path: "/_next/static/app.js" })).toBe("frontend");
    for (const path of ["/vwr/concert-a/", "/vwr/_page/page.js", "/vwr/v1/events/concert-a/join"]) {
      expect(await by({ host: host.site, path })).toBe("waiting-room");
    }
  });

  it("has the API's paths alone on the API's host, for WebSockets too: EDG-48", async () => {
    expect(await by({ host: host.api, path: "/api/events" })).toBe("gateway");
    expect(await by({ host: host.api, path: "/socket.io/" })).toBe("gateway");
    expect(await by({ host: host.api, path: "/about" })).toBe("404 by load balancer");
    expect(await by({ host: host.api, path: "/vwr/v1/events/concert-a/join" })).toBe("404 by load balancer");
  });

  it("sends www to the site, and knows no other host: EDG-23", async () => {
    const { end } = await follower(site, nobodyLooks)({ host: host.www, path: "/about", query: "a=1" });
    expect(end).toMatchObject({ status: 301, location: `https://${host.site}:443/about?a=1` });
    const place = site.hosts.find(({ name }) => name === host.site)?.place;
    const strange = await follower(site, nobodyLooks)({ host: "other.example" }, place);
    expect(answeredBy(strange.end)).toBe("403 by load balancer");
  });
});
