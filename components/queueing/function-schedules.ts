import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import type { LambdaFunction } from "../lambda-function";
import { schedulerTrust } from "../scheduler-trust";
import { ServiceRole } from "../service-role";

/** Calls of one function, again and again. */
export interface RepeatedCall {
  readonly description: string;
  readonly lambda: Pick<LambdaFunction, "arn">;
  /** What the function is sent, as JSON. */
  readonly input: string;
  /** How often a call is tried again that Lambda did not take. */
  readonly retries: number;
  /** What must be over before the first call. */
  readonly after?: readonly pulumi.Resource[];
}

export interface FunctionSchedulesArgs {
  readonly account: Account;
  /** What is called, for who reads the role. */
  readonly description: string;
  /** How many minutes lie between two calls; for as long a call is tried. */
  readonly everyMinutes: number;
  /** By a short word. */
  readonly calls: Readonly<Record<string, RepeatedCall>>;
  /** Where calls go that could not be made. */
  readonly failuresArn: pulumi.Input<string>;
}

/** Has functions called at regular times, in a role that may call these and nothing else. */
export class FunctionSchedules extends Component {
  /** Whoever waits for the first calls waits for these. */
  readonly schedules: readonly pulumi.Resource[];

  constructor(name: string, args: FunctionSchedulesArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:FunctionSchedules", name, opts);
    const { account, calls, everyMinutes, failuresArn } = args;
    const group = new aws.scheduler.ScheduleGroup(this.named("group"), {}, this.within);
    const caller = new ServiceRole(
      this.named("caller"),
      {
        account,
        description: args.description,
        trust: schedulerTrust(account, group),
        statements: [
          {
            Sid: "Call",
            Effect: "Allow",
            Action: "lambda:InvokeFunction",
            Resource: Object.values(calls).map(({ lambda }) => lambda.arn),
          },
          { Sid: "Failures", Effect: "Allow", Action: "sqs:SendMessage", Resource: failuresArn },
        ],
      },
      this.within,
    );
    this.schedules = Object.entries(calls).map(
      ([part, { after = [], description, input, lambda, retries }]) =>
        new aws.scheduler.Schedule(
          this.named(part),
          {
            description,
            groupName: group.name,
            scheduleExpression:
              everyMinutes === 1 ? "rate(1 minute)" : `rate(${String(everyMinutes)} minutes)`,
            flexibleTimeWindow: { mode: "OFF" },
            target: {
              arn: lambda.arn,
              roleArn: caller.arn,
              input,
              // For as long as it takes until the next one is due.
              retryPolicy: { maximumEventAgeInSeconds: everyMinutes * 60, maximumRetryAttempts: retries },
              deadLetterConfig: { arn: failuresArn },
            },
          },
          { ...this.within, dependsOn: [...after] },
        ),
    );
    this.registerOutputs({});
  }
}
