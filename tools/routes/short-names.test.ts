import { describe, expect, it } from "vitest";
import { anEdge } from "../../test/routing/fixtures/an-edge";
import { requestOf } from "./request";
import { route } from "./route";
import { viewerFunctionsWith } from "./run-viewer-function";
import { withShortNames } from "./short-names";
import { readSite } from "./site";

/** With names as long as the program's are. */
const prefixes: Readonly<Record<string, string>> = {
  "aws:lb/listenerRule:ListenerRule": "edge-balancer-listener-",
  "aws:lb/targetGroup:TargetGroup": "edge-balancer-targets-",
  "aws:lb/loadBalancer:LoadBalancer": "edge-",
  "aws:cloudfront/function:Function": "edge-cdn-",
};
const site = readSite(
  anEdge.map((one) => ({ ...one, id: one.id, name: `${prefixes[one.type] ?? ""}${one.name}` })),
);

describe("short names", () => {
  it("leave out what all names of a column share", () => {
    const [balancer] = withShortNames(site).loadBalancers;
    const rules = balancer?.listeners[0]?.rules ?? [];
    expect(rules.map(({ name }) => name)).toEqual(["www", "gateway", "site"]);
    expect(rules.flatMap(({ action }) => (action.kind === "forward" ? action.targets : []))).toMatchObject([
      { name: "gateway" },
      { name: "pages" },
    ]);
  });

  it("lead requests the same way", async () => {
    const asked = requestOf({ host: "shop.example", path: "/x", cookies: { key: "1" } });
    const run = viewerFunctionsWith({});
    const [long, short] = [await route(site, asked, run), await route(withShortNames(site), asked, run)];
    expect(long.visit?.rule).toBe("edge-balancer-listener-site");
    expect(short.visit?.rule).toBe("site");
    expect(short.seen?.name).toBe("guard");
    expect(short.end).toMatchObject({ kind: "target", targets: ["pages"] });
    expect(withShortNames(site).hosts.map(({ place }) => place.name)).toEqual(["", "", ""]);
  });
});
