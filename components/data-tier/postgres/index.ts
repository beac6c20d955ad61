import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Network } from "../../network";
import type { Operations } from "../../operations";
import { PostgresAccess, postgresPort } from "./access";
import { PostgresAlarms } from "./alarms";
import { Credentials } from "./credentials";
import { CredentialValues } from "./credential-values";
import { PostgresEvents } from "./events";
import { PostgresInstance } from "./instance";
import { monitoringRole } from "./monitoring-role";
import { ProxyAlarms } from "./proxy-alarms";
import { PostgresProxy } from "./proxy";
import type { PostgresSettings } from "./settings";
import { usersOf, type DatabaseUser } from "./users";

export interface PostgresArgs extends PostgresSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly network: Pick<Network, "vpcId" | "subnetIds">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Security groups that may connect, by who they are, in a stable word like `nodes`. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * PostgreSQL on RDS, by default behind RDS Proxy.
 *
 * Promises that clients reach it by their security group and over TLS only, that all of it is encrypted with a key of
 * its own, and that every service has a user and a secret of its own. The users themselves, and the databases beside
 * the first, are made by who can reach it: the secrets say how.
 */
export class Postgres extends Component {
  /** Host that clients connect to: the proxy's, or the instance's where there is none. */
  readonly endpoint: pulumi.Output<string>;
  readonly port = postgresPort;
  /** Undefined where there is no proxy. */
  readonly proxyEndpoint: pulumi.Output<string> | undefined;
  readonly instanceIdentifier: pulumi.Output<string>;
  readonly instanceArn: pulumi.Output<string>;
  /** Guards the endpoint, for the egress rules of clients. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Encrypts storage and secrets: who reads a secret has to decrypt with it. */
  readonly keyArn: pulumi.Output<string>;
  /** By user, the master user among them. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** What `rds-db:connect` names, by the users that log in by IAM. */
  readonly connectArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Everybody but the master user, with their databases. */
  readonly users: readonly DatabaseUser[];
  readonly databases: PostgresSettings["databases"];
  readonly masterUser: string;

  constructor(name: string, args: PostgresArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Postgres", name, opts);
    const { account, environment, network, operations, ...settings } = args;
    const { prefix, protect } = environment;
    const identifier = args.identifier ?? `${prefix}-postgres`;
    this.databases = args.databases;
    this.masterUser = args.masterUser;
    this.users = usersOf(args);
    const everybody = [{ name: args.masterUser, database: args.firstDatabase, iam: false }, ...this.users];

    const { arn: keyArn } = encryptionKey(
      this.named("key"),
      { description: `PostgreSQL of ${prefix} and its secrets`, account, disposable: !protect },
      this.within,
    );
    const credentials = new Credentials(
      this.named("credentials"),
      {
        ...{ prefix, keyArn },
        users: everybody,
        recoveryWindowInDays: protect ? 30 : 0,
        generation: args.credentialGeneration,
      },
      this.within,
    );
    const { securityGroupId } = new PostgresAccess(
      this.named("access"),
      {
        ...{ prefix, vpcId: network.vpcId },
        guarded: "PostgreSQL instance",
        clients: args.proxy ? {} : args.clients,
      },
      this.within,
    );
    const instance = new PostgresInstance(
      this.named("db"),
      {
        ...{ identifier, settings, environment, operations, keyArn, securityGroupId },
        subnetIds: network.subnetIds.db,
        masterPassword: credentials.passwordOf(args.masterUser),
        monitoringRoleArn:
          args.monitoringSeconds === 0
            ? undefined
            : monitoringRole(this.named("monitor"), { account, instanceIdentifier: identifier }, this.within)
                .arn,
      },
      this.within,
    );
    const proxy = args.proxy
      ? new PostgresProxy(
          this.named("proxy"),
          {
            ...{ account, operations, prefix, keyArn, credentials, clients: args.clients, pool: args.pool },
            proxyName: identifier,
            vpcId: network.vpcId,
            subnetIds: network.subnetIds.app,
            databaseGroupId: securityGroupId,
            users: args.masterThroughProxy ? everybody : this.users,
          },
          this.within,
        )
      : undefined;
    const host = proxy?.endpoint ?? instance.address;
    const values = new CredentialValues(
      this.named("credential-values"),
      { credentials, users: everybody, host, port: postgresPort, generation: args.credentialGeneration },
      // A new password is told once the server knows it.
      { ...this.within, dependsOn: instance },
    );
    if (proxy !== undefined) this.#connect(proxy, instance, securityGroupId, values);
    this.#watch(args, instance, proxy);

    this.endpoint = host;
    this.proxyEndpoint = proxy?.endpoint;
    this.instanceIdentifier = instance.identifier;
    this.instanceArn = instance.arn;
    this.securityGroupId = proxy?.securityGroupId ?? securityGroupId;
    this.keyArn = keyArn;
    this.secretArns = credentials.secretArns;
    const resourceId = proxy?.resourceId ?? instance.resourceId;
    this.connectArns = Object.fromEntries(
      this.users
        .filter(({ iam }) => iam)
        .map((user) => [
          user.name,
          pulumi.interpolate`arn:aws:rds-db:${account.region}:${account.id}:dbuser:${resourceId}/${user.name}`,
        ]),
    );
    this.registerOutputs({ endpoint: this.endpoint, instanceIdentifier: this.instanceIdentifier });
  }

  /** Leads the proxy to the instance, once the secrets by which it logs in have their values. */
  #connect(
    proxy: PostgresProxy,
    instance: PostgresInstance,
    securityGroupId: pulumi.Output<string>,
    values: CredentialValues,
  ): void {
    const admitted = new aws.vpc.SecurityGroupIngressRule(
      this.named("from-proxy"),
      {
        securityGroupId,
        description: "PostgreSQL from the proxy",
        referencedSecurityGroupId: proxy.securityGroupId,
        ipProtocol: "tcp",
        fromPort: postgresPort,
        toPort: postgresPort,
      },
      this.within,
    );
    new aws.rds.ProxyTarget(
      this.named("proxy-target"),
      {
        dbProxyName: proxy.proxyName,
        targetGroupName: proxy.targetGroupName,
        dbInstanceIdentifier: instance.identifier,
      },
      { ...this.within, dependsOn: [admitted, values] },
    );
  }

  #watch(args: PostgresArgs, instance: PostgresInstance, proxy: PostgresProxy | undefined): void {
    const { prefix, protect: alwaysOn } = args.environment;
    const topicArn = args.operations.alarms.arn;
    const instanceIdentifier = instance.identifier;
    new PostgresAlarms(
      this.named("alarms"),
      { settings: args, topicArn, alwaysOn, instanceIdentifier, subject: `${prefix}, PostgreSQL` },
      this.within,
    );
    if (proxy !== undefined) {
      const { proxyName } = proxy;
      new ProxyAlarms(
        this.named("proxy-alarms"),
        { proxyName, topicArn, alwaysOn, subject: `${prefix}, proxy of PostgreSQL` },
        this.within,
      );
    }
    new PostgresEvents(
      this.named("events"),
      {
        ...{ topicArn, instanceIdentifier },
        parameterGroupName: instance.parameterGroupName,
        proxyName: proxy?.proxyName,
      },
      this.within,
    );
  }
}
