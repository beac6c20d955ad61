import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import type { LambdaFunction } from "../lambda-function";
import { ServiceRole } from "../service-role";

export interface LambdaScheduleArgs {
  readonly account: Account;
  readonly description: string;
  readonly group: aws.scheduler.ScheduleGroup;
  readonly lambda: Pick<LambdaFunction, "arn">;
  /** How often, as EventBridge Scheduler writes it; once a minute is the most. */
  readonly expression: `rate(${string})`;
  /** What the function is sent, as JSON. */
  readonly input: string;
  /** For how long, and how often, a call is tried again that Lambda did not take; 60 seconds at least. */
  readonly retry: { readonly seconds: number; readonly attempts: number };
  /** Where calls go that could not be made. */
  readonly failuresArn: pulumi.Input<string>;
  /** What must be over before the first call. */
  readonly after?: readonly pulumi.Resource[];
}

/** Calls a function again and again, in a role that may call nothing else. */
export class LambdaSchedule extends Component {
  constructor(name: string, args: LambdaScheduleArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:LambdaSchedule", name, opts);
    const { account, group, lambda, retry } = args;
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
        scheduleExpression: args.expression,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: lambda.arn,
          roleArn: caller.arn,
          input: args.input,
          retryPolicy: { maximumEventAgeInSeconds: retry.seconds, maximumRetryAttempts: retry.attempts },
          deadLetterConfig: { arn: args.failuresArn },
        },
      },
      { ...this.within, dependsOn: [...(args.after ?? [])] },
    );
    this.registerOutputs({});
  }
}
