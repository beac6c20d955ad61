import { describe, expect, it } from "vitest";
import { domain, edgeOf, graphOf, opened, type EdgeChoices } from "../../test/support/edge/edge";

const choices: Readonly<Record<string, EdgeChoices>> = {
  "with CloudFront": {},
  "without CloudFront": { settings: opened },
  "with Lambda@Edge and files": { settings: { gate: "lambdaEdge", frontend: "files", probe: { path: "/" } } },
  "without a waiting room": { waitingRoom: false },
};

describe("an edge", () => {
  it.each(Object.entries(choices))(
    "%s is built without a problem, and alike in preview and update",
    async (_, each) => {
      const [update, preview] = await Promise.all([edgeOf(each), edgeOf({ ...each, mode: "preview" })]);
      expect([...update.problems, ...preview.problems]).toEqual([]);
      const urns = ({ resources }: typeof update) => resources.map(({ urn }) => urn).toSorted();
      expect(urns(preview)).toEqual(urns(update));
    },
  );

  it("without CloudFront has nothing of it, nor anything in us-east-1: EDG-23, CON-05, ENV-11, ENV-12, KUS-29", async () => {
    const graph = await graphOf(opened);
    expect(graph.all().filter(({ type }) => type.startsWith("aws:cloudfront/"))).toEqual([]);
    expect(graph.all().filter(({ inputs }) => inputs["region"] === "us-east-1")).toEqual([]);
    expect((await edgeOf({ settings: opened })).told.distributionId).toBeUndefined();
  });

  it("with CloudFront has in us-east-1 what CloudFront takes from there, by the one provider: ENV-02, STA-24, PLT-14", async () => {
    const graph = await graphOf({ gate: "lambdaEdge", firewall: { loadTestCidrs: ["198.51.100.7/32"] } });
    const here = graph
      .all()
      .filter(({ name, inputs }) => name.startsWith("edge") && inputs["region"] === "us-east-1");
    expect([...new Set(here.map(({ type }) => type.split(":").at(-1)))].toSorted()).toEqual([
      ...[
        "Certificate",
        "CertificateValidation",
        "Function",
        "IpSet",
        "LogDelivery",
        "LogDeliveryDestination",
      ],
      ...["LogDeliverySource", "LogGroup", "MetricAlarm", "WebAcl", "WebAclLoggingConfiguration"],
    ]);
    expect(graph.ofType("pulumi:providers:aws")).toHaveLength(1);
    const providers = new Set(
      graph.all().flatMap(({ type, provider }) => (type.startsWith("aws:") ? [provider] : [])),
    );
    expect(providers.size).toBe(1);
  });

  it("tells what DNS and the cluster must know: EDG-01, EDG-49, CON-31", async () => {
    const { graph, told } = await edgeOf();
    expect(told.distributionId).toBe(graph.named("edge-cdn-distribution-site").id);
    expect(Object.keys(told.targetGroups).toSorted()).toEqual(["frontend", "gateway"]);
    expect(told.nameServers).toHaveLength(4);
  });

  it("keeps its secrets secret in the state", async () => {
    const { resources } = await edgeOf({ settings: { originSecretGeneration: 2 } });
    const secrets = resources
      .filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
      .map(({ outputs }) => String(outputs["result"]));
    const holding = resources.filter(({ inputs }) =>
      secrets.some((secret) => JSON.stringify(inputs).includes(secret)),
    );
    expect(holding.length).toBeGreaterThan(3);
    for (const { name, secretPaths } of holding) expect(secretPaths, name).not.toEqual([]);
  });

  it("leads www to the site by the load balancer too, whoever asks it: EDG-02", async () => {
    const { inputs } = (await graphOf(opened)).named("edge-load-balancer-listener-www");
    expect(inputs["conditions"]).toEqual([{ hostHeader: { values: [`www.${domain}`] } }]);
    expect(inputs["actions"]).toMatchObject([
      { type: "redirect", redirect: { host: domain, statusCode: "HTTP_301", protocol: "HTTPS" } },
    ]);
  });
});
