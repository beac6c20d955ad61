import { describe, expect, it } from "vitest";
import { edgeOf, graphOf, opened } from "../../test/support/edge/edge";
import type { Graph } from "../../test/support/graph";
import { isAllowed } from "../../test/support/iam";

const buckets = {
  frontend: { policy: "edge-cdn-frontend-policy", bucket: "buckets-frontend-bucket" },
  pages: { policy: "edge-cdn-pages-policy", bucket: "edge-cdn-pages-bucket" },
};

function reader(graph: Graph, { policy, bucket }: (typeof buckets)["frontend"]) {
  const document = graph.named(policy).inputs["policy"];
  const arn = String(graph.named(bucket).outputs["arn"]);
  const distribution = String(graph.named("edge-cdn-distribution-site").outputs["arn"]);
  return (asked: { action?: string; from?: string; principal?: string; on?: string; tls?: boolean }) => {
    const { action = "s3:GetObject", from = distribution, on = `${arn}/index.html`, tls = true } = asked;
    const { principal = "Service:cloudfront.amazonaws.com" } = asked;
    const context = { "aws:SourceArn": from, "aws:SecureTransport": String(tls) };
    return isAllowedByBucket(document, { action, resource: on, principal, context });
  };
}

/** A bucket's document names principals, which the evaluator of identities' documents does not judge: so here. */
function isAllowedByBucket(
  document: unknown,
  { principal, ...request }: Parameters<typeof isAllowed>[0] & { readonly principal: string },
): boolean {
  const { Statement } = JSON.parse(String(document)) as { Statement: readonly Record<string, unknown>[] };
  const [kind = "", name = ""] = principal.split(/:(.*)/s);
  const meant = Statement.filter(({ Principal }) => {
    if (Principal === "*") return true;
    return (Principal as Readonly<Record<string, unknown>>)[kind] === name;
  });
  const identity = { Version: "2012-10-17", Statement: meant.map(({ Principal: _, ...rest }) => rest) };
  return meant.length > 0 && isAllowed(request, { identity: [identity] });
}

describe("the buckets behind CloudFront", () => {
  it.each(Object.entries(buckets))(
    "let this distribution read what it names, and nobody else do anything: %s: DAT-71, ENV-19, SEC-06, EDG-13",
    async (_, names) => {
      const graph = await graphOf();
      const may = reader(graph, names);
      expect(may({})).toBe(true);
      expect(may({ from: "arn:aws:cloudfront::123456789012:distribution/EOTHER" })).toBe(false);
      expect(may({ principal: "AWS:arn:aws:iam::123456789012:role/somebody" })).toBe(false);
      expect(may({ tls: false })).toBe(false);
      for (const action of ["s3:ListBucket", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectVersion"]) {
        expect(may({ action }), action).toBe(false);
      }
      expect(may({ on: String(graph.named(names.bucket).outputs["arn"]) })).toBe(false);
    },
  );

  it("have one policy each, and none of the edge's without CloudFront: ENV-19, DAT-71", async () => {
    const policies = (graph: Graph) =>
      graph.ofType("aws:s3/bucketPolicy:BucketPolicy").map(({ inputs }) => inputs["bucket"]);
    const graph = await graphOf();
    expect(new Set(policies(graph)).size).toBe(policies(graph).length);
    expect(policies(graph)).toEqual(
      expect.arrayContaining(Object.values(buckets).map(({ bucket }) => graph.named(bucket).id)),
    );
    const { graph: alone } = await edgeOf({ settings: opened });
    expect(alone.names().filter((name) => /^edge.*-policy$/.test(name))).toEqual([]);
  });
});
