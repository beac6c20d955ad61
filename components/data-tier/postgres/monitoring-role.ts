import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { ServiceRole } from "../../service-role";

export interface MonitoringRoleArgs {
  readonly account: Account;
  readonly instanceIdentifier: string;
}

/** Lets RDS write what it sees of the operating system into the account's log group `RDSOSMetrics`. */
export function monitoringRole(
  name: string,
  { account, instanceIdentifier }: MonitoringRoleArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  return new ServiceRole(
    name,
    {
      account,
      description: "Lets RDS write metrics of the operating system",
      trust: {
        Sid: "MonitoringOfTheInstance",
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": account.id },
          ArnLike: {
            "aws:SourceArn": pulumi.interpolate`arn:aws:rds:${account.region}:${account.id}:db:${instanceIdentifier}`,
          },
        },
      },
      managed: ["service-role/AmazonRDSEnhancedMonitoringRole"],
    },
    opts,
  );
}
