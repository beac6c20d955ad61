import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { Component } from "../../component";
import { policyDocument } from "../../policy-document";
import type { Operations } from "../../operations";
import { PostgresAccess, postgresPort } from "./access";
import type { Credentials } from "./credentials";
import type { PostgresSettings } from "./settings";

export interface PostgresProxyArgs {
  readonly proxyName: string;
  readonly prefix: string;
  readonly account: Account;
  readonly operations: Pick<Operations, "keyArn" | "retentionDays">;
  readonly vpcId: pulumi.Input<string>;
  /** Of the app tier, one per zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
  readonly databaseGroupId: pulumi.Input<string>;
  /** Who is admitted, and what the proxy knows them by. */
  readonly users: readonly { readonly name: string; readonly iam: boolean }[];
  readonly credentials: Pick<Credentials, "secretArnOf">;
  /** Of the key that encrypts the secrets. */
  readonly keyArn: pulumi.Input<string>;
  readonly pool: PostgresSettings["pool"];
}

/**
 * RDS Proxy: takes connections over TLS from its clients and shares a few to the database among them.
 *
 * Its target is registered by whoever knows that the secrets have their values, which name the proxy's own endpoint.
 */
export class PostgresProxy extends Component {
  readonly proxyName: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** What IAM calls it when it speaks of database users. */
  readonly resourceId: pulumi.Output<string>;
  readonly targetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PostgresProxyArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:PostgresProxy", name, opts);
    const { operations, prefix, vpcId, clients } = args;

    const access = new PostgresAccess(
      this.named("access"),
      { vpcId, guarded: "PostgreSQL proxy", prefix, clients },
      this.within,
    );
    const { securityGroupId } = access;
    const toDatabase = new aws.vpc.SecurityGroupEgressRule(
      this.named("to-database"),
      {
        securityGroupId,
        description: "PostgreSQL to the instance",
        referencedSecurityGroupId: args.databaseGroupId,
        ipProtocol: "tcp",
        fromPort: postgresPort,
        toPort: postgresPort,
      },
      this.within,
    );
    const logs = new aws.cloudwatch.LogGroup(
      this.named("logs"),
      {
        name: `/aws/rds/proxy/${args.proxyName}`,
        retentionInDays: operations.retentionDays.application,
        kmsKeyId: operations.keyArn,
      },
      this.within,
    );
    const { role, permission } = this.#readerOfSecrets(args);
    const proxy = new aws.rds.Proxy(
      this.named("pool"),
      {
        name: args.proxyName,
        engineFamily: "POSTGRESQL",
        requireTls: true,
        debugLogging: false,
        idleClientTimeout: 1800,
        roleArn: role.arn,
        vpcSubnetIds: [...args.subnetIds],
        vpcSecurityGroupIds: [securityGroupId],
        auths: args.users.map((user) => ({
          authScheme: "SECRETS",
          clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
          description: user.name,
          iamAuth: user.iam ? "REQUIRED" : "DISABLED",
          secretArn: args.credentials.secretArnOf(user.name),
        })),
      },
      { ...this.within, dependsOn: [logs, permission, toDatabase] },
    );
    // Without filters for pinning: of PostgreSQL's sessions RDS Proxy knows none.
    const targets = new aws.rds.ProxyDefaultTargetGroup(
      this.named("targets"),
      {
        dbProxyName: proxy.name,
        connectionPoolConfig: {
          maxConnectionsPercent: args.pool.maxConnectionsPercent,
          maxIdleConnectionsPercent: args.pool.maxIdleConnectionsPercent,
          connectionBorrowTimeout: args.pool.borrowTimeoutSeconds,
        },
      },
      this.within,
    );

    this.proxyName = proxy.name;
    this.endpoint = proxy.endpoint;
    this.resourceId = proxy.arn.apply((arn) => arn.split(":").at(-1) ?? "");
    this.targetGroupName = targets.name;
    this.securityGroupId = securityGroupId;
    this.registerOutputs({ endpoint: this.endpoint });
  }

  /**
   * The role by which the proxy reads its secrets. RDS is not said to tell for whom it assumes the role of a proxy, so
   * that the trust has no condition on the account.
   */
  #readerOfSecrets(args: PostgresProxyArgs) {
    const role = new aws.iam.Role(
      this.named("role"),
      {
        description: "Lets the proxy of PostgreSQL read the secrets of its users",
        permissionsBoundary: args.account.permissionsBoundary,
        assumeRolePolicy: policyDocument([
          {
            Sid: "ProxiesOfRds",
            Effect: "Allow",
            Principal: { Service: "rds.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ]),
      },
      this.within,
    );
    const permission = new aws.iam.RolePolicy(
      this.named("role-policy"),
      {
        role: role.id,
        policy: policyDocument([
          {
            Sid: "ReadTheSecretsOfItsUsers",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: args.users.map((user) => args.credentials.secretArnOf(user.name)),
          },
          {
            Sid: "DecryptThem",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: args.keyArn,
            Condition: {
              StringEquals: { "kms:ViaService": `secretsmanager.${args.account.region}.amazonaws.com` },
            },
          },
        ]),
      },
      this.within,
    );
    return { role, permission };
  }
}
