import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph } from "../../../test/support/graph";
import { networkIn, operations } from "../../../test/support/upstream";
import { Redis } from "./index";
import { redisSettings } from "./settings";

interface Case {
  readonly settings?: z.input<typeof redisSettings>;
  readonly protect?: boolean;
  readonly zones?: readonly string[];
  readonly clients?: Readonly<Record<string, string>>;
}

async function build({
  settings = {},
  protect = true,
  zones = ["a", "c"],
  clients = { nodes: "sg-nodes" },
}: Case = {}) {
  let redis: Redis | undefined;
  const { resources, problems, outputs } = await evaluateComponents(({ here, account }) => {
    redis = new Redis(
      "data-tier-redis",
      {
        ...redisSettings.parse(settings),
        environment: { prefix: "urr-test", protect },
        account,
        ...{ network: networkIn(zones), operations },
        clients,
      },
      here,
    );
    return { endpoints: redis.endpoints, secretArn: redis.secretArn, port: redis.port };
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  return { graph, outputs, group: graph.named("data-tier-redis-group").inputs };
}

describe("a replication group", () => {
  it("is outside cluster mode, with failover to a replica in another zone, TLS, a password and parameters of its own: DAT-20, DAT-21, KDAT-21", async () => {
    const { graph, group } = await build();
    expect(group).toMatchObject({
      clusterMode: "disabled",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: 6379,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      parameterGroupName: graph.named("data-tier-redis-parameters").inputs["name"],
    });
    expect(group).not.toHaveProperty("numNodeGroups");
    expect(group).not.toHaveProperty("preferredCacheClusterAzs");
    expect(graph.named("data-tier-redis-parameters").inputs).toMatchObject({
      family: "valkey8",
      parameters: [],
    });
  });

  it("of one node has nothing to fail over to: PLT-13", async () => {
    const { group } = await build({ settings: { nodes: 1 } });
    expect(group).toMatchObject({
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
    });
    const { group: two } = await build({ settings: { nodes: 2 } });
    expect(two["automaticFailoverEnabled"]).toBe(true);
  });

  it("in one zone fails over without spreading", async () => {
    const { group } = await build({ zones: ["a"] });
    expect(group).toMatchObject({ automaticFailoverEnabled: true, multiAzEnabled: false });
  });

  it("has the engine, the version and the parameters that are asked for", async () => {
    const { graph, group } = await build({
      settings: { engine: "redis", version: "7.0", parameters: { "maxmemory-policy": "allkeys-lru" } },
    });
    expect(group).toMatchObject({ engine: "redis", engineVersion: "7.0" });
    expect(graph.named("data-tier-redis-parameters").inputs).toMatchObject({
      family: "redis7",
      parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
    });
  });

  it("lies in the cache tier: DAT-26", async () => {
    const { graph, group } = await build();
    const own = graph.named("data-tier-redis-subnets");
    expect(own.inputs["subnetIds"]).toEqual(["subnet-cache-a", "subnet-cache-c"]);
    expect(group["subnetGroupName"]).toBe(own.inputs["name"]);
  });

  it("is encrypted at rest with a key of its own: DAT-23", async () => {
    const { graph, group } = await build();
    const key = graph.named("data-tier-redis-key");
    expect(group).toMatchObject({ atRestEncryptionEnabled: true, kmsKeyId: key.outputs["arn"] });
    expect(key.inputs["enableKeyRotation"]).toBe(true);
  });

  it("is saved and patched at night in Korea: DAT-24, PLT-10", async () => {
    const { group } = await build();
    expect(group).toMatchObject({
      snapshotRetentionLimit: 1,
      snapshotWindow: "18:00-19:00",
      maintenanceWindow: "sat:19:00-sat:20:00",
      autoMinorVersionUpgrade: true,
    });
  });

  it("writes its slow log and its engine log to CloudWatch, in JSON and for a stated time: DAT-25, OBS-23", async () => {
    const { graph, group } = await build();
    expect(group["logDeliveryConfigurations"]).toEqual(
      ["slow-log", "engine-log"].map((logType) => ({
        logType,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: `/aws/elasticache/urr-test/${logType}`,
      })),
    );
    expect(graph.named("data-tier-redis-slow-log").inputs).toMatchObject({
      retentionInDays: 90,
      kmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/logs",
    });
  });

  it("leaves a last snapshot under a name that is free again, and none where nothing is protected", async () => {
    const { group } = await build();
    expect(group["finalSnapshotIdentifier"]).toMatch(/^urr-test-redis-final-[0-9a-f]{8}$/);
    const { group: disposable } = await build({ protect: false });
    expect(disposable).not.toHaveProperty("finalSnapshotIdentifier");
    expect(disposable["applyImmediately"]).toBe(true);
  });

  it("moves data to disk only on nodes that must", async () => {
    const { group } = await build({ settings: { nodeType: "cache.r6gd.xlarge" } });
    expect(group["dataTieringEnabled"]).toBe(true);
    expect((await build()).group).not.toHaveProperty("dataTieringEnabled");
  });

  it("sends its events to no topic, as ElastiCache cannot publish to an encrypted one", async () => {
    expect((await build()).group).not.toHaveProperty("notificationTopicArn");
  });
});

describe("a cluster", () => {
  const settings = { topology: "cluster", shards: 2, replicas: 2 } as const;

  it("spreads keys over shards with replicas, where the stack file asks for it: DAT-27, CON-02", async () => {
    const { graph, group } = await build({ settings });
    expect(group).toMatchObject({
      clusterMode: "enabled",
      numNodeGroups: 2,
      replicasPerNodeGroup: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      nodeType: "cache.r7g.large",
    });
    expect(group).not.toHaveProperty("numCacheClusters");
    expect(graph.named("data-tier-redis-parameters").inputs["parameters"]).toEqual([
      { name: "cluster-enabled", value: "yes" },
    ]);
  });

  it("without replicas keeps failover on, which AWS asks of every cluster", async () => {
    const { group } = await build({ settings: { topology: "cluster", shards: 1, replicas: 0 } });
    expect(group).toMatchObject({ automaticFailoverEnabled: true, multiAzEnabled: false });
  });
});

describe("where clients connect", () => {
  const endpointsOf = ({ outputs }: { outputs: Readonly<Record<string, unknown>> }) =>
    outputs["endpoints"] as Readonly<Record<string, unknown>>;

  it("is a primary and a reader outside cluster mode, and one configuration endpoint in it: CON-19, DAT-31, KCON-41", async () => {
    const group = endpointsOf(await build());
    expect(Object.keys(group)).toEqual(["primary", "reader"]);
    for (const endpoint of Object.values(group)) expect(endpoint).not.toContain("clustercfg");
    const cluster = endpointsOf(await build({ settings: { topology: "cluster" } }));
    expect(cluster).toEqual({ configuration: expect.stringMatching(/^clustercfg\./) as string });
  });

  it("is open to the clients' groups on one port, and leads nowhere: NET-50, NET-51, CON-07", async () => {
    const { graph } = await build({ clients: { nodes: "sg-nodes", worker: "sg-worker" } });
    const rules = graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rules.map(({ inputs }) => inputs)).toEqual(
      ["nodes", "worker"].map((client) => ({
        securityGroupId: graph.named("data-tier-redis-security-group").id,
        description: `Redis from ${client}`,
        referencedSecurityGroupId: `sg-${client}`,
        ipProtocol: "tcp",
        fromPort: 6379,
        toPort: 6379,
      })),
    );
    expect(graph.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
  });
});

describe("the AUTH token", () => {
  it("is made of what ElastiCache takes, long and of every kind of character: PLT-11, WEA-31, DAT-23", async () => {
    const { graph, group } = await build();
    const password = graph.named("data-tier-redis-auth-token-password").inputs;
    expect(password).toMatchObject({ length: 64, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1 });
    expect(String(password["overrideSpecial"])).toMatch(/^[!&#$^<>-]+$/);
    expect(group["authToken"]).toMatch(/^[A-Za-z0-9!&#$^<>-]{16,128}$/);
  });

  it("is generated, kept in Secrets Manager under the prefix as it is, and handed over marked as secret: DAT-61, DAT-64, CON-20, KENV-14", async () => {
    const { graph, group, outputs } = await build();
    const secret = graph.named("data-tier-redis-auth-token-secret");
    expect(secret.inputs).toMatchObject({
      name: "urr-test/redis-auth-token",
      kmsKeyId: graph.named("data-tier-redis-key").outputs["arn"],
      recoveryWindowInDays: 30,
    });
    const value = graph.named("data-tier-redis-auth-token-value");
    expect(value.inputs["secretString"]).toBe(group["authToken"]);
    expect(value.secretPaths).toContain("secretString");
    expect(graph.named("data-tier-redis-group").secretPaths).toContain("authToken");
    expect(outputs["secretArn"]).toBe(secret.outputs["arn"]);
  });

  it("is told to clients once the server knows it", async () => {
    const { graph } = await build();
    const value = graph.named("data-tier-redis-auth-token-value");
    expect(value.dependencies).toContain(graph.named("data-tier-redis-group").urn);
  });

  it("has the same name in a cluster, so that another topology is no other secret: CON-20", async () => {
    const { graph } = await build({ settings: { topology: "cluster" } });
    const secrets = graph.ofType("aws:secretsmanager/secret:Secret");
    expect(secrets.map(({ inputs }) => inputs["name"])).toEqual(["urr-test/redis-auth-token"]);
  });

  it("is made anew when its generation is raised, beside the old one", async () => {
    const { graph, group } = await build({ settings: { authTokenGeneration: 2 } });
    expect(graph.named("data-tier-redis-auth-token-password").inputs["keepers"]).toEqual({ generation: "2" });
    expect(group["authTokenUpdateStrategy"]).toBe("ROTATE");
  });

  it("can be made again at once where nothing is protected", async () => {
    const { graph } = await build({ protect: false });
    expect(graph.named("data-tier-redis-auth-token-secret").inputs["recoveryWindowInDays"]).toBe(0);
  });
});

describe("alarms on Redis", () => {
  it("watch every node by its name and tell the alarm topic: OBS-10", async () => {
    const { graph } = await build();
    expect(graph.named("data-tier-redis-alarms-002-memory").inputs).toMatchObject({
      namespace: "AWS/ElastiCache",
      metricName: "DatabaseMemoryUsagePercentage",
      dimensions: { CacheClusterId: "urr-test-redis-002" },
      threshold: 80,
      comparisonOperator: "GreaterThanThreshold",
      alarmActions: ["arn:aws:sns:ap-northeast-2:123456789012:alarms"],
      okActions: ["arn:aws:sns:ap-northeast-2:123456789012:alarms"],
      treatMissingData: "notBreaching",
    });
    const watched = (member: string) =>
      graph
        .names()
        .filter((name) => name.startsWith(`data-tier-redis-alarms-${member}-`))
        .map((name) => name.split("-").at(-1));
    expect(watched("001")).toEqual(["cpu", "memory", "evictions", "connections", "swap", "lag"]);
    expect(watched("002")).toEqual(watched("001"));
  });

  it("watch credits of nodes that have them, and lag where there is somebody to lag", async () => {
    const { graph } = await build({ settings: { nodes: 1, nodeType: "cache.t4g.micro" } });
    expect(graph.named("data-tier-redis-alarms-001-credits").inputs["comparisonOperator"]).toBe(
      "LessThanThreshold",
    );
    expect(graph.has("data-tier-redis-alarms-001-lag")).toBe(false);
  });

  it("name the nodes of a cluster by shard and place", async () => {
    const { graph } = await build({ settings: { topology: "cluster", shards: 1, replicas: 1 } });
    expect(graph.named("data-tier-redis-alarms-0001-002-cpu").inputs["dimensions"]).toEqual({
      CacheClusterId: "urr-test-redis-0001-002",
    });
  });
});
