import { describe, expect, it } from "vitest";
import { isAllowed } from "../../../test/support/iam";
import type { Graph } from "../../../test/support/graph";
import { builtWorker, type WorkerCase } from "../../../test/support/queueing/built-worker";

/** What the worker of a case may do, and where. */
async function rightsIn(given: WorkerCase = {}) {
  const graph = await builtWorker(given);
  const identity = [graph.named("queueing-worker-lambda-role-policy").inputs["policy"]];
  const may = (action: string, resource: unknown, context: Readonly<Record<string, string>> = {}) =>
    isAllowed({ action, resource: String(resource), context }, { identity });
  return { graph, may };
}

const arnOf = (graph: Graph, name: string) => String(graph.named(name).outputs["arn"]);

describe("the worker's role", () => {
  it("receives ticket events and gives them up, and sends none: QUE-03", async () => {
    const { graph, may } = await rightsIn();
    expect(may("sqs:ReceiveMessage", arnOf(graph, "queueing-stream-queue"))).toBe(true);
    expect(may("sqs:SendMessage", arnOf(graph, "queueing-stream-dlq"))).toBe(true);
    expect(may("sqs:SendMessage", arnOf(graph, "queueing-stream-queue"))).toBe(false);
  });

  it("logs in to PostgreSQL as the worker and as nobody else", async () => {
    const { graph, may } = await rightsIn();
    const [proxy] = graph.ofType("aws:rds/proxy:Proxy");
    const id = String(proxy?.outputs["arn"]).replace(/^.*db-proxy:/, "");
    const user = (name: string) => `arn:aws:rds-db:ap-northeast-2:123456789012:dbuser:${id}/${name}`;
    expect(may("rds-db:connect", user("worker"))).toBe(true);
    expect(may("rds-db:connect", user("urr_admin"))).toBe(false);
  });

  it("reads the token of Redis, and uses its key for nothing else", async () => {
    const { graph, may } = await rightsIn();
    const key = arnOf(graph, "data-tier-redis-key");
    const by = (service: string) => ({ "kms:ViaService": `${service}.ap-northeast-2.amazonaws.com` });
    expect(may("secretsmanager:GetSecretValue", arnOf(graph, "data-tier-redis-auth-token-secret"))).toBe(
      true,
    );
    expect(may("kms:Decrypt", key, by("secretsmanager"))).toBe(true);
    expect(may("kms:Decrypt", key, by("elasticache"))).toBe(false);
    for (const { name, outputs } of graph.ofType("aws:secretsmanager/secret:Secret")) {
      const isToken = name === "data-tier-redis-auth-token-secret";
      expect(may("secretsmanager:GetSecretValue", outputs["arn"])).toBe(isToken);
    }
  });

  it("ends visits to the waiting room, and touches no place in the line", async () => {
    const { graph, may } = await rightsIn();
    const [counters, positions] = ["counters", "positions"].map((table) =>
      arnOf(graph, `queueing-room-tables-${table}`),
    );
    const item = (key: string) => ({ "dynamodb:LeadingKeys": key });
    for (const key of ["EV#finals", "CTRL#finals", "SEQ#finals"]) {
      expect(may("dynamodb:GetItem", counters, item(key))).toBe(true);
      expect(may("dynamodb:UpdateItem", counters, item(key))).toBe(false);
    }
    for (const key of ["J#finals#visitor", "U#finals#visitor", "S#finals#0"]) {
      expect(may("dynamodb:GetItem", positions, item(key))).toBe(true);
      expect(may("dynamodb:UpdateItem", positions, item(key))).toBe(key.startsWith("S#"));
      expect(may("dynamodb:PutItem", positions, item(key))).toBe(false);
    }
  });

  it("knows no table where there is no waiting room", async () => {
    const { graph } = await rightsIn({ waitingRoom: false });
    expect(String(graph.named("queueing-worker-lambda-role-policy").inputs["policy"])).not.toContain(
      "dynamodb",
    );
  });

  it("reads topics of Kafka only where that is asked for, and writes none: CON-25, QUE-11", async () => {
    const { graph, may } = await rightsIn({ settings: { kafka: true } });
    const cluster = arnOf(graph, "data-tier-kafka-cluster");
    const topic = `${cluster.replace(":cluster/", ":topic/")}/seat-events`;
    const group = (name: string) => `${cluster.replace(":cluster/", ":group/")}/${name}`;
    expect(may("kafka-cluster:Connect", cluster)).toBe(true);
    expect(may("kafka-cluster:ReadData", topic)).toBe(true);
    expect(may("kafka-cluster:WriteData", topic)).toBe(false);
    expect(may("kafka-cluster:AlterGroup", group("ticket-worker"))).toBe(true);
    expect(may("kafka-cluster:AlterGroup", group("stats"))).toBe(false);
    const { may: without } = await rightsIn();
    expect(without("kafka-cluster:Connect", cluster)).toBe(false);
  });
});
