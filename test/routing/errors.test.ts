import { describe, expect, it } from "vitest";
import { behaviourOf } from "../../tools/routes/distribution";
import { pageFolder } from "../../functions/waiting-page-router/route";
import { buildWaitingPage } from "../../functions/waiting-page/build";
import { readSite } from "../../tools/routes/site";
import { inVm } from "../support/waiting-room/edge-runtimes";
import { answeredBy, follower, hosts, resourcesOf, viewerFunctionsIn } from "./a-site";

describe.each(["server", "files"] as const)("errors in prod, where pages come from: %s", (frontend) => {
  it("of the API stay as they are: no 403 and no 404 becomes a page: EDG-18, CON-28", async () => {
    const { distribution } = readSite(await resourcesOf("prod", { frontend }));
    const statuses = distribution?.errorPages.map(({ instead }) => instead);
    expect(statuses?.filter((status) => status < 500)).toEqual([]);
  });

  it("of a dark origin keep their status and show a page that does not come from there: CON-28", async () => {
    const { distribution } = readSite(await resourcesOf("prod", { frontend }));
    if (distribution === undefined) throw new Error("prod has no distribution");
    expect(distribution.errorPages.map(({ instead }) => instead).toSorted()).toEqual([502, 503, 504]);
    const uploaded = buildWaitingPage().map(({ path }) => path);
    for (const { instead, path, status } of distribution.errorPages) {
      expect(status).toBe(instead);
      expect(path.startsWith(pageFolder)).toBe(true);
      expect(uploaded).toContain(path);
      expect(behaviourOf(distribution, path).origin.place.kind).toBe("bucket");
    }
  });
});

describe("prod with a site of files", () => {
  const answers = async (path: string, method = "GET") => {
    const resources = await resourcesOf("prod", { frontend: "files" });
    const follow = follower(readSite(resources), viewerFunctionsIn(inVm));
    return answeredBy((await follow({ host: hosts(resources).site, path, method })).end);
  };

  it("gives its one page for every address of a page, and files as they are called: EDG-18, CON-28", async () => {
    expect(await answers("/")).toBe("files: index.html");
    expect(await answers("/about/us")).toBe("files: index.html");
    expect(await answers("/robots.txt")).toBe("files: robots.txt");
    expect(await answers("/assets/a.js")).toBe("files: assets/a.js");
  });

  it("leaves the API and the gate where they are: CON-28", async () => {
    expect(await answers("/api/none")).toBe("gateway");
    expect(await answers("/api/orders", "POST")).toBe("gateway");
    expect(await answers("/events/concert-a/seats")).toMatch(/^(302|403) by viewer function/);
  });
});
