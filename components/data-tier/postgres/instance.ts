import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { EnvironmentSettings } from "../../../infra/environment";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import { postgresPort } from "./access";
import { insightsOf } from "./insights";
import { parametersOf } from "./parameters";
import type { PostgresSettings } from "./settings";
import { dailyInUtc, weeklyInUtc } from "./windows";

export interface PostgresInstanceArgs {
  readonly identifier: string;
  readonly settings: PostgresSettings;
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly operations: Pick<Operations, "keyArn" | "retentionDays">;
  /** Of the db tier, one per zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly masterPassword: pulumi.Output<string>;
  /** As whom RDS writes metrics of the operating system; undefined where it does not. */
  readonly monitoringRoleArn: pulumi.Output<string> | undefined;
}

/** Logs that PostgreSQL on RDS has. */
const logs = ["postgresql", "upgrade"] as const;

/** The database server, with what it needs around it: subnets, parameters and logs. */
export class PostgresInstance extends Component {
  readonly identifier: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** What IAM calls it when it speaks of database users. */
  readonly resourceId: pulumi.Output<string>;
  /** Host name, without the port. */
  readonly address: pulumi.Output<string>;
  readonly parameterGroupName: pulumi.Output<string>;

  constructor(name: string, args: PostgresInstanceArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:PostgresInstance", name, opts);
    const { identifier, settings } = args;
    const { prefix, protect } = args.environment;
    const { masterUser: username, firstDatabase: dbName } = settings;

    const subnetGroup = new aws.rds.SubnetGroup(
      this.named("subnets"),
      { description: `db tier of ${prefix}`, subnetIds: [...args.subnetIds] },
      this.within,
    );
    const parameterGroup = new aws.rds.ParameterGroup(
      this.named("parameters"),
      {
        family: `postgres${settings.version.split(".")[0] ?? ""}`,
        description: `PostgreSQL of ${prefix}`,
        parameters: parametersOf(settings).map((parameter) => ({ ...parameter })),
      },
      this.within,
    );
    const lastSnapshot = new random.RandomId(
      this.named("last-snapshot"),
      // What makes the instance anew, so that the old one's last snapshot is not in the way of the new one's.
      { byteLength: 4, keepers: { identifier, username, dbName } },
      this.within,
    );
    const instance = new aws.rds.Instance(
      this.named("instance"),
      {
        identifier,
        engine: "postgres",
        engineVersion: settings.version,
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        autoMinorVersionUpgrade: true,
        allowMajorVersionUpgrade: settings.allowMajorUpgrade,
        instanceClass: settings.instanceClass,
        multiAz: settings.multiAz,
        storageType: "gp3",
        allocatedStorage: settings.storage.gib,
        maxAllocatedStorage: settings.storage.maxGib,
        storageEncrypted: true,
        kmsKeyId: args.keyArn,
        dbName,
        username,
        password: args.masterPassword,
        iamDatabaseAuthenticationEnabled: true,
        port: postgresPort,
        publiclyAccessible: false,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [args.securityGroupId],
        parameterGroupName: parameterGroup.name,
        caCertIdentifier: settings.caCertificate,
        backupRetentionPeriod: settings.backupDays,
        backupWindow: dailyInUtc(settings.backupWindow),
        maintenanceWindow: weeklyInUtc(settings.maintenanceWindow),
        // A new major version is asked for, and its parameters with it; else changes wait for the window.
        applyImmediately: settings.allowMajorUpgrade,
        copyTagsToSnapshot: true,
        deletionProtection: protect,
        deleteAutomatedBackups: !protect,
        skipFinalSnapshot: !protect,
        finalSnapshotIdentifier: pulumi.interpolate`${identifier}-last-${lastSnapshot.hex}`,
        enabledCloudwatchLogsExports: [...logs],
        monitoringInterval: settings.monitoringSeconds,
        ...(args.monitoringRoleArn === undefined ? {} : { monitoringRoleArn: args.monitoringRoleArn }),
        ...insightsOf(settings.insights, args.keyArn),
      },
      { ...this.within, dependsOn: this.#logGroups(args) },
    );

    this.identifier = instance.identifier;
    this.arn = instance.arn;
    this.resourceId = instance.resourceId;
    this.address = instance.address;
    this.parameterGroupName = parameterGroup.name;
    this.registerOutputs({ identifier: this.identifier, address: this.address });
  }

  /** RDS makes groups that it does not find, which then keep everything for ever and without our key. */
  #logGroups({ identifier, operations }: PostgresInstanceArgs): aws.cloudwatch.LogGroup[] {
    return logs.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          this.named(`${log}-logs`),
          {
            name: `/aws/rds/instance/${identifier}/${log}`,
            retentionInDays: operations.retentionDays.application,
            kmsKeyId: operations.keyArn,
          },
          this.within,
        ),
    );
  }
}
