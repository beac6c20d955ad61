import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Operations } from "../../operations";
import { policyDocument, tlsOnly, type Statement } from "../../policy-document";
import { StreamAlarms } from "./alarms";
import type { EventsSettings } from "./settings";
import { visibilitySeconds } from "./visibility";

export interface StreamArgs extends EventsSettings {
  /** Services that may send, by name. */
  readonly senders: readonly string[];
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms">;
}

interface Queue {
  readonly url: pulumi.Output<string>;
  /** Known once its policy is in place. */
  readonly arn: pulumi.Output<string>;
}

const daysInSeconds = (days: number): number => days * 86_400;

/** The most SQS keeps anything. */
const longestDays = 14;

/**
 * What happens to tickets, in the order in which it happened: a FIFO queue, and a second one for what was given up.
 *
 * A message's group is a section of a show, so that sections are worked on side by side and each in its order. The key
 * is our own and not SQS's: who may read a buyer's events is then a question of a key too, whatever a queue's policy
 * says.
 */
export class Stream extends Component {
  readonly events: Queue & { readonly name: pulumi.Output<string> };
  readonly deadLetters: Queue;
  /** Encrypts both queues. */
  readonly keyArn: pulumi.Output<string>;
  /** How often an event is received before it is given up. */
  readonly maxReceives: number;
  readonly senders: readonly string[];
  readonly #account: Account;

  constructor(name: string, args: StreamArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:Stream", name, opts);
    const { account, environment } = args;
    const { prefix, protect } = environment;
    this.#account = account;
    this.maxReceives = args.maxReceives;
    this.senders = args.senders;

    const key = encryptionKey(
      this.named("key"),
      { description: `Ticket events of ${prefix}`, account, disposable: !protect },
      this.within,
    );
    const deadLetters = this.#queue("dlq", `${prefix}-ticket-events-dlq.fifo`, key.arn, {
      messageRetentionSeconds: daysInSeconds(longestDays),
    });
    const events = this.#queue("queue", `${prefix}-ticket-events.fifo`, key.arn, {
      messageRetentionSeconds: daysInSeconds(args.retentionDays),
      redrivePolicy: pulumi.jsonStringify({
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: args.maxReceives,
      }),
    });
    new aws.sqs.RedriveAllowPolicy(
      this.named("dlq-source"),
      {
        queueUrl: deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [events.arn],
        }),
      },
      this.within,
    );
    if (args.alarms) {
      new StreamAlarms(
        this.named("alarms"),
        {
          queueName: events.name,
          deadLetterQueueName: deadLetters.name,
          maxAgeSeconds: args.maxAgeSeconds,
          topicArn: args.operations.alarms.arn,
          prefix,
        },
        this.within,
      );
    }

    this.events = { url: events.url, arn: this.#guarded("queue", events), name: events.name };
    this.deadLetters = { url: deadLetters.url, arn: this.#guarded("dlq", deadLetters) };
    this.keyArn = key.arn;
    this.registerOutputs({ url: this.events.url, deadLetterUrl: this.deadLetters.url });
  }

  /** What a sender may do. SQS makes a data key for it and opens those it has made. */
  send(): readonly Statement[] {
    return [
      {
        Sid: "SendTicketEvents",
        Effect: "Allow",
        Action: ["sqs:GetQueueUrl", "sqs:SendMessage"],
        Resource: this.events.arn,
      },
      this.#useKey("EncryptTicketEvents", ["kms:Decrypt", "kms:GenerateDataKey"]),
    ];
  }

  /** What a service may do here: a sender may send, another nothing. */
  grantsFor(service: string): readonly Statement[] {
    return this.senders.includes(service) ? this.send() : [];
  }

  /** What the worker may do, whichever form it has: receive events, and give up those that cannot succeed. */
  consume(): readonly Statement[] {
    return [
      {
        Sid: "ReceiveTicketEvents",
        Effect: "Allow",
        Action: [
          ...["sqs:ChangeMessageVisibility", "sqs:DeleteMessage"],
          ...["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        ],
        Resource: this.events.arn,
      },
      {
        Sid: "GiveUpTicketEvents",
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: this.deadLetters.arn,
      },
      this.#useKey("ReadTicketEvents", ["kms:Decrypt", "kms:GenerateDataKey"]),
    ];
  }

  #useKey(Sid: string, Action: readonly string[]): Statement {
    return {
      Sid,
      Effect: "Allow",
      Action,
      Resource: this.keyArn,
      Condition: { StringEquals: { "kms:ViaService": `sqs.${this.#account.region}.amazonaws.com` } },
    };
  }

  /**
   * A sender names the message it must not send twice; who forgets is told apart by the content.
   * The limits go by group, which SQS calls high throughput.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
   */
  #queue(part: string, name: string, keyArn: pulumi.Input<string>, own: aws.sqs.QueueArgs): aws.sqs.Queue {
    return new aws.sqs.Queue(
      this.named(part),
      {
        name,
        fifoQueue: true,
        contentBasedDeduplication: true,
        deduplicationScope: "messageGroup",
        fifoThroughputLimit: "perMessageGroupId",
        receiveWaitTimeSeconds: 20,
        visibilityTimeoutSeconds: visibilitySeconds,
        kmsMasterKeyId: keyArn,
        // Within the hour SQS opens messages without asking KMS, which counts and charges every request.
        kmsDataKeyReusePeriodSeconds: 3_600,
        ...own,
      },
      this.within,
    );
  }

  #guarded(part: string, { arn, url }: aws.sqs.Queue): pulumi.Output<string> {
    const policy = new aws.sqs.QueuePolicy(
      this.named(`${part}-policy`),
      { queueUrl: url, policy: policyDocument([tlsOnly("sqs:*", arn)]) },
      this.within,
    );
    return pulumi.all([arn, policy.id]).apply(([known]) => known);
  }
}
