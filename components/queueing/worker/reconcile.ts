import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { Component } from "../../component";
import type { LambdaFunction } from "../../lambda-function";
import { ServiceRole } from "../../service-role";

export interface ReconcileScheduleArgs {
  readonly account: Account;
  readonly lambda: Pick<LambdaFunction, "arn">;
  /** Where calls go that Lambda did not take. */
  readonly failuresArn: pulumi.Input<string>;
  /** Ways that must stand before the first call. */
  readonly after: readonly pulumi.Resource[];
}

/** By what the worker knows that it is to compare every seat map with the database. */
export const reconcileCall = JSON.stringify({ reconcile: {} });

/** Has the worker repair every seat map that differs from the database, four times an hour. */
export class ReconcileSchedule extends Component {
  constructor(name: string, args: ReconcileScheduleArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:ReconcileSchedule", name, opts);
    const { account, failuresArn, lambda } = args;
    const description = "Has the ticket worker repair seat maps";

    const group = new aws.scheduler.ScheduleGroup(this.named("group"), {}, this.within);
    const caller = new ServiceRole(
      this.named("caller"),
      {
        account,
        description,
        trust: {
          Sid: "OwnSchedules",
          Effect: "Allow",
          Principal: { Service: "scheduler.amazonaws.com" },
          Action: "sts:AssumeRole",
          // The group's ARN, never a schedule's:
          // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
          Condition: {
            StringEquals: { "aws:SourceAccount": account.id },
            ArnEquals: { "aws:SourceArn": group.arn },
          },
        },
        statements: [
          { Sid: "Call", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: lambda.arn },
          { Sid: "Failures", Effect: "Allow", Action: "sqs:SendMessage", Resource: failuresArn },
        ],
      },
      this.within,
    );
    new aws.scheduler.Schedule(
      this.named("schedule"),
      {
        description,
        groupName: group.name,
        scheduleExpression: "rate(15 minutes)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: lambda.arn,
          roleArn: caller.arn,
          input: reconcileCall,
          // Fifteen minutes: then the next one is due.
          retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 3 },
          deadLetterConfig: { arn: failuresArn },
        },
      },
      { ...this.within, dependsOn: [...args.after] },
    );
    this.registerOutputs({});
  }
}
