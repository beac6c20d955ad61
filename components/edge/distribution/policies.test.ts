import { describe, expect, it } from "vitest";
import { contentSecurityPolicy as waitingPageCsp } from "../../../functions/waiting-page/security";
import { graphOf } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";

const part = (name: string) => `edge-cdn-distribution-policies-${name}`;

const behaviours = (graph: Graph) => {
  const { inputs } = graph.named("edge-cdn-distribution-site");
  const ordered = inputs["orderedCacheBehaviors"] as readonly Record<string, unknown>[];
  return [...ordered, inputs["defaultCacheBehavior"] as Record<string, unknown>];
};

const headersOf = (graph: Graph, path: string | undefined) =>
  behaviours(graph).find(({ pathPattern }) => pathPattern === path)?.["responseHeadersPolicyId"];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

describe("what is kept at the edge", () => {
  it("is the waiting room's status for a second at least, one for everybody: EDG-17, UNS-06", async () => {
    const graph = await graphOf();
    const { id, inputs } = graph.named(part("status"));
    expect(inputs).toMatchObject({ minTtl: 1, defaultTtl: 1, maxTtl: 5 });
    expect(inputs["parametersInCacheKeyAndForwardedToOrigin"]).toEqual({
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
    const kept = behaviours(graph).filter(({ cachePolicyId }) => cachePolicyId === id);
    expect(kept.map(({ pathPattern }) => pathPattern)).toEqual(["/vwr/v1/events/*/status"]);
  });

  it("is nothing of the site's pages, of the API, or of a visitor's place: EDG-17, UNS-06", async () => {
    const graph = await graphOf();
    const uncached = behaviours(graph).filter(({ cachePolicyId }) => cachePolicyId === disabled);
    expect(uncached.map(({ pathPattern }) => pathPattern)).toEqual([
      ...["/vwr/v1/*", "/api/*", "/socket.io/*"],
      undefined,
    ]);
  });
});

describe("what every answer tells the browser", () => {
  it("is to come by HTTPS for a year, to guess no types, to be in no frame, and to tell others little: EDG-17, UNS-06", async () => {
    const graph = await graphOf();
    for (const name of ["site", "waiting-page"]) {
      const { inputs } = graph.named(part(name));
      expect(inputs["securityHeadersConfig"], name).toMatchObject({
        strictTransportSecurity: {
          accessControlMaxAgeSec: 31_536_000,
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY" },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin" },
      });
      const { items } = inputs["customHeadersConfig"] as { items: readonly Record<string, unknown>[] };
      expect(items.map(({ header }) => header)).toEqual(["Permissions-Policy"]);
      expect(String(items[0]?.["value"])).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
      const { items: removed } = inputs["removeHeadersConfig"] as { items: readonly { header: string }[] };
      expect(removed.map(({ header }) => header)).toEqual(["Server", "X-Powered-By"]);
    }
  });

  it("is the content policy of the settings, where a page of the site has none of its own: EDG-17, UNS-06", async () => {
    const contentSecurityPolicy = "default-src 'self'";
    const { inputs } = (await graphOf({ contentSecurityPolicy })).named(part("site"));
    expect(inputs["securityHeadersConfig"]).toMatchObject({
      contentSecurityPolicy: { contentSecurityPolicy, override: false },
    });
  });

  it("is the waiting page's own content policy on its pages, and they alone have it: EDG-17", async () => {
    const graph = await graphOf();
    const { id, inputs } = graph.named(part("waiting-page"));
    expect(inputs["securityHeadersConfig"]).toMatchObject({
      contentSecurityPolicy: { contentSecurityPolicy: waitingPageCsp, override: true },
    });
    expect(headersOf(graph, "/vwr/*")).toBe(id);
    const others = behaviours(graph).filter(({ pathPattern }) => pathPattern !== "/vwr/*");
    const site = graph.named(part("site")).id;
    expect(others.map(({ responseHeadersPolicyId }) => responseHeadersPolicyId)).toEqual(
      others.map(() => site),
    );
  });
});
