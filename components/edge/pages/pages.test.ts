import { describe, expect, it } from "vitest";
import { buildWaitingPage } from "../../../functions/waiting-page/build";
import { graphOf } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

const isPage = (key: unknown) => String(key).endsWith(".html");
const objects = (graph: Graph) => graph.ofType(objectType);

describe("the waiting page's files", () => {
  it("are uploaded as they are built, with their types and how long they keep: QUE-35", async () => {
    const graph = await graphOf();
    const bucket = graph.named("edge-cdn-pages-bucket").id;
    const uploaded = objects(graph).map(({ inputs }) => ({
      path: `/${String(inputs["key"])}`,
      body: inputs["content"],
      contentType: inputs["contentType"],
      cacheControl: inputs["cacheControl"],
      bucket: inputs["bucket"],
    }));
    const built = buildWaitingPage().map(({ path, body, contentType, cacheControl }) => ({
      ...{ path, body, contentType, cacheControl, bucket },
    }));
    const byPath = (one: { path: string }, other: { path: string }) => one.path.localeCompare(other.path);
    expect(uploaded.toSorted(byPath)).toEqual(built.toSorted(byPath));
    expect(uploaded.length).toBeGreaterThan(3);
  });

  it("are there before a page names them, and stay for who has the last page open", async () => {
    const all = objects(await graphOf());
    const files = all.filter(({ inputs }) => !isPage(inputs["key"]));
    const pages = all.filter(({ inputs }) => isPage(inputs["key"]));
    expect(pages.length).toBeGreaterThan(1);
    for (const { dependencies, retainOnDelete } of pages) {
      expect(dependencies).toEqual(expect.arrayContaining(files.map(({ urn }) => urn)));
      expect(retainOnDelete).toBe(false);
    }
    expect(files.map(({ retainOnDelete }) => retainOnDelete)).toEqual(files.map(() => true));
    for (const { inputs } of files) expect(inputs["cacheControl"]).toContain("immutable");
  });

  it("have none of the environment's tags, of which S3 takes ten", async () => {
    for (const { inputs } of objects(await graphOf())) {
      expect(inputs["overrideProvider"]).toEqual({ defaultTags: { tags: {} } });
    }
  });

  it("lie in a bucket of their own, closed to the public, whose use is recorded: SEC-06", async () => {
    const graph = await graphOf();
    const part = (name: string) => graph.named(`edge-cdn-pages-${name}`).inputs;
    expect(Object.values(part("public-access")).filter((value) => value === true)).toHaveLength(4);
    expect(part("logging")).toMatchObject({
      targetBucket: graph.named("operations-archive-bucket").id,
      targetPrefix: "s3-access/pages/",
    });
    // All of it is made anew by the next deployment.
    expect(part("bucket")["forceDestroy"]).toBe(true);
  });
});
