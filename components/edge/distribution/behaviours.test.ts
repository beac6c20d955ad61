import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takes } from "../../../tools/routes/path-pattern";
import { behaviours, type BehaviourPlan, type BehavioursAsked } from "./behaviours";

const asked = (more: Partial<BehavioursAsked> = {}): BehavioursAsked => ({
  ...{ frontend: "server", waitingRoom: true },
  ...{ staticPaths: ["/_next/static/*", "/assets/*"], apiPaths: ["/api/*", "/socket.io/*"] },
  ...more,
});

/** The behaviour that takes a path: the first that covers it. */
function of(path: string, plans: readonly BehaviourPlan[]): BehaviourPlan | undefined {
  return plans.find((plan) => plan.path === undefined || takes(plan.path, path));
}

const line = "/vwr/v1/events/concert-a";

describe("the behaviours of the distribution", () => {
  it("are in this order, from the narrow to the wide: EDG-10, EDG-11", () => {
    expect(behaviours(asked()).map(({ path, origin }) => `${path ?? "else"} ${origin}`)).toEqual([
      `/vwr/v1/events/*/status waitingRoom`,
      `/vwr/v1/* waitingRoom`,
      `/vwr/* pages`,
      ...["/_next/static/* static", "/assets/* static"],
      ...["/api/* balancer", "/socket.io/* balancer"],
      "else balancer",
    ]);
  });

  it("keep the waiting room's status by its path alone, and nothing else that is one visitor's: EDG-11, QUE-34", () => {
    const plans = behaviours(asked());
    expect(of(`${line}/status`, plans)).toMatchObject({
      cache: "status",
      forward: "nothing",
      methods: "read",
    });
    for (const path of [`${line}/join`, `${line}/position`, "/api/orders", "/socket.io/", "/", "/events/a"]) {
      expect(of(path, plans), path).toMatchObject({ cache: "nothing", methods: "all" });
    }
    expect(of(`${line}/join`, plans)?.forward).toBe("everythingButHost");
  });

  it("have the gate before the site and its API, and before nothing that one waits with: EDG-20, EDG-21, SEC-09, QUE-35", () => {
    for (const frontend of ["server", "files"] as const) {
      const plans = behaviours(asked({ frontend }));
      const spared = ["/vwr/", "/_next/static/", "/assets/"];
      const gated = plans.filter(({ path = "" }) => !spared.some((folder) => path.startsWith(folder)));
      expect(gated).toHaveLength(3);
      for (const { path, viewerFunction } of plans) {
        const isGate = viewerFunction !== undefined && viewerFunction !== "waiting-page-router";
        expect(isGate, path).toBe(!spared.some((folder) => path?.startsWith(folder)));
      }
      expect(of("/vwr/concert-a/", plans)?.viewerFunction).toBe("waiting-page-router");
    }
  });

  it("read a site of files from the bucket, and let nobody write there: KCON-31, CON-28", () => {
    const plans = behaviours(asked({ frontend: "files" }));
    for (const path of ["/", "/about", "/_next/static/a.js", "/assets/a.js"]) {
      expect(of(path, plans)?.origin, path).toBe("frontend");
      expect(of(path, plans)?.methods, path).not.toBe("all");
    }
    expect(of("/api/orders", plans)).toMatchObject({ origin: "balancer", methods: "all", cache: "nothing" });
  });

  it("send nothing to a waiting room that is not there, and still have the page for a dark origin: QUE-34", () => {
    const plans = behaviours(asked({ waitingRoom: false }));
    expect(plans.filter(({ origin }) => origin === "waitingRoom")).toEqual([]);
    expect(of("/vwr/_page/unavailable.html", plans)).toMatchObject({
      origin: "pages",
      viewerFunction: undefined,
    });
    expect(of("/vwr/concert-a/", plans)?.origin).toBe("balancer");
  });

  it("keep files whatever the query or the cookies, whoever asks: EDG-14", () => {
    const plans = behaviours(asked());
    expect(of("/assets/a.js", plans)).toMatchObject({ cache: "byPath", methods: "readWithOptions" });
    expect(of("/vwr/_page/page.js", plans)).toMatchObject({ cache: "byPath", methods: "read" });
  });

  it("leave the waiting room's paths to it, and end with the default, whatever else is asked for", () => {
    const pattern = fc
      .tuple(fc.stringMatching(/^[a-z_]{1,8}$/), fc.constantFrom("", "/*", "/?", "/*/a"))
      .map(([first, rest]) => `/${first}${rest}`)
      .filter((path) => !path.startsWith("/vwr/"));
    const patterns = fc.uniqueArray(pattern, { maxLength: 30 });
    fc.assert(
      fc.property(patterns, patterns, (staticPaths, apiPaths) => {
        const plans = behaviours(asked({ staticPaths, apiPaths }));
        expect(plans.findIndex(({ path }) => path === undefined)).toBe(plans.length - 1);
        expect(plans).toHaveLength(4 + staticPaths.length + apiPaths.length);
        expect(of(`${line}/status`, plans)?.cache).toBe("status");
        expect(of(`${line}/join`, plans)?.origin).toBe("waitingRoom");
        expect(of("/vwr/concert-a/", plans)?.origin).toBe("pages");
      }),
    );
  });
});
