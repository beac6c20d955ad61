import { describe, expect, it } from "vitest";
import { evaluateStack } from "../tools/preview/evaluate-stack";
import { Graph } from "./support/graph";
import { changed, evaluated } from "./support/stacks";

const graphOf = async (environment: string) => new Graph((await evaluated(environment)).resources);

const types = {
  instance: "aws:rds/instance:Instance",
  proxy: "aws:rds/proxy:Proxy",
  redis: "aws:elasticache/replicationGroup:ReplicationGroup",
  kafka: "aws:msk/cluster:Cluster",
  nodes: "aws:eks/nodeGroup:NodeGroup",
  vault: "aws:backup/vault:Vault",
  nat: "aws:ec2/natGateway:NatGateway",
} as const;

/** An input of the only resource of a type; undefined where there is none. */
const input = (type: keyof typeof types, path: string) => (graph: Graph) => {
  const [one] = graph.ofType(types[type]);
  return path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], one?.inputs);
};
const count = (type: keyof typeof types) => (graph: Graph) => graph.ofType(types[type]).length;

/** Who brokers know, and whether anything but TLS is spoken. */
const kafkaDoors = (graph: Graph) => {
  const [cluster] = graph.ofType(types.kafka);
  if (cluster === undefined) return "in the cluster";
  const { clientAuthentication, encryptionInfo } = cluster.inputs;
  return [clientAuthentication, (encryptionInfo as { encryptionInTransit: unknown }).encryptionInTransit];
};
const iamOverTls = [
  { sasl: { iam: true, scram: false }, unauthenticated: false },
  { clientBroker: "TLS", inCluster: true },
];

interface Row {
  readonly what: string;
  readonly read: (graph: Graph) => unknown;
  readonly dev: unknown;
  readonly staging: unknown;
  readonly prod: unknown;
}

const table: readonly Row[] = [
  {
    what: "a standby of the database: ENV-06",
    read: input("instance", "multiAz"),
    ...{ dev: false, staging: false, prod: true },
  },
  { what: "a proxy of the database: ENV-07", read: count("proxy"), ...{ dev: 0, staging: 1, prod: 1 } },
  {
    what: "a database that refuses to be deleted: ENV-08",
    read: input("instance", "deletionProtection"),
    ...{ dev: false, staging: false, prod: true },
  },
  {
    what: "the database's size: DAT-02",
    read: input("instance", "instanceClass"),
    ...{ dev: "db.t4g.medium", staging: "db.t4g.medium", prod: "db.r7g.large" },
  },
  {
    what: "nodes of Redis, the primary and its replicas: ENV-09",
    read: input("redis", "numCacheClusters"),
    ...{ dev: 1, staging: 1, prod: 2 },
  },
  {
    what: "failover of Redis: ENV-09, PLT-13",
    read: input("redis", "automaticFailoverEnabled"),
    ...{ dev: false, staging: false, prod: true },
  },
  {
    what: "the size of a node of Redis: DAT-22, CON-42",
    read: input("redis", "nodeType"),
    ...{ dev: "cache.t4g.micro", staging: "cache.t4g.micro", prod: "cache.r7g.large" },
  },
  {
    what: "brokers of Kafka, one in each zone: ENV-18, CON-03",
    read: input("kafka", "numberOfBrokerNodes"),
    ...{ dev: undefined, staging: 2, prod: 3 },
  },
  {
    what: "who may speak to Kafka, by IAM over TLS alone: ENV-18",
    read: kafkaDoors,
    ...{ dev: "in the cluster", staging: iamOverTls, prod: iamOverTls },
  },
  {
    what: "managed nodes, at least, at first and at most: CLU-20, CAP-16",
    read: input("nodes", "scalingConfig"),
    dev: { minSize: 3, desiredSize: 3, maxSize: 4 },
    staging: { minSize: 2, desiredSize: 2, maxSize: 4 },
    prod: { minSize: 3, desiredSize: 3, maxSize: 6 },
  },
  { what: "a vault of backups: UNS-15", read: count("vault"), ...{ dev: 0, staging: 0, prod: 1 } },
  { what: "NAT gateways", read: count("nat"), ...{ dev: 1, staging: 2, prod: 3 } },
];

describe("environments differ by their stack files alone, in", () => {
  it.each(table)("$what", async ({ read, dev, staging, prod }) => {
    expect(read(await graphOf("dev")), "dev").toEqual(dev);
    expect(read(await graphOf("staging")), "staging").toEqual(staging);
    expect(read(await graphOf("prod")), "prod").toEqual(prod);
  });

  it.each([
    ["prod", true],
    ["staging", false],
  ])("tables that go back to any second, once %s has tables: ENV-17", async (environment, enabled) => {
    const withTables = changed(environment, (settings) => ({
      ...settings,
      dataTier: { ...settings.dataTier, tables: { ...settings.dataTier.tables, mode: "onDemand" } },
    }));
    const { resources } = await evaluateStack(withTables, "update");
    const tables = new Graph(resources).ofType("aws:dynamodb/table:Table");
    expect(tables).toHaveLength(3);
    for (const { inputs } of tables) {
      expect(inputs["pointInTimeRecovery"], String(inputs["name"])).toMatchObject({ enabled });
    }
  });
});
