import { describe, expect, it } from "vitest";
import { dataTierSettings } from "../../data-tier/settings";
import { networkSettings } from "../../network/settings";
import {
  workerEndpointProblems,
  workerGatewayProblems,
  workerKafkaProblems,
  workerProxyProblems,
  workerStoreProblems,
  workerUserProblems,
} from "./contradictions";
import { workerSettings } from "./settings";

const queueing = (worker: object = {}, waitingRoom = { enabled: true }) => ({
  "urr:queueing": { worker: workerSettings.parse(worker), waitingRoom },
});
const dataTier = (settings: object = {}) => ({ "urr:dataTier": dataTierSettings.parse(settings) });
const network = (endpoints: object = {}) => ({ "urr:network": networkSettings.parse({ endpoints }) });

describe("what the worker asks of the rest of a stack file", () => {
  it("is there unless a stack says otherwise", () => {
    const all = { ...queueing(), ...dataTier(), ...network() };
    for (const problems of [
      ...[workerStoreProblems, workerUserProblems, workerKafkaProblems],
      ...[workerEndpointProblems, workerGatewayProblems],
    ]) {
      expect(problems(all)).toEqual([]);
    }
  });

  it("is a database and a Redis that a function reaches; pods reach those of the cluster: CON-37", () => {
    const inCluster = dataTier({ postgres: { mode: "in-cluster" }, redis: { mode: "in-cluster" } });
    expect(workerStoreProblems({ ...queueing(), ...inCluster })).toEqual([
      {
        path: ["urr:queueing", "worker", "mode"],
        message:
          "is lambda, and a function does not reach what runs in the cluster: urr:dataTier.postgres, urr:dataTier.redis",
        example: "keda",
      },
    ]);
    const oneInside = dataTier({ redis: { mode: "in-cluster" } });
    expect(workerStoreProblems({ ...queueing(), ...oneInside })).toHaveLength(1);
    expect(workerStoreProblems({ ...queueing({ mode: "keda" }), ...inCluster })).toEqual([]);
  });

  it("is a user of its own", () => {
    expect(workerUserProblems(dataTier({ postgres: { iamUsers: { report: "stats_db" } } }))).toEqual([
      {
        path: ["urr:dataTier", "postgres", "iamUsers"],
        message: "has no worker, by whose name the ticket worker logs in",
        example: { report: "stats_db", worker: "ticket_db" },
      },
    ]);
    expect(workerUserProblems(dataTier({ postgres: { mode: "in-cluster", iamUsers: {} } }))).toEqual([]);
    const other = dataTier({ postgres: { databases: { tiketi: ["backend"] }, iamUsers: {} } });
    expect(workerUserProblems(other)).toMatchObject([{ example: { worker: "tiketi" } }]);
  });

  it("is a Kafka that a function reaches, where it is to read topics: CON-25", () => {
    const inCluster = dataTier({ kafka: { mode: "in-cluster" } });
    expect(workerKafkaProblems({ ...queueing({ kafka: true }), ...inCluster })).toMatchObject([
      { path: ["urr:queueing", "worker", "kafka"], example: false },
    ]);
    expect(workerKafkaProblems({ ...queueing(), ...inCluster })).toEqual([]);
    expect(workerKafkaProblems({ ...queueing({ kafka: true }), ...dataTier() })).toEqual([]);
  });

  it("is an endpoint for every service it calls, or none at all: NET-54", () => {
    const some = network({ interface: ["sqs", "kms"] });
    expect(workerEndpointProblems({ ...queueing(), ...some })).toEqual([
      {
        path: ["urr:network", "endpoints", "interface"],
        message:
          "lacks secretsmanager, which the ticket worker calls: with any endpoint at all, it calls AWS through endpoints only",
        example: ["sqs", "kms", "secretsmanager"],
      },
    ]);
    expect(workerEndpointProblems({ ...queueing(), ...network({ interface: [] }) })).toEqual([]);
    expect(workerEndpointProblems({ ...queueing({ mode: "keda" }), ...some })).toEqual([]);
  });

  it("is DynamoDB's gateway, where it ends visits to the waiting room", () => {
    const none = network({ gateway: ["s3"] });
    expect(workerGatewayProblems({ ...queueing(), ...none })).toMatchObject([
      { path: ["urr:network", "endpoints", "gateway"], example: ["s3", "dynamodb"] },
    ]);
    expect(workerGatewayProblems({ ...queueing({}, { enabled: false }), ...none })).toEqual([]);
    const byNat = network({ gateway: [], interface: [] });
    expect(workerGatewayProblems({ ...queueing(), ...byNat })).toEqual([]);
  });
});

describe("the worker and the proxy of PostgreSQL", () => {
  const given = (proxy: boolean, mode: "in-cluster" | "managed") => ({
    "urr:dataTier": {
      postgres: { mode, proxy } as Parameters<typeof workerProxyProblems>[0]["urr:dataTier"]["postgres"],
    },
  });

  it("go together, since the worker trusts its certificate alone", () => {
    expect(workerProxyProblems(given(false, "managed"))).toMatchObject([
      { path: ["urr:dataTier", "postgres", "proxy"], example: true },
    ]);
    expect(workerProxyProblems(given(true, "managed"))).toEqual([]);
    expect(workerProxyProblems(given(false, "in-cluster"))).toEqual([]);
  });
});
