import { describe, expect, it } from "vitest";
import type { Graph } from "../../../test/support/graph";
import { builtWorker } from "../../../test/support/queueing/built-worker";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const groupOf = (graph: Graph) => graph.named("queueing-worker-reach-group").id;

/** The ports that somebody's rules name, each with whom, as `443 sg-endpoints`. */
function rules(graph: Graph, type: string, isMeant: (inputs: Readonly<Record<string, unknown>>) => boolean) {
  return graph
    .ofType(type)
    .map(({ inputs }) => inputs)
    .filter(isMeant)
    .map(({ ipProtocol, fromPort, toPort, ...to }) => {
      expect([ipProtocol, fromPort]).toEqual(["tcp", toPort]);
      const whom = to["referencedSecurityGroupId"] ?? to["prefixListId"] ?? to["cidrIpv4"];
      return `${String(fromPort)} ${String(whom)}`;
    })
    .toSorted();
}

const idOf = (graph: Graph, name: string) => String(graph.named(name).id);

const storesOf = (graph: Graph) => [
  `5432 ${idOf(graph, "data-tier-postgres-proxy-access-group")}`,
  `6379 ${idOf(graph, "data-tier-redis-security-group")}`,
];

const waysOut = (graph: Graph) =>
  rules(graph, egress, ({ securityGroupId }) => securityGroupId === groupOf(graph));

describe("the worker's security group", () => {
  it("lets it out to the proxy, to Redis, to the endpoints and to DynamoDB, and nowhere else: NET-54", async () => {
    const graph = await builtWorker();
    expect(waysOut(graph)).toEqual(["443 pl-dynamodb", "443 sg-endpoints", ...storesOf(graph)]);
  });

  it("lets nobody in, and opens the stores' groups to it", async () => {
    const graph = await builtWorker();
    expect(rules(graph, ingress, ({ securityGroupId }) => securityGroupId === groupOf(graph))).toEqual([]);
    const opened = graph
      .ofType(ingress)
      .map(({ inputs }) => inputs)
      .filter(({ referencedSecurityGroupId }) => referencedSecurityGroupId === groupOf(graph))
      .map((rule) => `${String(rule["fromPort"])} ${String(rule["securityGroupId"])}`);
    expect(opened.toSorted()).toEqual(storesOf(graph));
  });

  it("goes to AWS by NAT where there are no endpoints, and to no port but 443", async () => {
    const graph = await builtWorker({ endpoints: false });
    expect(waysOut(graph)).toEqual(["443 0.0.0.0/0", "443 pl-dynamodb", ...storesOf(graph)]);
  });

  it("knows no way to DynamoDB where there is no waiting room", async () => {
    const graph = await builtWorker({ waitingRoom: false });
    expect(waysOut(graph)).toEqual(["443 sg-endpoints", ...storesOf(graph)]);
  });

  it("reaches Kafka only where it is asked for, by 9098 at both ends: CON-25, QUE-11", async () => {
    const graph = await builtWorker({ settings: { kafka: true } });
    const kafka = idOf(graph, "data-tier-kafka-security-group");
    expect(waysOut(graph)).toContain(`9098 ${kafka}`);
    expect(graph.named("queueing-worker-reach-into-kafka").inputs).toMatchObject({
      securityGroupId: kafka,
      referencedSecurityGroupId: groupOf(graph),
      fromPort: 9098,
      toPort: 9098,
    });
    expect((await builtWorker()).ofType(egress).map(({ inputs }) => inputs["fromPort"])).not.toContain(9098);
  });
});
