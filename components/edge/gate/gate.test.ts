import { describe, expect, it } from "vitest";
import { bundleEdge, type EdgeFunction } from "../../../functions/bundle-edge";
import { edgeOf, graphOf, opened, type EdgeChoices } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";

const functionType = "aws:cloudfront/function:Function";

interface Association {
  readonly eventType: string;
  readonly functionArn?: string;
  readonly lambdaArn?: string;
}

/** What runs on requests to a path, by its logical name; the default behaviour is called `else`. */
function runs(graph: Graph): Readonly<Record<string, string>> {
  const { inputs } = graph.named("edge-cdn-distribution-site");
  const ordered = inputs["orderedCacheBehaviors"] as readonly Record<string, unknown>[];
  const all = [...ordered, inputs["defaultCacheBehavior"] as Record<string, unknown>];
  return Object.fromEntries(
    all.flatMap((one) => {
      const associations = [one["functionAssociations"], one["lambdaFunctionAssociations"]]
        .flatMap((some) => (some ?? []) as readonly Association[])
        .map(({ eventType, functionArn, lambdaArn }) => {
          const found = graph
            .all()
            .find(({ outputs }) =>
              [outputs["arn"], outputs["qualifiedArn"]].includes(functionArn ?? lambdaArn),
            );
          return `${eventType} ${(found?.name ?? "").replace("edge-cdn-viewer-", "")}`;
        });
      return associations.length === 0
        ? []
        : [[(one["pathPattern"] ?? "else") as string, associations.join()]];
    }),
  );
}

const codes = (graph: Graph) =>
  Object.fromEntries(
    graph
      .ofType(functionType)
      .map(({ inputs, name }) => [name.replace("edge-cdn-viewer-", ""), inputs["code"]]),
  );

const code = (bundle: EdgeFunction) => bundleEdge(bundle).code;
const router = { "page-router": code("waiting-page-router") };
const withoutRoom = async (settings: NonNullable<EdgeChoices["settings"]> = {}) =>
  (await edgeOf({ settings, waitingRoom: false })).graph;

describe("what runs at the edge", () => {
  it("is the gate before the site and its API, as requests come in, and the way to the waiting page's files: EDG-20, EDG-21, SEC-09, QUE-35", async () => {
    const graph = await graphOf();
    expect(runs(graph)).toEqual({
      "/vwr/*": "viewer-request page-router",
      "/api/*": "viewer-request gate",
      "/socket.io/*": "viewer-request gate",
      else: "viewer-request gate",
    });
    expect(codes(graph)).toEqual({ gate: code("admission-gate"), ...router });
  });

  it("reads the entries that Queueing writes, and nothing else does: EDG-20, SEC-09", async () => {
    const graph = await graphOf();
    const stores = Object.fromEntries(
      graph.ofType(functionType).map(({ inputs, name }) => [name, inputs["keyValueStoreAssociations"]]),
    );
    expect(stores).toEqual({
      "edge-cdn-viewer-gate": [graph.named("room-gate-store").outputs["arn"]],
      "edge-cdn-viewer-page-router": undefined,
    });
  });

  it("is published, in the one runtime that has stores", async () => {
    for (const { inputs } of (await graphOf()).ofType(functionType)) {
      expect(inputs).toMatchObject({ publish: true, runtime: "cloudfront-js-2.0" });
    }
  });

  it("finds the files of a site of files behind the gate, and leaves the API its paths: EDG-20, CON-28", async () => {
    const graph = await graphOf({ frontend: "files" });
    expect(runs(graph)).toMatchObject({
      "/api/*": "viewer-request gate",
      else: "viewer-request files",
    });
    expect(codes(graph)).toEqual({
      ...{ gate: code("admission-gate"), files: code("gated-site-files") },
      ...router,
    });
  });

  it("lets everybody in where there is no waiting room, and still knows the site's one name: QUE-35", async () => {
    const site = await withoutRoom();
    expect(codes(site)).toEqual({ gate: code("canonical-host") });
    expect(Object.keys(runs(site))).not.toContain("/vwr/*");
    expect(codes(await withoutRoom({ www: false }))).toEqual({});
    expect(runs(await withoutRoom({ www: false }))).toEqual({});
    expect(codes(await withoutRoom({ frontend: "files", www: false }))).toEqual({
      files: code("site-files"),
    });
  });

  it("is nothing without CloudFront: EDG-23, ENV-12", async () => {
    const graph = await graphOf(opened);
    expect(graph.ofType(functionType)).toEqual([]);
    expect(graph.ofType("aws:lambda/function:Function")).toEqual([]);
  });

  it("is Lambda@Edge where that is asked for, in the gate's place alone, by its version: EDG-20, ENV-12", async () => {
    const graph = await graphOf({ gate: "lambdaEdge" });
    expect(runs(graph)).toEqual({
      "/vwr/*": "viewer-request page-router",
      "/api/*": "viewer-request gate-function",
      "/socket.io/*": "viewer-request gate-function",
      else: "viewer-request gate-function",
    });
    expect(codes(graph)).toEqual(router);
    const arn = String(graph.named("edge-cdn-viewer-gate-function").outputs["qualifiedArn"]);
    expect(JSON.stringify(graph.named("edge-cdn-distribution-site").inputs)).toContain(`"${arn}"`);
    expect(arn).toMatch(/^arn:aws:lambda:us-east-1:\d{12}:function:[\w-]+:\d+$/);
  });
});
