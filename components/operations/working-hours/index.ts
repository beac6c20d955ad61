import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { Component } from "../../component";
import { scheduleExpressions, type WorkingHoursSettings } from "./settings";
import type { Statement } from "../../policy-document";
import { schedulerTrust } from "../../scheduler-trust";
import { ServiceRole } from "../../service-role";

/** A managed node group, and its size while people work. */
export interface ScheduledNodeGroup {
  readonly clusterName: pulumi.Input<string>;
  readonly name: pulumi.Input<string>;
  readonly min: number;
  readonly desired: number;
  readonly max: number;
}

/** A database that stands alone: RDS stops none that has a replica or is one. */
export interface ScheduledDatabase {
  readonly identifier: pulumi.Input<string>;
  readonly arn: pulumi.Input<string>;
}

export interface WorkingHoursArgs {
  readonly account: Account;
  readonly hours: WorkingHoursSettings;
  /** By a short name of our own, which becomes part of the schedules' names. */
  readonly nodeGroups: Readonly<Record<string, ScheduledNodeGroup>>;
  readonly databases: Readonly<Record<string, ScheduledDatabase>>;
}

/** One call to AWS, with its parameters as the SDK for Java spells them. */
interface Call {
  readonly action: `${string}:${string}`;
  readonly input: pulumi.Input<string>;
}

/**
 * Starts nodes when people come, and databases before them, and stops both every evening, by EventBridge Scheduler's own
 * calls to AWS: no function in between. The evening also stops a database that RDS has started by itself after seven days.
 *
 * A failure has no dead-letter queue and no alarm: a stop is repeated the next evening, a missing start shows at once,
 * and both are refused in the ordinary course of things, where somebody was up before the schedule.
 */
export class WorkingHours extends Component {
  constructor(name: string, args: WorkingHoursArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:WorkingHours", name, opts);
    const { account, databases, hours, nodeGroups } = args;
    const group = new aws.scheduler.ScheduleGroup(this.named("group"), {}, this.within);
    const caller = new ServiceRole(
      this.named("caller"),
      {
        account,
        description: "Schedules that start and stop what is not needed out of hours",
        trust: schedulerTrust(account, group),
        statements: [...sizing(account, nodeGroups), ...stopping(databases)],
      },
      this.within,
    );

    const expressions = scheduleExpressions(hours);
    const schedule = (part: string, when: keyof typeof expressions, description: string, call: Call) =>
      new aws.scheduler.Schedule(
        this.named(`${part}-${when === "stop" ? "off" : "on"}`),
        {
          description,
          groupName: group.name,
          scheduleExpression: expressions[when],
          scheduleExpressionTimezone: hours.timezone,
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            arn: `arn:aws:scheduler:::aws-sdk:${call.action}`,
            roleArn: caller.arn,
            input: call.input,
            // An hour, so that no late try meets the next schedule.
            retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
          },
        },
        this.within,
      );
    for (const [part, nodes] of Object.entries(nodeGroups)) {
      const { min, desired } = nodes;
      schedule(part, "startNodes", `Nodes of ${part} come back`, resize(nodes, min, desired));
      schedule(part, "stop", `Nodes of ${part} go`, resize(nodes, 0, 0));
    }
    for (const [part, { identifier }] of Object.entries(databases)) {
      const input = pulumi.jsonStringify({ DbInstanceIdentifier: identifier });
      schedule(part, "startDatabase", `Starts the database ${part}`, {
        action: "rds:startDBInstance",
        input,
      });
      schedule(part, "stop", `Stops the database ${part}`, { action: "rds:stopDBInstance", input });
    }
    this.registerOutputs({});
  }
}

/** The maximum goes along, since it may not be below the others and EKS takes no maximum of 0. */
function resize({ clusterName, name, max }: ScheduledNodeGroup, MinSize: number, DesiredSize: number): Call {
  return {
    action: "eks:updateNodegroupConfig",
    input: pulumi.jsonStringify({
      ClusterName: clusterName,
      NodegroupName: name,
      ScalingConfig: { MinSize, DesiredSize, MaxSize: max },
    }),
  };
}

function sizing({ id, region }: Account, nodeGroups: WorkingHoursArgs["nodeGroups"]): readonly Statement[] {
  const arns = Object.values(nodeGroups).map(
    ({ clusterName, name }) =>
      pulumi.interpolate`arn:aws:eks:${region}:${id}:nodegroup/${clusterName}/${name}/*`,
  );
  if (arns.length === 0) return [];
  return [{ Sid: "NodeGroups", Effect: "Allow", Action: "eks:UpdateNodegroupConfig", Resource: arns }];
}

function stopping(databases: WorkingHoursArgs["databases"]): readonly Statement[] {
  const arns = Object.values(databases).map(({ arn }) => arn);
  if (arns.length === 0) return [];
  return [
    {
      Sid: "Databases",
      Effect: "Allow",
      Action: ["rds:StartDBInstance", "rds:StopDBInstance"],
      Resource: arns,
    },
  ];
}
