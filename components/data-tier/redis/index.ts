import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Network } from "../../network";
import type { Operations } from "../../operations";
import { dailyInUtc, weeklyInUtc } from "../postgres/windows";
import { RedisAlarms } from "./alarms";
import { AuthToken } from "./auth-token";
import { familyOf, versionOf } from "./engine";
import { sizeOf } from "./group-size";
import type { RedisSettings } from "./settings";
import { hasReplicas, membersOf, shapeOf, type Shape } from "./topology";

export interface RedisArgs extends RedisSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly network: Pick<Network, "vpcId" | "subnetIds">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Security groups that may connect, by a stable word such as `nodes`. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Where clients connect: a primary and its replicas, or the one address of a cluster. */
export type RedisEndpoints =
  | { readonly primary: pulumi.Output<string>; readonly reader: pulumi.Output<string> }
  | { readonly configuration: pulumi.Output<string> };

const port = 6379;
const logTypes = ["slow-log", "engine-log"] as const;

/**
 * Redis on ElastiCache: TLS and a password for every client, encrypted at rest with a key of its own.
 *
 * Failover and the spread over zones follow from the number of nodes. Events of ElastiCache go to no topic: it cannot
 * publish to an encrypted one (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html), and ours
 * are all encrypted.
 */
export class Redis extends Component {
  readonly endpoints: RedisEndpoints;
  readonly port = port;
  readonly securityGroupId: pulumi.Output<string>;
  /** Of the secret whose value is the AUTH token. */
  readonly secretArn: pulumi.Output<string>;
  /** Encrypts the data and the secret. */
  readonly keyArn: pulumi.Output<string>;
  readonly replicationGroupId: pulumi.Output<string>;

  constructor(name: string, args: RedisArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Redis", name, opts);
    const { account, environment, network, operations } = args;
    const { prefix, protect } = environment;
    const shape = shapeOf(args);
    const version = versionOf(args);

    const key = encryptionKey(
      this.named("key"),
      { description: `Redis of ${prefix}`, account, disposable: !protect },
      this.within,
    );
    const token = new AuthToken(
      this.named("auth-token"),
      { prefix, keyArn: key.arn, generation: args.authTokenGeneration, disposable: !protect },
      this.within,
    );
    const subnets = new aws.elasticache.SubnetGroup(
      this.named("subnets"),
      { description: `Cache tier of ${prefix}`, subnetIds: [...network.subnetIds.cache] },
      this.within,
    );
    const parameters = new aws.elasticache.ParameterGroup(
      this.named("parameters"),
      {
        description: `Redis of ${prefix}`,
        family: familyOf(args.engine, version),
        parameters: parametersOf(args.parameters, shape),
      },
      this.within,
    );
    const securityGroup = this.securityGroupFor(args);

    const group = new aws.elasticache.ReplicationGroup(
      this.named("group"),
      {
        // Explicit, as the automatic name of a long stack name exceeds the 40 characters that AWS takes.
        replicationGroupId: `${prefix}-redis`,
        description: `Redis of ${prefix}`,
        engine: args.engine,
        engineVersion: version,
        nodeType: args.nodeType,
        // Nodes of this family move what is seldom read to their disk, and AWS insists on saying so.
        ...(args.nodeType.startsWith("cache.r6gd.") ? { dataTieringEnabled: true } : {}),
        ...sizeOf(shape, network.subnetIds.cache.length),
        port,
        subnetGroupName: subnets.name,
        parameterGroupName: parameters.name,
        securityGroupIds: [securityGroup.id],
        atRestEncryptionEnabled: true,
        kmsKeyId: key.arn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        authToken: token.value,
        // The old token stays valid beside the new one, so that clients can change over one by one.
        authTokenUpdateStrategy: "ROTATE",
        autoMinorVersionUpgrade: true,
        applyImmediately: !protect,
        snapshotRetentionLimit: args.snapshotDays,
        snapshotWindow: dailyInUtc(args.snapshotWindow),
        maintenanceWindow: weeklyInUtc(args.maintenanceWindow),
        logDeliveryConfigurations: this.logsTo(prefix, operations),
        ...(protect ? { finalSnapshotIdentifier: this.finalSnapshotName(prefix) } : {}),
      },
      // Its name is taken until it is gone.
      { ...this.within, deleteBeforeReplace: true },
    );
    new RedisAlarms(
      this.named("alarms"),
      {
        replicationGroupId: group.replicationGroupId,
        members: membersOf(shape),
        hasReplicas: hasReplicas(shape),
        nodeType: args.nodeType,
        topicArn: operations.alarms.arn,
        prefix,
      },
      this.within,
    );

    this.endpoints =
      shape.kind === "cluster"
        ? { configuration: group.configurationEndpointAddress }
        : { primary: group.primaryEndpointAddress, reader: group.readerEndpointAddress };
    this.securityGroupId = securityGroup.id;
    token.publish(group);
    this.secretArn = token.secretArn;
    this.keyArn = key.arn;
    this.replicationGroupId = group.replicationGroupId;
    this.registerOutputs({ endpoints: this.endpoints, secretArn: this.secretArn });
  }

  private securityGroupFor({ clients, environment, network }: RedisArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.named("security-group"),
      {
        vpcId: network.vpcId,
        description: "Redis: its port, from its clients",
        tags: { Name: `${environment.prefix}-redis` },
      },
      this.within,
    );
    for (const [client, referencedSecurityGroupId] of Object.entries(clients)) {
      new aws.vpc.SecurityGroupIngressRule(
        this.named(`from-${client}`),
        {
          securityGroupId: group.id,
          description: `Redis from ${client}`,
          referencedSecurityGroupId,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
        },
        this.within,
      );
    }
    return group;
  }

  /** The groups are made here, because those that ElastiCache would make itself keep everything for ever. */
  private logsTo(prefix: string, operations: RedisArgs["operations"]) {
    return logTypes.map((logType) => {
      const logs = new aws.cloudwatch.LogGroup(
        this.named(logType),
        {
          name: `/aws/elasticache/${prefix}/${logType}`,
          retentionInDays: operations.retentionDays.application,
          kmsKeyId: operations.keyArn,
        },
        this.within,
      );
      return { logType, logFormat: "json", destinationType: "cloudwatch-logs", destination: logs.name };
    });
  }

  /** With a suffix of its own: the snapshot outlives the stack, and its name would stand in the way of the next. */
  private finalSnapshotName(prefix: string): pulumi.Output<string> {
    const suffix = new random.RandomId(this.named("final-snapshot"), { byteLength: 4 }, this.within);
    return pulumi.interpolate`${prefix}-redis-final-${suffix.hex}`;
  }
}

function parametersOf(chosen: RedisSettings["parameters"], shape: Shape) {
  const all = { ...chosen, ...(shape.kind === "cluster" ? { "cluster-enabled": "yes" } : {}) };
  return Object.entries(all).map(([name, value]) => ({ name, value }));
}
