import { describe, expect, it } from "vitest";
import { domain, graphOf, opened } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";

const certificate = "aws:acm/certificate:Certificate";
const validation = "aws:acm/certificateValidation:CertificateValidation";

const given = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

const proofs = (graph: Graph) =>
  graph.ofType("aws:route53/record:Record").filter(({ inputs }) => inputs["type"] === "CNAME");

const used = (graph: Graph) => ({
  cdn: (graph.named("edge-cdn-distribution-site").inputs["viewerCertificate"] as Record<string, unknown>)[
    "acmCertificateArn"
  ],
  listener: graph.named("edge-load-balancer-listener-https").inputs["certificateArn"],
  api: graph.named("edge-waiting-room-domain").inputs["regionalCertificateArn"],
});

describe("certificates", () => {
  it("are one in us-east-1 and one in the region, for the domain and its wildcard, RSA 2048: EDG-05, EDG-06", async () => {
    const made = (await graphOf()).ofType(certificate);
    expect(made.map(({ inputs }) => inputs["region"]).toSorted()).toEqual(["ap-northeast-2", "us-east-1"]);
    for (const { inputs } of made) {
      expect(inputs).toMatchObject({
        ...{ domainName: domain, subjectAlternativeNames: [`*.${domain}`] },
        ...{ validationMethod: "DNS", keyAlgorithm: "RSA_2048" },
      });
    }
  });

  it("are proven by one record together, which is what ACM asks for in each: EDG-05, EDG-06", async () => {
    const graph = await graphOf();
    const [proof, ...more] = proofs(graph);
    expect(more).toEqual([]);
    for (const { outputs } of graph.ofType(certificate)) {
      for (const asked of outputs["domainValidationOptions"] as readonly Record<string, string>[]) {
        expect(proof?.inputs).toMatchObject({
          ...{ name: asked["resourceRecordName"], type: asked["resourceRecordType"] },
          records: [asked["resourceRecordValue"]],
        });
      }
    }
    for (const { inputs } of graph.ofType(validation)) {
      expect(inputs["validationRecordFqdns"]).toEqual([proof?.outputs["fqdn"]]);
    }
  });

  it("are waited for before anybody shows them: WEA-32, EDG-07", async () => {
    const graph = await graphOf();
    const validated = (region: string) => {
      const found = graph.ofType(validation).filter(({ inputs }) => inputs["region"] === region);
      expect(found).toHaveLength(1);
      return found[0];
    };
    const [abroad, here] = [validated("us-east-1"), validated("ap-northeast-2")];
    expect(used(graph)).toEqual({
      cdn: abroad?.outputs["certificateArn"],
      listener: here?.outputs["certificateArn"],
      api: here?.outputs["certificateArn"],
    });
    expect(graph.named("edge-cdn-distribution-site").dependencies).toContain(abroad?.urn);
    expect(graph.named("edge-load-balancer-listener-https").dependencies).toContain(here?.urn);
  });

  it("are not made where they are given: EDG-05, EDG-06", async () => {
    const both = { cdn: given("us-east-1"), regional: given("ap-northeast-2") };
    const graph = await graphOf({ certificates: both });
    expect([...graph.ofType(certificate), ...graph.ofType(validation), ...proofs(graph)]).toEqual([]);
    expect(used(graph)).toEqual({ cdn: both.cdn, listener: both.regional, api: both.regional });
  });

  it("are proven on their own where the other one is given", async () => {
    for (const [key, region] of [
      ["regional", "us-east-1"],
      ["cdn", "ap-northeast-2"],
    ] as const) {
      const arn = given(key === "cdn" ? "us-east-1" : "ap-northeast-2");
      const graph = await graphOf({ certificates: { [key]: arn } });
      expect(graph.ofType(certificate).map(({ inputs }) => inputs["region"])).toEqual([region]);
      expect(proofs(graph)).toHaveLength(1);
    }
  });

  it("are those of the region alone without CloudFront: EDG-06", async () => {
    const graph = await graphOf(opened);
    expect(graph.ofType(certificate).map(({ inputs }) => inputs["region"])).toEqual(["ap-northeast-2"]);
  });
});
