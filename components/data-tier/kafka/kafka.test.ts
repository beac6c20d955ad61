import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { serverPropertiesOf } from "../../../policies/kafka-properties";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph } from "../../../test/support/graph";
import { networkIn, operations } from "../../../test/support/upstream";
import { Kafka } from "./index";
import { kafkaSettings } from "./settings";

interface Case {
  readonly settings?: z.input<typeof kafkaSettings>;
  readonly protect?: boolean;
  readonly zones?: readonly string[];
  readonly clients?: Readonly<Record<string, string>>;
}

async function build({
  settings = {},
  protect = true,
  zones = ["a", "b", "c"],
  clients = { nodes: "sg-nodes" },
}: Case = {}) {
  const { resources, problems, outputs } = await evaluateComponents(({ here, account }) => {
    const kafka = new Kafka(
      "data-tier-kafka",
      {
        ...kafkaSettings.parse(settings),
        environment: { prefix: "urr-test", protect },
        account,
        ...{ network: networkIn(zones), operations },
        clients,
      },
      here,
    );
    return {
      brokers: kafka.bootstrapBrokers,
      clusterArn: kafka.clusterArn,
      topicArn: kafka.topicArn("ticket-events"),
      groupArn: kafka.groupArn("stats-*"),
    };
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  return { graph, outputs, cluster: graph.named("data-tier-kafka-cluster") };
}

describe("a cluster", () => {
  it("has a broker in the streaming tier of every zone: DAT-40", async () => {
    const { cluster } = await build({ zones: ["a", "c"] });
    expect(cluster.inputs).toMatchObject({
      kafkaVersion: "3.9.x.kraft",
      numberOfBrokerNodes: 2,
      brokerNodeGroupInfo: {
        instanceType: "kafka.m7g.large",
        clientSubnets: ["subnet-streaming-a", "subnet-streaming-c"],
        storageInfo: { ebsStorageInfo: { volumeSize: 100 } },
      },
    });
  });

  it("lies in three zones at most, as MSK takes no more", async () => {
    const { cluster } = await build({ zones: ["a", "b", "c", "d"] });
    const info = cluster.inputs["brokerNodeGroupInfo"] as { readonly clientSubnets: readonly string[] };
    expect(info.clientSubnets).toHaveLength(3);
    expect(cluster.inputs["numberOfBrokerNodes"]).toBe(3);
  });

  it("speaks TLS only and knows its clients by IAM, from outside as among brokers: CON-15", async () => {
    const { cluster } = await build();
    expect(cluster.inputs).toMatchObject({
      clientAuthentication: { sasl: { iam: true, scram: false }, unauthenticated: false },
      encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
      brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "DISABLED" } } },
    });
  });

  it("is open to the clients' groups on the port of IAM and no other, and leads nowhere: CON-15", async () => {
    const { graph } = await build({ clients: { nodes: "sg-nodes", worker: "sg-worker" } });
    const rules = graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rules.map(({ inputs }) => inputs)).toEqual(
      ["nodes", "worker"].map((client) => ({
        securityGroupId: graph.named("data-tier-kafka-security-group").id,
        description: `Kafka from ${client}`,
        referencedSecurityGroupId: `sg-${client}`,
        ipProtocol: "tcp",
        fromPort: 9098,
        toPort: 9098,
      })),
    );
    expect(graph.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
  });

  it("lets Prometheus in only where it is asked to", async () => {
    const { graph, cluster } = await build({ settings: { openMonitoring: true } });
    expect(graph.named("data-tier-kafka-metrics-from-nodes").inputs).toMatchObject({
      fromPort: 11_001,
      toPort: 11_002,
    });
    expect(cluster.inputs).toHaveProperty("openMonitoring.prometheus.jmxExporter.enabledInBroker", true);
    expect((await build()).cluster.inputs).not.toHaveProperty("openMonitoring");
  });

  it("is encrypted at rest with a key of its own", async () => {
    const { graph, cluster } = await build();
    expect(cluster.inputs).toHaveProperty(
      "encryptionInfo.encryptionAtRestKmsKeyArn",
      graph.named("data-tier-kafka-key").outputs["arn"],
    );
  });

  it("writes the brokers' logs to a group under the prefix, for a stated time: DAT-45, OBS-21", async () => {
    const { graph, cluster } = await build();
    expect(cluster.inputs).toHaveProperty("loggingInfo.brokerLogs.cloudwatchLogs", {
      enabled: true,
      logGroup: "/aws/msk/urr-test",
    });
    expect(graph.named("data-tier-kafka-logs").inputs).toMatchObject({
      retentionInDays: 90,
      kmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/logs",
    });
  });

  it("grows its disks by itself, and is not told to shrink them again", async () => {
    const { graph, cluster } = await build({ settings: { maxGib: 300 } });
    expect(graph.named("data-tier-kafka-storage-target").inputs).toMatchObject({
      resourceId: cluster.outputs["arn"],
      scalableDimension: "kafka:broker-storage:VolumeSize",
      maxCapacity: 300,
    });
    expect(
      graph.named("data-tier-kafka-storage-policy").inputs["targetTrackingScalingPolicyConfiguration"],
    ).toEqual({
      predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
      targetValue: 60,
      disableScaleIn: true,
    });
    expect(cluster.ignoreChanges).toEqual(["brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize"]);
  });
});

describe("the brokers' configuration", () => {
  const propertiesOf = async (zones: readonly string[]) => {
    const { graph, cluster } = await build({ zones });
    const configuration = graph.named("data-tier-kafka-configuration");
    expect(cluster.inputs["configurationInfo"]).toEqual({
      arn: configuration.outputs["arn"],
      revision: configuration.outputs["latestRevision"],
    });
    return Object.fromEntries(serverPropertiesOf(String(configuration.inputs["serverProperties"])));
  };

  it("is our own, makes no topic by accident, and copies as S0 does where there are three brokers: DAT-42, DAT-43", async () => {
    expect(await propertiesOf(["a", "b", "c"])).toEqual({
      "auto.create.topics.enable": "false",
      "default.replication.factor": "3",
      "min.insync.replicas": "2",
      "num.partitions": "6",
      "log.retention.hours": "168",
      "unclean.leader.election.enable": "false",
      "group.initial.rebalance.delay.ms": "3000",
      "offsets.topic.replication.factor": "3",
      "transaction.state.log.replication.factor": "3",
      "transaction.state.log.min.isr": "2",
    });
  });

  it("lets one of two brokers fail: CON-03", async () => {
    expect(await propertiesOf(["a", "c"])).toMatchObject({
      "default.replication.factor": "2",
      "min.insync.replicas": "1",
      "transaction.state.log.min.isr": "1",
    });
  });
});

describe("topics", () => {
  it("are made with the partitions, copies and retention of the stack file, or the cluster's", async () => {
    const { graph, cluster } = await build({
      settings: { topics: { audit: { partitions: 2, retentionHours: 24, cleanup: "compact" }, plain: {} } },
    });
    expect(graph.named("data-tier-kafka-topic-audit").inputs).toMatchObject({
      name: "audit",
      clusterArn: cluster.outputs["arn"],
      partitionCount: 2,
      replicationFactor: 3,
    });
    const configsOf = (topic: string) =>
      JSON.parse(String(graph.named(`data-tier-kafka-topic-${topic}`).inputs["configs"])) as unknown;
    expect(configsOf("audit")).toEqual({
      "cleanup.policy": "compact",
      "min.insync.replicas": "2",
      "retention.ms": "86400000",
    });
    expect(configsOf("plain")).toMatchObject({ "cleanup.policy": "delete", "retention.ms": "604800000" });
    expect(graph.named("data-tier-kafka-topic-plain").inputs["partitionCount"]).toBe(6);
  });

  it("go with their cluster", async () => {
    const { graph, cluster } = await build();
    const topics = graph.ofType("aws:msk/topic:Topic");
    expect(topics.map(({ inputs }) => inputs["name"])).toEqual(["ticket-events", "payment-events"]);
    for (const { deletedWith } of topics) expect(deletedWith).toBe(cluster.urn);
  });
});

describe("what others need", () => {
  it("are the brokers' addresses on the port of IAM, and the names under which IAM knows topics and groups", async () => {
    const { outputs } = await build();
    const brokers = String(outputs["brokers"]).split(",");
    expect(brokers).toHaveLength(3);
    for (const broker of brokers) expect(broker).toMatch(/:9098$/);
    const cluster = String(outputs["clusterArn"]);
    expect(outputs["topicArn"]).toBe(`${cluster.replace(":cluster/", ":topic/")}/ticket-events`);
    expect(outputs["groupArn"]).toBe(`${cluster.replace(":cluster/", ":group/")}/stats-*`);
  });
});

describe("alarms on Kafka", () => {
  const topic = "arn:aws:sns:ap-northeast-2:123456789012:alarms";

  it("tell when no controller is active, also when nothing is reported: OBS-03, OPS-03", async () => {
    const { graph, cluster } = await build();
    expect(graph.named("data-tier-kafka-alarms-no-active-controller").inputs).toMatchObject({
      namespace: "AWS/Kafka",
      metricName: "ActiveControllerCount",
      dimensions: { "Cluster Name": cluster.inputs["clusterName"] },
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      alarmActions: [topic],
      okActions: [topic],
    });
  });

  it("tell of partitions without a leader: OBS-04, OPS-03", async () => {
    const { graph } = await build();
    expect(graph.named("data-tier-kafka-alarms-offline-partitions").inputs).toMatchObject({
      metricName: "OfflinePartitionsCount",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      alarmActions: [topic],
    });
  });

  it("watch copies, disk, heap and CPU of every broker", async () => {
    const { graph, cluster } = await build({ zones: ["a", "c"] });
    const perBroker = (broker: string) =>
      graph
        .names()
        .filter((name) => name.startsWith(`data-tier-kafka-alarms-${broker}-`))
        .map((name) => name.slice(`data-tier-kafka-alarms-${broker}-`.length))
        .toSorted();
    expect(perBroker("2")).toEqual(["cpu", "disk", "heap", "under-min-isr", "under-replicated"]);
    expect(perBroker("3")).toEqual([]);
    expect(graph.named("data-tier-kafka-alarms-2-disk").inputs["dimensions"]).toEqual({
      "Cluster Name": cluster.inputs["clusterName"],
      "Broker ID": "2",
    });
    const cpu = graph.named("data-tier-kafka-alarms-2-cpu").inputs;
    expect(cpu["threshold"]).toBe(60);
    expect(cpu["metricQueries"]).toMatchObject([
      { expression: "user + system", returnData: true },
      { metric: { metricName: "CpuUser", dimensions: { "Broker ID": "2" } } },
      { metric: { metricName: "CpuSystem", dimensions: { "Broker ID": "2" } } },
    ]);
  });

  it("watch the credits of brokers that have them", async () => {
    const { graph } = await build({ settings: { brokerType: "kafka.t3.small" } });
    expect(graph.named("data-tier-kafka-alarms-1-credits").inputs["metricName"]).toBe("CPUCreditBalance");
  });
});
