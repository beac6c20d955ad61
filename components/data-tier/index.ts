import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import type { Cluster } from "../cluster";
import { Component } from "../component";
import type { Network } from "../network";
import type { Operations } from "../operations";
import { Backups } from "./backup";
import { Buckets } from "./buckets";
import { inCluster } from "./in-cluster";
import { Kafka } from "./kafka";
import { Postgres } from "./postgres";
import { InClusterLogins } from "./postgres/in-cluster-logins";
import { Redis, type RedisEndpoints } from "./redis";
import { Registry } from "./registry";
import { AppSecrets } from "./secrets";
import type { DataTierSettings } from "./settings";
import { Tables } from "./tables";

export interface DataTierArgs extends DataTierSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "domain">;
  readonly account: Account;
  readonly network: Pick<Network, "vpcId" | "subnetIds">;
  readonly operations: Pick<Operations, "alarms" | "archive" | "keyArn" | "retentionDays">;
  readonly cluster: Pick<Cluster, "nodeSecurityGroupId">;
  /** Whether a distribution will read the frontend's bucket. */
  readonly distributed: boolean;
}

/** Where PostgreSQL answers, whoever runs it. */
export interface PostgresService {
  readonly host: pulumi.Output<string>;
  readonly port: number;
  /** What AWS runs; undefined in the cluster. */
  readonly managed: Postgres | undefined;
  /** Encrypts the secrets of its users. */
  readonly keyArn: pulumi.Output<string>;
}

/** Where Redis answers, whoever runs it. */
export interface RedisService {
  readonly endpoints: RedisEndpoints;
  readonly port: number;
  /** What AWS runs, with TLS and a token; undefined in the cluster, where there is neither. */
  readonly managed: Redis | undefined;
}

/** Where Kafka answers, whoever runs it. */
export interface KafkaService {
  /** `host:port`, joined by commas. */
  readonly bootstrapBrokers: pulumi.Output<string>;
  /** What AWS runs, with TLS and sign-in by IAM; undefined in the cluster, where there is neither. */
  readonly managed: Kafka | undefined;
}

/**
 * Everything that must outlive a redeployment: databases, caches, streams, tables, buckets, images and secrets.
 *
 * A store that is to run in the cluster is not made here; its address has the same form, so that who uses it does not
 * have to know.
 */
export class DataTier extends Component {
  readonly postgres: PostgresService;
  readonly redis: RedisService;
  readonly kafka: KafkaService;
  /** Undefined where the mode is `none`. */
  readonly tables: Tables | undefined;
  readonly buckets: Buckets;
  readonly registry: Registry;
  readonly secrets: AppSecrets;

  constructor(name: string, args: DataTierArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:DataTier", name, opts);
    const { account, environment, network, operations } = args;
    const upstream = { account, environment, operations };
    const reached = { ...upstream, network, clients: { nodes: args.cluster.nodeSecurityGroupId } };

    this.postgres = this.#postgres(args, reached);
    this.redis = this.#redis(args, reached);
    this.kafka = this.#kafka(args, reached);
    const { mode } = args.tables;
    this.tables =
      mode === "none"
        ? undefined
        : new Tables(this.named("tables"), { ...args.tables, ...upstream, mode }, this.within);
    this.buckets = new Buckets(
      this.named("files"),
      { ...args.buckets, ...upstream, distributed: args.distributed },
      this.within,
    );
    this.registry = new Registry(
      this.named("registry"),
      { ...args.registry, environment, account },
      this.within,
    );
    this.secrets = new AppSecrets(
      this.named("secrets"),
      { ...args.secrets, environment, account },
      this.within,
    );
    if (args.backup.enabled) {
      const { managed } = this.postgres;
      new Backups(
        this.named("backup"),
        {
          ...args.backup,
          ...upstream,
          data: [
            ...(managed === undefined ? [] : [managed.instanceArn]),
            ...Object.values(this.tables?.arns ?? {}),
          ],
          buckets: [this.buckets.uploads.bucketArn],
        },
        this.within,
      );
    }
    this.registerOutputs({});
  }

  #postgres({ postgres: { mode, ...settings } }: DataTierArgs, reached: Reached): PostgresService {
    if (mode === "in-cluster") {
      const { host, port } = inCluster.postgres;
      const logins = new InClusterLogins(
        this.named("postgres"),
        { ...settings, ...reached, host, port },
        this.within,
      );
      return { host: pulumi.output(host), port, managed: undefined, keyArn: logins.keyArn };
    }
    const managed = new Postgres(this.named("postgres"), { ...settings, ...reached }, this.within);
    return { host: managed.endpoint, port: managed.port, managed, keyArn: managed.keyArn };
  }

  #redis({ redis: { mode, ...settings } }: DataTierArgs, reached: Reached): RedisService {
    if (mode === "in-cluster") {
      const { host, port } = inCluster.redis;
      const only = pulumi.output(host);
      return { endpoints: { primary: only, reader: only }, port, managed: undefined };
    }
    const managed = new Redis(this.named("redis"), { ...settings, ...reached }, this.within);
    return { endpoints: managed.endpoints, port: managed.port, managed };
  }

  #kafka({ kafka: { mode, ...settings } }: DataTierArgs, reached: Reached): KafkaService {
    if (mode === "in-cluster") {
      const { host, port } = inCluster.kafka;
      return { bootstrapBrokers: pulumi.output(`${host}:${String(port)}`), managed: undefined };
    }
    const managed = new Kafka(this.named("kafka"), { ...settings, ...reached }, this.within);
    return { bootstrapBrokers: managed.bootstrapBrokers, managed };
  }
}

/** What every store that AWS runs is given. */
type Reached = Pick<DataTierArgs, "account" | "environment" | "network" | "operations"> & {
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
};
