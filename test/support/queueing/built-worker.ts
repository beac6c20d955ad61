import * as pulumi from "@pulumi/pulumi";
import { expect } from "vitest";
import { Kafka } from "../../../components/data-tier/kafka";
import { kafkaSettings } from "../../../components/data-tier/kafka/settings";
import { Postgres } from "../../../components/data-tier/postgres";
import { postgresSettings } from "../../../components/data-tier/postgres/settings";
import { Redis } from "../../../components/data-tier/redis";
import { redisSettings } from "../../../components/data-tier/redis/settings";
import type { Endpoints } from "../../../components/network/endpoints";
import { Stream } from "../../../components/queueing/stream";
import { eventsSettings } from "../../../components/queueing/stream/settings";
import { LineTables } from "../../../components/queueing/waiting-room/tables";
import { waitingRoomSettings } from "../../../components/queueing/waiting-room/settings";
import { Worker } from "../../../components/queueing/worker";
import { workerSettings, type WorkerSettings } from "../../../components/queueing/worker/settings";
import { evaluateComponents, type Surroundings } from "../evaluate-component";
import { Graph } from "../graph";
import { networkIn, operations } from "../upstream";

export interface WorkerCase {
  readonly settings?: Partial<WorkerSettings>;
  readonly redis?: "replicationGroup" | "cluster";
  /** Whether there are interface endpoints beside the gateways. */
  readonly endpoints?: boolean;
  readonly waitingRoom?: boolean;
  readonly protect?: boolean;
}

/** A worker beside the real stores it works with, and the graph of them all. */
export async function builtWorker(given: WorkerCase = {}): Promise<Graph> {
  const { resources, problems } = await evaluateComponents((surroundings) => {
    worker(surroundings, given);
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

function worker({ here, account }: Surroundings, given: WorkerCase): void {
  const { protect = true, redis = "replicationGroup", waitingRoom = true } = given;
  const { kafka, ...settings } = workerSettings.parse(given.settings ?? {});
  const environment = { prefix: "urr-test", protect };
  const network = { ...networkIn(["a", "c"]), endpoints: endpointsOf(given) };
  const upstream = { environment, account, operations };
  const reached = { ...upstream, network, clients: {} };
  const stores = {
    stream: new Stream(
      "queueing-stream",
      { ...eventsSettings.parse({}), senders: ["ticket"], ...upstream },
      here,
    ),
    postgres: new Postgres("data-tier-postgres", { ...postgresSettings.parse({}), ...reached }, here),
    redis: new Redis("data-tier-redis", { ...redisSettings.parse({ topology: redis }), ...reached }, here),
    kafka: kafka ? new Kafka("data-tier-kafka", { ...kafkaSettings.parse({}), ...reached }, here) : undefined,
    tables: waitingRoom
      ? new LineTables(
          "queueing-room-tables",
          { settings: waitingRoomSettings.parse({}).tables, ...upstream },
          here,
        )
      : undefined,
  };
  new Worker("queueing-worker", { ...settings, ...upstream, network, stores }, here);
}

function endpointsOf({ endpoints = true }: WorkerCase): Endpoints {
  const some: Pick<Endpoints, "prefixListIds" | "securityGroupId"> = {
    securityGroupId: endpoints ? pulumi.output("sg-endpoints") : undefined,
    prefixListIds: { dynamodb: pulumi.output("pl-dynamodb"), s3: pulumi.output("pl-s3") },
  };
  return some as Endpoints;
}
