import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Operations } from "../../operations";
import type { Statement } from "../../policy-document";
import type { Stream } from "../stream";
import { ParkingQueue } from "../parking-queue";
import { BusAlarms } from "./alarms";
import { EventRouter } from "./router";
import { EventSchemas } from "./schemas";
import type { BusSettings } from "./settings";
import { ticketSource } from "./source";

export interface EventBusArgs extends Omit<BusSettings, "enabled"> {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  readonly stream: Pick<Stream, "events" | "send">;
}

/**
 * Where services publish what happened to tickets, for the stream and for whoever else wants to know. Events are kept
 * and can be replayed, which the worker takes for repetitions.
 *
 * It has no policy of its own, and without one nobody of another account can publish here. The right to write such
 * policies cannot be limited to one bus, so that roles of a stack do not have it:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export class EventBus extends Component {
  readonly busName: pulumi.Output<string>;
  readonly busArn: pulumi.Output<string>;

  constructor(name: string, args: EventBusArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:EventBus", name, opts);
    const { account, environment, operations, stream } = args;
    const { prefix, protect } = environment;
    const busName = `${prefix}-tickets`;

    const key = encryptionKey(
      this.named("key"),
      {
        description: `Published events of ${prefix}`,
        account,
        statements: [eventBridgeUses(account)],
        disposable: !protect,
      },
      this.within,
    );
    const parking = new ParkingQueue(
      this.named("parking"),
      {
        statements: (queueArn) => [parkedBy(account, busName, queueArn)],
        alarm: {
          description: `${prefix}, event bus: an event did not reach the stream. Its message says why; send it again to the stream once the cause is gone.`,
          topicArn: operations.alarms.arn,
        },
      },
      this.within,
    );
    const bus = new aws.cloudwatch.EventBus(
      this.named("bus"),
      {
        name: busName,
        description: `What happens to tickets of ${prefix}`,
        kmsKeyIdentifier: key.arn,
        // For what it can no longer decrypt.
        deadLetterConfig: { arn: parking.arn },
      },
      this.within,
    );
    new aws.cloudwatch.EventArchive(
      this.named("archive"),
      {
        name: busName,
        description: `What happened to tickets of ${prefix}`,
        eventSourceArn: bus.arn,
        eventPattern: JSON.stringify({ source: [ticketSource] }),
        retentionDays: args.archiveDays,
        kmsKeyIdentifier: key.arn,
      },
      this.within,
    );
    new EventSchemas(this.named("schemas"), { prefix }, this.within);
    const router = new EventRouter(
      this.named("router"),
      {
        ...{ account, operations, parking, prefix, stream },
        busName: bus.name,
        concurrency: args.routerConcurrency,
      },
      this.within,
    );
    new BusAlarms(
      this.named("alarms"),
      {
        busName: bus.name,
        ruleName: router.ruleName,
        functionName: router.functionName,
        topicArn: operations.alarms.arn,
        prefix,
      },
      this.within,
    );

    this.busName = bus.name;
    this.busArn = bus.arn;
    this.registerOutputs({ busName: this.busName });
  }

  /** What a sender may do: publish ticket events, in the name of no other source. */
  publish(): readonly Statement[] {
    return [
      {
        Sid: "PublishTicketEvents",
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: this.busArn,
        Condition: { StringEquals: { "events:source": ticketSource } },
      },
    ];
  }
}

/** By the account and not by the bus, as its rules and archives use the key too: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html */
function eventBridgeUses({ id }: Account): Statement {
  return {
    Sid: "EventsOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": id } },
  };
}

/** What the bus itself or one of its rules leaves: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function parkedBy({ id, region }: Account, busName: string, queueArn: pulumi.Input<string>): Statement {
  const events = pulumi.interpolate`arn:aws:events:${region}:${id}`;
  return {
    Sid: "EventsThatDidNotArrive",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: {
      ArnLike: {
        "aws:SourceArn": [
          pulumi.interpolate`${events}:event-bus/${busName}`,
          pulumi.interpolate`${events}:rule/${busName}/*`,
        ],
      },
    },
  };
}
