import { describe, expect, it } from "vitest";
import { types } from "../policies/types";
import { evaluateStack } from "../tools/preview/evaluate-stack";
import { Graph } from "./support/graph";
import { changed, environments, evaluated, settingsOf, stackOf } from "./support/stacks";

const graphOf = async (environment: string) => new Graph((await evaluated(environment)).resources);

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
  const [cluster] = graph.ofType(types.mskCluster);
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

const inPostgres: readonly Row[] = [
  {
    what: "a standby of the database",
    read: input("dbInstance", "multiAz"),
    ...{ dev: false, staging: false, prod: true },
  },
  { what: "a proxy of the database", read: count("dbProxy"), ...{ dev: 1, staging: 1, prod: 1 } },
  {
    what: "a database that refuses to be deleted",
    read: input("dbInstance", "deletionProtection"),
    ...{ dev: false, staging: false, prod: true },
  },
  {
    what: "the database's size",
    read: input("dbInstance", "instanceClass"),
    ...{ dev: "db.t4g.medium", staging: "db.t4g.medium", prod: "db.r7g.large" },
  },
];

const inRedis: readonly Row[] = [
  {
    what: "nodes, the primary and its replicas",
    read: input("replicationGroup", "numCacheClusters"),
    ...{ dev: 1, staging: 1, prod: 2 },
  },
  {
    what: "failover",
    read: input("replicationGroup", "automaticFailoverEnabled"),
    ...{ dev: false, staging: false, prod: true },
  },
  {
    what: "the size of a node",
    read: input("replicationGroup", "nodeType"),
    ...{ dev: "cache.t4g.micro", staging: "cache.t4g.micro", prod: "cache.r7g.large" },
  },
];

const inKafka: readonly Row[] = [
  {
    what: "brokers, one in each zone",
    read: input("mskCluster", "numberOfBrokerNodes"),
    ...{ dev: undefined, staging: 2, prod: 3 },
  },
  {
    what: "who may speak to it, by IAM over TLS alone",
    read: kafkaDoors,
    ...{ dev: "in the cluster", staging: iamOverTls, prod: iamOverTls },
  },
];

const inBackups: readonly Row[] = [
  {
    what: "days that the database can go back",
    read: input("dbInstance", "backupRetentionPeriod"),
    ...{ dev: 7, staging: 7, prod: 7 },
  },
  {
    what: "days that Redis is saved",
    read: input("replicationGroup", "snapshotRetentionLimit"),
    ...{ dev: 1, staging: 1, prod: 1 },
  },
  { what: "a vault of backups", read: count("backupVault"), ...{ dev: 0, staging: 0, prod: 1 } },
];

/** Reserved concurrency by function, without the environment's name. */
const concurrency = (graph: Graph) =>
  Object.fromEntries(
    graph
      .ofType(types.lambdaFunction)
      .map(({ inputs }) => [
        String(inputs["name"]).replace(/^urr-[a-z]+-/, ""),
        inputs["reservedConcurrentExecutions"],
      ]),
  );
const ofFunction = (name: string, variable: string) => (graph: Graph) => {
  const one = graph.ofType(types.lambdaFunction).find(({ inputs }) => String(inputs["name"]).endsWith(name));
  const { variables } = one?.inputs["environment"] as {
    readonly variables: Readonly<Record<string, unknown>>;
  };
  return variables[variable];
};
const atOnce = { "key-rotation": 1, "line-controller": 2 };

const inQueueing: readonly Row[] = [
  {
    what: "what functions may run at once",
    read: concurrency,
    dev: { ...atOnce, "ticket-worker": 2 + 1, "waiting-room-api": 20 },
    staging: { ...atOnce, "ticket-worker": 5 + 1, "waiting-room-api": 100 },
    prod: { ...atOnce, "ticket-worker": 10 + 1, "waiting-room-api": 500 },
  },
  {
    what: "batches of the stream at once",
    read: input("eventSourceMapping", "scalingConfig.maximumConcurrency"),
    ...{ dev: 2, staging: 5, prod: 10 },
  },
  {
    what: "requests a second that the waiting room's API takes",
    read: input("apiMethodSettings", "settings.throttlingRateLimit"),
    ...{ dev: 200, staging: 1_000, prod: 5_000 },
  },
  {
    what: "and at once, within the 5,000 of an account",
    read: input("apiMethodSettings", "settings.throttlingBurstLimit"),
    ...{ dev: 200, staging: 1_000, prod: 5_000 },
  },
  {
    what: "people let in a minute, unless an event says otherwise",
    read: ofFunction("waiting-room-api", "DEFAULT_RATE_PER_MINUTE"),
    ...{ dev: "100", staging: "100", prod: "500" },
  },
];

const inEdge: readonly Row[] = [
  { what: "CloudFront", read: count("distribution"), ...{ dev: 0, staging: 0, prod: 1 } },
  {
    what: "a load balancer that refuses to be deleted",
    read: input("loadBalancer", "enableDeletionProtection"),
    ...{ dev: false, staging: false, prod: true },
  },
  {
    what: "who the distribution is that may read the frontend's files, by the bucket's policy",
    read: (graph) => {
      const [distribution] = graph.ofType(types.distribution);
      const bucket = graph.named("data-tier-files-frontend-bucket").id;
      const policy = graph.ofType(types.bucketPolicy).find(({ inputs }) => inputs["bucket"] === bucket);
      const arn = distribution?.outputs["arn"];
      return typeof arn === "string" && String(policy?.inputs["policy"]).includes(arn);
    },
    ...{ dev: false, staging: false, prod: true },
  },
  {
    what: "the gate at the edge",
    read: (graph) => graph.has("edge-cdn-viewer-gate"),
    ...{ dev: false, staging: false, prod: true },
  },
];

const inTheRest: readonly Row[] = [
  {
    what: "managed nodes, at least, at first and at most",
    read: input("nodeGroup", "scalingConfig"),
    dev: { minSize: 3, desiredSize: 3, maxSize: 4 },
    staging: { minSize: 3, desiredSize: 3, maxSize: 4 },
    prod: { minSize: 3, desiredSize: 3, maxSize: 6 },
  },
  { what: "NAT gateways", read: count("natGateway"), ...{ dev: 1, staging: 2, prod: 3 } },
];

const wanted = ({ dev, staging, prod }: Row) => ({ dev, staging, prod });
const found = async ({ read }: Row) => ({
  dev: read(await graphOf("dev")),
  staging: read(await graphOf("staging")),
  prod: read(await graphOf("prod")),
});

describe("environments differ by their stack files alone", () => {
  it.each(inPostgres)("in PostgreSQL, $what (ENV-06, ENV-07, ENV-08, DAT-02, KUS-18)", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });
  it.each(inRedis)("in Redis, $what (ENV-09, PLT-13, DAT-22, CON-42, KUS-19)", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });
  it.each(inKafka)("in Kafka, $what (CON-03)", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });
  it.each(inBackups)("in backups, $what (WEA-33)", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });
  it.each(inQueueing)("in queueing, $what (ENV-13, ENV-14, ENV-15, ENV-16, CAP-13, CAP-15)", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });
  it.each(inEdge)("at the edge, $what (ENV-10, ENV-11, ENV-12, ENV-19, KUS-29)", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });
  it.each(inTheRest)("in $what", async (row) => {
    expect(await found(row)).toEqual(wanted(row));
  });

  it.each([
    ["prod", true],
    ["staging", false],
  ])(
    "in tables that go back to any second, once %s has all its tables: ENV-17, DAT-52",
    async (environment, enabled) => {
      const withTables = changed(environment, (settings) => ({
        ...settings,
        dataTier: { ...settings.dataTier, tables: { ...settings.dataTier.tables, mode: "onDemand" } },
      }));
      const { resources } = await evaluateStack(withTables, "update");
      const tables = new Graph(resources).ofType(types.table);
      // Those of the booking flow and the two of the waiting room.
      expect(tables).toHaveLength(3 + 2);
      for (const { inputs } of tables) {
        expect(inputs["pointInTimeRecovery"], String(inputs["name"])).toMatchObject({ enabled });
      }
    },
  );
});

describe.each(environments)("the environment %s", (environment) => {
  it("says how it is reached, and leaves out what it does not have: STA-23, WEA-35", async () => {
    const { outputs } = await evaluated(environment);
    const { edge, environment: settings } = settingsOf(environment);
    expect(outputs).toMatchObject({
      siteUrl: `https://${settings.domain}`,
      apiUrl: `https://api.${settings.domain}`,
      waitingRoomUrl: `https://${settings.domain}/vwr/`,
    });
    expect(outputs["loadBalancerDns"]).toMatch(/\.elb\.amazonaws\.com$/);
    expect(String(outputs["nameServers"])).toMatch(/^ns-\d+\.awsdns-/);
    expect("distributionId" in outputs).toBe(edge.cdn);
    expect(Object.values(outputs)).not.toContain("");
  });

  it("says how to reach its cluster: CLU-11", async () => {
    const { outputs, resources } = await evaluated(environment);
    const [cluster] = new Graph(resources).ofType(types.cluster);
    const { region } = stackOf(environment);
    expect(outputs["clusterName"]).toBe(cluster?.inputs["name"]);
    expect(outputs["kubeconfigCommand"]).toBe(
      `aws eks update-kubeconfig --region ${region} --name ${String(outputs["clusterName"])}`,
    );
  });

  it("has its name and the project's on the cluster, and on subnets what load balancers look for: KPLT-07", async () => {
    const graph = await graphOf(environment);
    const [cluster] = graph.ofType(types.cluster);
    const provider = graph.all().find(({ urn }) => cluster?.provider?.startsWith(`${urn}::`));
    expect(JSON.parse(String(provider?.inputs["defaultTags"]))).toMatchObject({
      tags: { Environment: environment, Project: "urr" },
    });
    const subnets = graph.ofType(types.subnet).map(({ inputs }) => inputs["tags"]);
    const shared = { [`kubernetes.io/cluster/${String(cluster?.inputs["name"])}`]: "shared" };
    for (const role of ["elb", "internal-elb"]) {
      const own = { ...shared, [`kubernetes.io/role/${role}`]: "1" };
      expect(subnets, role).toContainEqual(expect.objectContaining(own));
    }
  });
});

it.each(["staging", "prod"])(
  "%s scales nodes on Graviton, and reaches Auto Scaling without the internet: SCL-12",
  async (environment) => {
    const graph = await graphOf(environment);
    expect(graph.ofType(types.nodeGroup).map(({ inputs }) => inputs["amiType"])).toEqual([
      "AL2023_ARM_64_STANDARD",
    ]);
    const services = graph.ofType(types.vpcEndpoint).map(({ inputs }) => String(inputs["serviceName"]));
    expect(services).toContain(`com.amazonaws.${stackOf(environment).region}.autoscaling`);
  },
);
