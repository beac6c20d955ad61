import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { bundleFunction } from "../../../functions/bundle";
import type { Account } from "../../account";
import { Component } from "../../component";
import { LambdaFunction } from "../../lambda-function";
import type { Operations } from "../../operations";
import type { ParkingQueue } from "../parking-queue";
import type { Stream } from "../stream";
import { ticketSource } from "./source";

export interface EventRouterArgs {
  readonly prefix: string;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  readonly stream: Pick<Stream, "events" | "send">;
  readonly busName: pulumi.Output<string>;
  readonly parking: Pick<ParkingQueue, "arn">;
  readonly concurrency: number;
}

/** A day, and as many tries as EventBridge has for it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const retryPolicy = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** Six hours, the most for which Lambda keeps an event that it has no room for. */
const waitSeconds = 21_600;

/**
 * Hands ticket events on from the bus to the stream, each with its group and its id. A rule cannot do it alone: with a
 * FIFO queue for a target it knows one constant group.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_SqsParameters.html
 */
export class EventRouter extends Component {
  readonly functionName: pulumi.Output<string>;
  readonly ruleName: pulumi.Output<string>;

  constructor(name: string, args: EventRouterArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:EventRouter", name, opts);
    const { account, busName, operations, parking, prefix, stream } = args;
    const lambda = new LambdaFunction(
      this.named("lambda"),
      {
        name: `${prefix}-event-router`,
        description: "Hands ticket events on from the bus to the stream",
        bundle: bundleFunction("event-router"),
        environment: { STREAM_QUEUE_URL: stream.events.url },
        memoryMb: 256,
        timeoutSeconds: 10,
        reservedConcurrency: args.concurrency,
        account,
        operations,
        statements: stream.send(),
        failures: { queueArn: parking.arn, retries: 2, maxAgeSeconds: waitSeconds },
      },
      this.within,
    );
    const rule = new aws.cloudwatch.EventRule(
      this.named("rule"),
      {
        description: "Ticket events to the stream",
        eventBusName: busName,
        eventPattern: JSON.stringify({ source: [ticketSource] }),
      },
      this.within,
    );
    const permission = new aws.lambda.Permission(
      this.named("permission"),
      {
        action: "lambda:InvokeFunction",
        function: lambda.functionName,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      },
      this.within,
    );
    new aws.cloudwatch.EventTarget(
      this.named("target"),
      {
        eventBusName: busName,
        rule: rule.name,
        arn: lambda.arn,
        deadLetterConfig: { arn: parking.arn },
        retryPolicy,
      },
      { ...this.within, dependsOn: permission },
    );

    this.functionName = lambda.functionName;
    this.ruleName = rule.name;
    this.registerOutputs({ functionName: this.functionName });
  }
}
