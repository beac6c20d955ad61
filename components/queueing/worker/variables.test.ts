import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../functions/ticket-worker/environment";
import type { Graph } from "../../../test/support/graph";
import { builtWorker, type WorkerCase } from "../../../test/support/queueing/built-worker";
import { eventsSettings } from "../stream/settings";

async function toldIn(given: WorkerCase = {}) {
  const graph = await builtWorker(given);
  const { variables } = graph.named("queueing-worker-lambda-function").inputs["environment"] as {
    readonly variables: Readonly<Record<string, string>>;
  };
  return { graph, variables, environment: readEnvironment(variables) };
}

const outputOf = (graph: Graph, name: string, output: string) => graph.named(name).outputs[output];

describe("what the worker is told by its environment", () => {
  it("is what its code reads: where its stores are, and nothing secret", async () => {
    const { graph, variables, environment } = await toldIn();
    const [proxy] = graph.ofType("aws:rds/proxy:Proxy");
    expect(environment).toEqual({
      DB_HOST: proxy?.outputs["endpoint"],
      DB_PORT: 5432,
      DB_NAME: "ticket_db",
      DB_USER: "worker",
      REDIS_HOST: outputOf(graph, "data-tier-redis-group", "primaryEndpointAddress"),
      REDIS_PORT: 6379,
      REDIS_MODE: "single",
      REDIS_SECRET: outputOf(graph, "data-tier-redis-auth-token-secret", "arn"),
      STREAM_QUEUE_URL: outputOf(graph, "queueing-stream-queue", "url"),
      DEAD_LETTER_QUEUE_URL: outputOf(graph, "queueing-stream-dlq", "url"),
      MAX_RECEIVES: 10,
      COUNTERS_TABLE: outputOf(graph, "queueing-room-tables-counters", "name"),
      POSITIONS_TABLE: outputOf(graph, "queueing-room-tables-positions", "name"),
      POWERTOOLS_METRICS_NAMESPACE: "urr-test/TicketWorker",
    });
    const ofNode = ["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS"];
    expect(Object.keys(variables).toSorted()).toEqual([...Object.keys(environment), ...ofNode].toSorted());
    expect(graph.named("queueing-worker-lambda-function").secretPaths).toEqual([]);
  });

  it("has the one address of a cluster of Redis, and no table where there is no waiting room", async () => {
    const { graph, environment } = await toldIn({ redis: "cluster", waitingRoom: false });
    expect(environment).toMatchObject({
      REDIS_HOST: outputOf(graph, "data-tier-redis-group", "configurationEndpointAddress"),
      REDIS_MODE: "cluster",
    });
    expect(environment).not.toHaveProperty("COUNTERS_TABLE");
  });

  it("has Node.js trust the authorities of RDS too", async () => {
    expect((await toldIn()).variables).toMatchObject({
      NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
      NODE_OPTIONS: "--enable-source-maps",
    });
  });

  it("can be every number of tries that the stream takes", async () => {
    const { variables } = await toldIn();
    for (const maxReceives of [1, 999]) {
      expect(eventsSettings.parse({ maxReceives, retentionDays: 14 })).toMatchObject({ maxReceives });
      expect(readEnvironment({ ...variables, MAX_RECEIVES: String(maxReceives) })).toMatchObject({
        MAX_RECEIVES: maxReceives,
      });
    }
  });
});
