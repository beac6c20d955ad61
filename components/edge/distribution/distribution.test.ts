import { describe, expect, it } from "vitest";
import { domain, edgeOf, graphOf } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";
import { orderOf } from "../../../test/support/order";

const siteOf = (graph: Graph) => graph.named("edge-cdn-distribution-site");

interface Inputs {
  readonly origins: readonly Record<string, unknown>[];
  readonly originGroups: readonly Record<string, unknown>[];
  readonly defaultCacheBehavior: Record<string, unknown>;
  readonly orderedCacheBehaviors: readonly Record<string, unknown>[];
  readonly customErrorResponses: readonly Record<string, number | string>[];
}

const inputsOf = (graph: Graph) => siteOf(graph).inputs as Record<string, unknown> & Inputs;

function origin(graph: Graph, id: string): Record<string, unknown> {
  const found = inputsOf(graph).origins.find(({ originId }) => originId === id);
  if (found === undefined) throw new Error(`there is no origin ${id}`);
  return found;
}

const value = (graph: Graph, name: string) => graph.named(name).outputs["result"];

describe("the distribution", () => {
  it("has the site, www and api as its names, with our certificate, TLS 1.2 at the least: EDG-15, EDG-16, SEC-04, CON-26", async () => {
    const inputs = inputsOf(await graphOf());
    expect(inputs["aliases"]).toEqual([domain, `www.${domain}`, `api.${domain}`]);
    expect(inputs["viewerCertificate"]).toMatchObject({
      ...{ minimumProtocolVersion: "TLSv1.2_2021", sslSupportMethod: "sni-only" },
      acmCertificateArn: expect.stringContaining("arn:aws:acm:us-east-1:") as string,
    });
    const behaviours = [inputs.defaultCacheBehavior, ...inputs.orderedCacheBehaviors];
    for (const one of behaviours) expect(one["viewerProtocolPolicy"]).toBe("redirect-to-https");
  });

  it("speaks HTTP/2 and 3 over both kinds of addresses: EDG-15", async () => {
    expect(inputsOf(await graphOf())).toMatchObject({
      ...{ enabled: true, httpVersion: "http2and3", isIpv6Enabled: true },
    });
  });

  it("serves from Asia, Europe and North America, or from where it is told: EDG-12, CON-27", async () => {
    expect(inputsOf(await graphOf())["priceClass"]).toBe("PriceClass_200");
    const priceClass = "PriceClass_All";
    expect(inputsOf(await graphOf({ priceClass }))["priceClass"]).toBe(priceClass);
  });

  it("is open to all countries, or to those that are named", async () => {
    const restrictions = async (settings: object) => inputsOf(await graphOf(settings))["restrictions"];
    expect(await restrictions({})).toEqual({ geoRestriction: { restrictionType: "none" } });
    expect(await restrictions({ countries: { only: ["KR", "JP"] } })).toEqual({
      geoRestriction: { restrictionType: "whitelist", locations: ["KR", "JP"] },
    });
  });

  it("reads buckets as itself, always signed with SigV4: EDG-13, SEC-06", async () => {
    const graph = await graphOf();
    const control = graph.named("edge-cdn-distribution-buckets");
    expect(control.inputs).toMatchObject({
      ...{ originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
    });
    for (const [id, bucket] of [
      ["frontend", "buckets-frontend-bucket"],
      ["pages", "edge-cdn-pages-bucket"],
    ] as const) {
      expect(origin(graph, id)).toMatchObject({
        originAccessControlId: control.id,
        domainName: `${String(graph.named(bucket).id)}.s3.ap-northeast-2.amazonaws.com`,
      });
      expect(origin(graph, id)).not.toHaveProperty("customOriginConfig");
    }
  });

  it("reaches the load balancer and the waiting room under names of ours, by TLS, with the secret of each: EDG-10, EDG-19, SEC-04, QUE-34, STA-27", async () => {
    const graph = await graphOf();
    for (const [id, host, secret] of [
      ["balancer", `origin.${domain}`, "edge-load-balancer-origin-value-1"],
      ["waitingRoom", `waiting-room.${domain}`, "room-origin-value-2"],
    ] as const) {
      expect(origin(graph, id)).toMatchObject({
        domainName: host,
        customHeaders: [{ name: "x-origin-verify", value: value(graph, secret) }],
        customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
      });
    }
    const secrets = siteOf(graph).secretPaths.filter((path) => path.endsWith(".value"));
    expect(secrets).toHaveLength(2);
    const without = (await edgeOf({ waitingRoom: false })).graph;
    expect(inputsOf(without).origins.map(({ originId }) => originId)).toEqual([
      "balancer",
      "frontend",
      "pages",
    ]);
  });

  it("asks the server for a static file that the bucket does not have, where there is a server: EDG-11", async () => {
    const [group, ...others] = inputsOf(await graphOf()).originGroups;
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      originId: "static",
      members: [{ originId: "frontend" }, { originId: "balancer" }],
      failoverCriteria: { statusCodes: expect.arrayContaining([403, 404]) as number[] },
    });
    for (const settings of [{ frontend: "files" as const }, { staticPaths: [] }]) {
      expect(inputsOf(await graphOf(settings)).originGroups).toEqual([]);
    }
  });

  it("asks every origin through one region's cache where it is told to, and through none otherwise", async () => {
    const shielded = async (settings: object) =>
      inputsOf(await graphOf(settings)).origins.map(({ originShield }) => originShield);
    const through = { enabled: true, originShieldRegion: "ap-northeast-2" };
    expect(await shielded({ originShield: "ap-northeast-2" })).toEqual([through, through, through, through]);
    expect(new Set(await shielded({}))).toEqual(new Set([undefined]));
  });

  it("turns no 403 and no 404 into a page, and keeps no error, which was one visitor's: EDG-18, CON-28", async () => {
    const responses = inputsOf(await graphOf()).customErrorResponses;
    const shown = responses.filter((one) => one["responsePagePath"] !== undefined);
    expect(shown.map(({ errorCode, responseCode }) => [errorCode, responseCode])).toEqual([
      [502, 502],
      [503, 503],
      [504, 504],
    ]);
    const kept = responses.map(({ errorCode, errorCachingMinTtl }) => [errorCode, errorCachingMinTtl]);
    expect(Object.fromEntries(kept)).toEqual({ 404: 0, 500: 0, 502: 0, 503: 0, 504: 0 });
  });

  it("shows index.html at its root where the site is files: EDG-15", async () => {
    expect(inputsOf(await graphOf({ frontend: "files" }))["defaultRootObject"]).toBe("index.html");
    expect(inputsOf(await graphOf())["defaultRootObject"]).toBeUndefined();
  });

  it("is changed after what it asks knows the new secret, and after its gate has entries: WEA-21, EDG-24", async () => {
    const graph = await graphOf({ originSecretGeneration: 2 });
    const needed = [
      ...graph.ofType("aws:lb/listenerRule:ListenerRule"),
      ...["edge-origin-record-balancer-a", "edge-waiting-room-record-api-a"].map((name) => graph.named(name)),
      ...["edge-waiting-room-mapping", "edge-waiting-room-guarded", "room-first-entries"].map((name) =>
        graph.named(name),
      ),
    ];
    expect(needed.length).toBeGreaterThan(9);
    const before = orderOf(graph.all())(siteOf(graph));
    expect(needed.filter((one) => !before.has(one)).map(({ name }) => name)).toEqual([]);
  });
});
