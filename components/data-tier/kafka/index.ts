import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Network } from "../../network";
import type { Operations } from "../../operations";
import { KafkaAlarms } from "./alarms";
import { serverProperties } from "./broker-configuration";
import { replicationOf } from "./replication";
import { maxGibOf, type KafkaSettings } from "./settings";
import { StorageScaling } from "./storage-scaling";

export interface KafkaArgs extends KafkaSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly network: Pick<Network, "vpcId" | "subnetIds">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Security groups that may connect, by a stable word such as `nodes`. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Where brokers speak TLS and know their clients by IAM; every other port stays shut. */
const port = 9098;
/** Where Prometheus reads a broker and its host: https://docs.aws.amazon.com/msk/latest/developerguide/open-monitoring.html */
const exporterPorts = [11_001, 11_002] as const;

/**
 * Kafka on MSK, for clients that sign in by IAM over TLS only.
 *
 * The topics are resources: their names and sizes stand in the stack file, and brokers make none by themselves.
 */
export class Kafka extends Component {
  readonly bootstrapBrokers: pulumi.Output<string>;
  readonly port = port;
  readonly clusterArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: KafkaArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Kafka", name, opts);
    const { account, environment, network, operations } = args;
    const { prefix, protect } = environment;
    const replication = replicationOf(args, network.subnetIds.streaming.length);

    const key = encryptionKey(
      this.named("key"),
      { description: `Kafka of ${prefix}`, account, disposable: !protect },
      this.within,
    );
    const configuration = new aws.msk.Configuration(
      this.named("configuration"),
      {
        description: `Brokers of ${prefix}`,
        serverProperties: serverProperties({ ...args, replication }),
      },
      this.within,
    );
    const logs = new aws.cloudwatch.LogGroup(
      this.named("logs"),
      {
        name: `/aws/msk/${prefix}`,
        retentionInDays: operations.retentionDays.application,
        kmsKeyId: operations.keyArn,
      },
      this.within,
    );
    const securityGroup = this.securityGroupFor(args);

    const cluster = new aws.msk.Cluster(
      this.named("cluster"),
      {
        kafkaVersion: args.version,
        numberOfBrokerNodes: replication.brokers,
        brokerNodeGroupInfo: {
          instanceType: args.brokerType,
          clientSubnets: network.subnetIds.streaming.slice(0, replication.zones),
          securityGroups: [securityGroup.id],
          storageInfo: { ebsStorageInfo: { volumeSize: args.storageGib } },
          connectivityInfo: { publicAccess: { type: "DISABLED" } },
        },
        configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
        clientAuthentication: { sasl: { iam: true, scram: false }, unauthenticated: false },
        encryptionInfo: {
          encryptionAtRestKmsKeyArn: key.arn,
          encryptionInTransit: { clientBroker: "TLS", inCluster: true },
        },
        enhancedMonitoring: args.monitoring,
        ...(args.openMonitoring ? { openMonitoring: prometheus } : {}),
        loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logs.name } } },
      },
      // The disks grow by themselves; the size they began with would be a shrinking, which MSK refuses.
      { ...this.within, ignoreChanges: ["brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize"] },
    );
    new StorageScaling(
      this.named("storage"),
      { clusterArn: cluster.arn, maxGib: maxGibOf(args) },
      this.within,
    );
    for (const [topic, settings] of Object.entries(args.topics)) {
      new aws.msk.Topic(
        this.named(`topic-${topic}`),
        {
          name: topic,
          clusterArn: cluster.arn,
          partitionCount: settings.partitions ?? args.partitions,
          replicationFactor: replication.replicationFactor,
          configs: JSON.stringify({
            "cleanup.policy": settings.cleanup,
            "min.insync.replicas": String(replication.minInsyncReplicas),
            "retention.ms": String((settings.retentionHours ?? args.retentionHours) * 3_600_000),
          }),
        },
        // Its name is taken until it is gone, and with the cluster it goes by itself.
        { ...this.within, deleteBeforeReplace: true, deletedWith: cluster },
      );
    }
    new KafkaAlarms(
      this.named("alarms"),
      {
        clusterName: cluster.clusterName,
        brokers: replication.brokers,
        brokerType: args.brokerType,
        topicArn: operations.alarms.arn,
        prefix,
      },
      this.within,
    );

    this.bootstrapBrokers = cluster.bootstrapBrokersSaslIam;
    this.clusterArn = cluster.arn;
    this.securityGroupId = securityGroup.id;
    this.keyArn = key.arn;
    this.registerOutputs({ bootstrapBrokers: this.bootstrapBrokers, clusterArn: this.clusterArn });
  }

  /** The ARN under which IAM knows a topic of this cluster; `*` stands for any part of a name. */
  topicArn(topic: string): pulumi.Output<string> {
    return this.arnOf("topic", topic);
  }

  /** The ARN under which IAM knows a consumer group of this cluster; `*` stands for any part of a name. */
  groupArn(group: string): pulumi.Output<string> {
    return this.arnOf("group", group);
  }

  /** `arn:…:cluster/<name>/<uuid>` becomes `arn:…:<kind>/<name>/<uuid>/<what>`. */
  private arnOf(kind: "topic" | "group", what: string): pulumi.Output<string> {
    return this.clusterArn.apply((arn) => `${arn.replace(":cluster/", `:${kind}/`)}/${what}`);
  }

  private securityGroupFor({
    clients,
    environment,
    network,
    openMonitoring,
  }: KafkaArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.named("security-group"),
      {
        vpcId: network.vpcId,
        description: "Kafka: SASL by IAM over TLS, from its clients",
        tags: { Name: `${environment.prefix}-kafka` },
      },
      this.within,
    );
    for (const [client, referencedSecurityGroupId] of Object.entries(clients)) {
      const admit = (part: string, description: string, fromPort: number, toPort: number) =>
        new aws.vpc.SecurityGroupIngressRule(
          this.named(part),
          {
            ...{ securityGroupId: group.id, referencedSecurityGroupId, ipProtocol: "tcp" },
            ...{ description, fromPort, toPort },
          },
          this.within,
        );
      admit(`from-${client}`, `Kafka from ${client}`, port, port);
      if (openMonitoring) admit(`metrics-from-${client}`, `Metrics for ${client}`, ...exporterPorts);
    }
    return group;
  }
}

const prometheus = {
  prometheus: { jmxExporter: { enabledInBroker: true }, nodeExporter: { enabledInBroker: true } },
};
