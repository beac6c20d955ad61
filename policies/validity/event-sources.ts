import { example } from "../example";
import { queueReaders } from "../function-links";
import type { StackPolicy } from "../policy";
import { at, grouped, isOn, number, text, violationIf, type Props } from "../read";
import { types } from "../types";

const functionArn = "arn:aws:lambda:ap-northeast-2:123456789012:function:worker";
const sqs = "arn:aws:sqs:ap-northeast-2:123456789012:";
const lambda = (props: Props = {}) =>
  example(types.lambdaFunction, { name: "worker", arn: functionArn, ...props });
const queue = (name: string, props: Props = {}) =>
  example(types.queue, { arn: `${sqs}${name}`, name, ...props });
const fifo = (props: Props = {}) => queue("events.fifo", { fifoQueue: true, ...props });
const mapping = (name: string, props: Props = {}) =>
  example(types.eventSourceMapping, { eventSourceArn: `${sqs}${name}`, functionName: functionArn, ...props });
const atOnce = (maximumConcurrency: number) => ({ scalingConfig: { maximumConcurrency } });

const concurrencyOf = (props: Props): number | undefined =>
  number(at(props, "scalingConfig.maximumConcurrency"));

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#events-sqs-max-concurrency */
export const queueReadersWithinReserve: StackPolicy = {
  kind: "stack",
  id: "functions-queue-readers-within-reserve",
  requirement:
    "Queues together start no more executions of a function than it has reserved; what is refused counts as a receive.",
  controls: ["V-75"],
  severity: "high",
  appliesTo: [types.eventSourceMapping],
  check: (resources) => {
    const readers = queueReaders(resources);
    const byFunction = grouped(readers, ({ reader }) => reader?.urn);
    return readers.flatMap(({ mapping: one, reader }) => {
      const most = concurrencyOf(one.props);
      const reserved = number(reader?.props["reservedConcurrentExecutions"]) ?? -1;
      const all = (byFunction.get(reader?.urn ?? "") ?? []).reduce(
        (sum, { mapping: { props } }) => sum + (concurrencyOf(props) ?? 0),
        0,
      );
      return [
        ...violationIf(
          most !== undefined && (most < 2 || most > 1000),
          one,
          "scalingConfig.maximumConcurrency",
          `is ${String(most)}, not from 2 to 1000`,
        ),
        ...violationIf(
          reserved > 0 && most === undefined,
          one,
          "scalingConfig.maximumConcurrency",
          `is missing: the queue starts more than the ${String(reserved)} executions the function has reserved`,
        ),
        ...violationIf(
          reserved > 0 && all > reserved,
          one,
          "scalingConfig.maximumConcurrency",
          `adds up to ${String(all)} with the function's other queues; it has ${String(reserved)} reserved`,
        ),
      ];
    });
  },
  violatedBy: [
    [mapping("events", atOnce(1))],
    [mapping("events"), lambda({ reservedConcurrentExecutions: 10 })],
    [mapping("events", atOnce(11)), lambda({ reservedConcurrentExecutions: 10 })],
    [
      mapping("events", atOnce(6)),
      mapping("orders", atOnce(6)),
      lambda({ reservedConcurrentExecutions: 10 }),
    ],
  ],
  keptBy: [
    mapping("events", atOnce(10)),
    lambda({ reservedConcurrentExecutions: 10 }),
    mapping("orders", { functionName: "of-another-stack" }),
  ],
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const queueBatchesLegal: StackPolicy = {
  kind: "stack",
  id: "functions-queue-batches-legal",
  requirement:
    "A FIFO queue gives ten messages at the most and waits for no more; another waits where it gives more than ten.",
  controls: ["V-76"],
  severity: "high",
  appliesTo: [types.eventSourceMapping],
  check: (resources) =>
    queueReaders(resources).flatMap(({ mapping: one, queue: source }) => {
      const size = number(one.props["batchSize"]) ?? 10;
      const window = number(one.props["maximumBatchingWindowInSeconds"]) ?? 0;
      const isFifo =
        isOn(source?.props["fifoQueue"]) || (text(one.props["eventSourceArn"]) ?? "").endsWith(".fifo");
      if (isFifo) {
        return [
          ...violationIf(
            size < 1 || size > 10,
            one,
            "batchSize",
            `is ${String(size)}; a FIFO queue gives 1 to 10`,
          ),
          ...violationIf(
            one.props["maximumBatchingWindowInSeconds"] !== undefined,
            one,
            "maximumBatchingWindowInSeconds",
            "is set, and Lambda takes no window for a FIFO queue",
          ),
        ];
      }
      return [
        ...violationIf(
          size < 1 || size > 10_000,
          one,
          "batchSize",
          `is ${String(size)}, not from 1 to 10000`,
        ),
        ...violationIf(
          size > 10 && window < 1,
          one,
          "maximumBatchingWindowInSeconds",
          "is missing: more than ten messages take a window of a second at the least",
        ),
        ...violationIf(window > 300, one, "maximumBatchingWindowInSeconds", "is more than 300"),
      ];
    }),
  violatedBy: [
    [mapping("events.fifo", { batchSize: 11 }), fifo()],
    [mapping("events.fifo", { batchSize: 10, maximumBatchingWindowInSeconds: 1 })],
    [mapping("events.fifo", { maximumBatchingWindowInSeconds: 0 }), fifo()],
    [mapping("events", { batchSize: 100 }), queue("events")],
    [mapping("events", { batchSize: 10_001, maximumBatchingWindowInSeconds: 1 })],
  ],
  keptBy: [
    mapping("events.fifo", { batchSize: 10 }),
    fifo(),
    mapping("events", { batchSize: 100, maximumBatchingWindowInSeconds: 1 }),
    mapping("orders"),
  ],
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig */
const timesTimeout = 6;

export const queueTimeoutsAgree: StackPolicy = {
  kind: "stack",
  id: "functions-queue-timeouts-agree",
  requirement: "A queue hides a message for six times the time limit of the function that reads it.",
  controls: ["V-77"],
  severity: "high",
  appliesTo: [types.eventSourceMapping],
  check: (resources) =>
    queueReaders(resources).flatMap(({ queue: source, reader }) => {
      if (source === undefined || reader === undefined) return [];
      const hidden = number(source.props["visibilityTimeoutSeconds"]) ?? 30;
      const least = timesTimeout * (number(reader.props["timeout"]) ?? 3);
      return violationIf(
        hidden < least,
        source,
        "visibilityTimeoutSeconds",
        `is ${String(hidden)}; the function may take ${String(least / timesTimeout)}, and six times that is ${String(least)}`,
      );
    }),
  violatedBy: [
    [mapping("events"), queue("events", { visibilityTimeoutSeconds: 179 }), lambda({ timeout: 30 })],
    [mapping("events"), queue("events"), lambda({ timeout: 6 })],
  ],
  keptBy: [
    mapping("events"),
    queue("events", { visibilityTimeoutSeconds: 180 }),
    lambda({ timeout: 30 }),
    mapping("of-another"),
  ],
};
