import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { Component } from "../../component";
import type { LambdaFunction } from "../../lambda-function";
import { ServiceRole } from "../../service-role";

export interface EveryMinuteArgs {
  readonly account: Account;
  readonly description: string;
  readonly group: aws.scheduler.ScheduleGroup;
  readonly lambda: Pick<LambdaFunction, "arn">;
  /** Where calls go that could not be made. */
  readonly failuresArn: pulumi.Input<string>;
  /** How often a call is tried again that Lambda did not take. */
  readonly retries: 0 | 1 | 2;
  /** What must be over before the first call. */
  readonly after?: readonly pulumi.Resource[];
}

/** Calls a function once a minute, which is as often as EventBridge can. */
export class EveryMinute extends Component {
  constructor(name: string, args: EveryMinuteArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:EveryMinute", name, opts);
    const { account, group, lambda } = args;
    const caller = new ServiceRole(
      this.named("caller"),
      {
        account,
        description: args.description,
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
          { Sid: "Failures", Effect: "Allow", Action: "sqs:SendMessage", Resource: args.failuresArn },
        ],
      },
      this.within,
    );
    new aws.scheduler.Schedule(
      this.named("schedule"),
      {
        description: args.description,
        groupName: group.name,
        scheduleExpression: "rate(1 minute)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: lambda.arn,
          roleArn: caller.arn,
          input: "{}",
          // A minute, the least there is: after it the next call is due.
          retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: args.retries },
          deadLetterConfig: { arn: args.failuresArn },
        },
      },
      { ...this.within, dependsOn: [...(args.after ?? [])] },
    );
    this.registerOutputs({});
  }
}
