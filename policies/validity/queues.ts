import { deadLetterQueueOf, redriveAllowedBy, redriveOf } from "../dead-letters";
import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { isOn, list, number, ofType, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const arn = (name: string) => `arn:aws:sqs:ap-northeast-2:123456789012:${name}`;
const queue = (name: string, props: Props = {}) =>
  example(types.queue, { arn: arn(name), url: `https://queue/${name}`, name, ...props });
const fifo = (name: string, props: Props = {}) => queue(`${name}.fifo`, { fifoQueue: true, ...props });
const isFifo = ({ props }: Judged): boolean => isOn(props["fifoQueue"]);

export const queueNamesTellKind: ResourcePolicy = {
  kind: "resource",
  id: "queues-names-tell-kind",
  requirement: "A FIFO queue has a name that ends in .fifo, and no other queue has.",
  controls: ["V-120"],
  severity: "high",
  appliesTo: [types.queue],
  check: (one) => {
    const name = text(one.props["name"]) ?? "";
    return violationIf(
      isFifo(one) !== name.endsWith(".fifo"),
      one,
      "name",
      isFifo(one)
        ? "does not end in .fifo; name a FIFO queue explicitly"
        : "ends in .fifo, but the queue is none",
    );
  },
  violatedBy: [[queue("events", { fifoQueue: true })], [queue("events.fifo")]],
  keptBy: [fifo("events"), queue("events")],
};

const fifoOnly = ["contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/enable-high-throughput-fifo.html */
export const fifoSettingsLegal: ResourcePolicy = {
  kind: "resource",
  id: "queues-fifo-settings-legal",
  requirement:
    "What is meant for FIFO queues is set on those alone; a limit by group takes deduplication by group.",
  controls: ["V-121"],
  severity: "high",
  appliesTo: [types.queue],
  check: (one) => [
    ...fifoOnly
      .filter((key) => !isFifo(one) && one.props[key] !== undefined && one.props[key] !== false)
      .map((key) => violation(one, key, "is set, but the queue is no FIFO queue")),
    ...violationIf(
      one.props["fifoThroughputLimit"] === "perMessageGroupId" &&
        one.props["deduplicationScope"] !== "messageGroup",
      one,
      "deduplicationScope",
      "is not messageGroup, although the limit is one by message group",
    ),
  ],
  violatedBy: [
    [queue("events", { contentBasedDeduplication: true })],
    [fifo("events", { fifoThroughputLimit: "perMessageGroupId" })],
  ],
  keptBy: [
    fifo("events", { fifoThroughputLimit: "perMessageGroupId", deduplicationScope: "messageGroup" }),
    queue("events", { contentBasedDeduplication: false }),
  ],
};

const redrive = (name: string, maxReceiveCount: unknown = 5) => ({
  redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(name), maxReceiveCount }),
});
const mostSources = 10;
const mostReceives = 1000;

/** Account and region of an ARN, between which no message is moved. */
const homeOf = (of: unknown): string => (text(of) ?? "").split(":").slice(3, 5).join(":");

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
export const redrivesLegal: StackPolicy = {
  kind: "stack",
  id: "queues-redrives-legal",
  requirement: "A dead-letter queue is of the kind, the account and the region of the queue it serves.",
  controls: ["V-122"],
  severity: "high",
  appliesTo: [types.queue],
  check: (resources) =>
    ofType(resources, types.queue).flatMap((one) => {
      const policy = redriveOf(one, resources);
      const target = text(policy["deadLetterTargetArn"]);
      const dead = deadLetterQueueOf(one, resources);
      const receives = Number(policy["maxReceiveCount"]);
      const sources = list(redriveAllowedBy(one, resources)["sourceQueueArns"]);
      return [
        ...violationIf(
          dead !== undefined && isFifo(dead) !== isFifo(one),
          one,
          "redrivePolicy",
          `names ${isFifo(one) ? "a queue that is no FIFO queue" : "a FIFO queue"}, and SQS takes its own kind only`,
        ),
        ...violationIf(
          target !== undefined && homeOf(target) !== homeOf(one.props["arn"] ?? target),
          one,
          "redrivePolicy",
          "names a queue of another region or account",
        ),
        ...violationIf(
          target !== undefined && !(receives >= 1 && receives <= mostReceives),
          one,
          "redrivePolicy",
          `has a maxReceiveCount that is not from 1 to ${String(mostReceives)}`,
        ),
        ...violationIf(
          sources.length > mostSources,
          one,
          "redriveAllowPolicy",
          `names more than ${String(mostSources)} queues`,
        ),
      ];
    }),
  violatedBy: [
    [fifo("events", redrive("dead")), queue("dead")],
    [queue("events", redrive("dead.fifo")), fifo("dead")],
    [queue("events", redrive("dead", 0)), queue("dead")],
    [
      queue("events", {
        redrivePolicy: { deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dead", maxReceiveCount: 1 },
      }),
    ],
    [
      queue("dead", {
        redriveAllowPolicy: JSON.stringify({ sourceQueueArns: Array.from({ length: 11 }, () => arn("a")) }),
      }),
    ],
  ],
  keptBy: [fifo("events", redrive("dead.fifo")), fifo("dead"), queue("orders", redrive("of-another", "3"))],
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const ranges: readonly (readonly [key: string, least: number, most: number])[] = [
  ["visibilityTimeoutSeconds", 0, 43_200],
  ["messageRetentionSeconds", 60, 1_209_600],
  ["delaySeconds", 0, 900],
  ["receiveWaitTimeSeconds", 0, 20],
  ["maxMessageSize", 1024, 1_048_576],
  ["kmsDataKeyReusePeriodSeconds", 60, 86_400],
];

export const queueSettingsLegal: ResourcePolicy = {
  kind: "resource",
  id: "queues-settings-legal",
  requirement: "Times and sizes of a queue are within what SQS takes, and one key encrypts it.",
  controls: ["V-123"],
  severity: "high",
  appliesTo: [types.queue],
  check: (one) => [
    ...ranges.flatMap(([key, least, most]) => {
      const value = number(one.props[key]) ?? least;
      return violationIf(
        value < least || value > most,
        one,
        key,
        `is ${String(value)}, not from ${String(least)} to ${String(most)}`,
      );
    }),
    ...violationIf(
      one.props["sqsManagedSseEnabled"] === true && text(one.props["kmsMasterKeyId"]) !== undefined,
      one,
      "sqsManagedSseEnabled",
      "is on beside kmsMasterKeyId; SQS takes one of the two",
    ),
  ],
  violatedBy: [
    ...ranges.map(([key, , most]) => [queue("events", { [key]: most + 1 })]),
    [queue("events", { sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/urr" })],
  ],
  keptBy: [
    queue("events", Object.fromEntries(ranges.map(([key, least]) => [key, least]))),
    queue("orders", { sqsManagedSseEnabled: true }),
  ],
};
