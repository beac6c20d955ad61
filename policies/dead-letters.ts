import { example } from "./example";
import type { Judged, StackPolicy } from "./policy";
import {
  at,
  isRecord,
  number,
  ofType,
  parsed,
  text,
  texts,
  violation,
  violationIf,
  type Props,
} from "./read";
import { types } from "./types";

/** SQS keeps a message for four days where nothing is said. */
const defaultRetention = 345_600;
const fleeting = 300;

/** What a queue drops this soon is worth nothing afterwards, e.g. the warning that an instance goes away. */
export function holdsTheFleeting({ props }: Judged): boolean {
  return (number(props["messageRetentionSeconds"]) ?? defaultRetention) <= fleeting;
}

const record = (value: unknown): Props => {
  const content = typeof value === "string" ? parsed(value) : value;
  return isRecord(content) ? content : {};
};

const isOf = (queue: Judged, { props }: Judged): boolean => {
  const own = text(queue.props["url"]) ?? queue.id;
  return own !== undefined && props["queueUrl"] === own;
};

/** What a queue does with messages that nobody can handle: part of it, or a resource of its own. */
export function redriveOf(queue: Judged, resources: readonly Judged[]): Props {
  const apart = ofType(resources, types.queueRedrivePolicy).find((one) => isOf(queue, one));
  return record(apart?.props["redrivePolicy"] ?? queue.props["redrivePolicy"]);
}

export function deadLetterQueueOf(queue: Judged, resources: readonly Judged[]): Judged | undefined {
  const target = text(redriveOf(queue, resources)["deadLetterTargetArn"]);
  return ofType(resources, types.queue).find(({ props }) => target !== undefined && props["arn"] === target);
}

export function redriveAllowedBy(queue: Judged, resources: readonly Judged[]): Props {
  const apart = ofType(resources, types.queueRedriveAllowPolicy).find((one) => isOf(queue, one));
  return record(apart?.props["redriveAllowPolicy"] ?? queue.props["redriveAllowPolicy"]);
}

/** ARNs of queues in which others park what failed. */
export function parkingPlaces(resources: readonly Judged[]): readonly string[] {
  return resources.flatMap((one): readonly string[] => {
    const { type, props } = one;
    switch (type) {
      case types.queue:
        return texts(redriveOf(one, resources)["deadLetterTargetArn"]);
      case types.schedule:
        return texts(at(props, "target.deadLetterConfig.arn"));
      case types.eventTarget:
      case types.eventBus:
        return texts(at(props, "deadLetterConfig.arn"));
      case types.lambdaFunction:
        return texts(at(props, "deadLetterConfig.targetArn"));
      case types.functionInvokeConfig:
        return texts(at(props, "destinationConfig.onFailure.destination"));
      case types.topicSubscription:
        return texts(record(props["redrivePolicy"])["deadLetterTargetArn"]);
      default:
        return [];
    }
  });
}

const arn = (name: string) => `arn:aws:sqs:ap-northeast-2:123456789012:${name}`;
const queue = (name: string, props: Props = {}) =>
  example(types.queue, { arn: arn(name), url: `https://queue/${name}`, ...props });
const redrive = { redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 5 }) };
const byQueue = (...names: readonly string[]) => ({
  redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: names.map(arn) }),
});

export const queuesParkPoison: StackPolicy = {
  kind: "stack",
  id: "queues-park-poison",
  requirement: "A message that nobody can handle leaves its queue for another, and is not tried for ever.",
  controls: ["MSG-03", "nag:SQS3"],
  severity: "high",
  appliesTo: [types.queue],
  check: (resources) => {
    const queues = ofType(resources, types.queue);
    const parking = parkingPlaces(resources);
    return queues
      .filter((one) => !holdsTheFleeting(one))
      .filter((one) => !parking.includes(text(one.props["arn"]) ?? ""))
      .filter((one) => text(redriveOf(one, resources)["deadLetterTargetArn"]) === undefined)
      .map((one) =>
        violation(one, "redrivePolicy", "is missing: name a queue for what fails, and after how often"),
      );
  },
  violatedBy: [
    [queue("events")],
    [queue("events", { messageRetentionSeconds: 301 })],
    [queue("events"), queue("other", redrive), queue("dead")],
  ],
  keptBy: [
    queue("events", redrive),
    queue("dead"),
    queue("orders"),
    example(types.queueRedrivePolicy, { queueUrl: "https://queue/orders", ...redrive }),
    queue("warnings", { messageRetentionSeconds: 300 }),
    queue("failures"),
    example(types.schedule, { target: { deadLetterConfig: { arn: arn("failures") } } }),
    queue("parked"),
    example(types.functionInvokeConfig, {
      destinationConfig: { onFailure: { destination: arn("parked") } },
    }),
  ],
};

/** A dead letter keeps the time at which it was first sent, so that a shorter retention deletes it before anybody looks. */
export const deadLettersGuarded: StackPolicy = {
  kind: "stack",
  id: "queues-dead-letters-guarded",
  requirement: "A dead-letter queue takes messages of its own queues alone, and keeps them at least as long.",
  controls: ["MSG-05"],
  severity: "low",
  appliesTo: [types.queue],
  check: (resources) =>
    ofType(resources, types.queue).flatMap((source) => {
      const dead = deadLetterQueueOf(source, resources);
      if (dead === undefined) return [];
      const allowed = redriveAllowedBy(dead, resources);
      const isAllowed =
        allowed["redrivePermission"] === "byQueue" &&
        texts(allowed["sourceQueueArns"]).includes(text(source.props["arn"]) ?? "");
      const [kept = defaultRetention, keptBefore = defaultRetention] = [dead, source].map(({ props }) =>
        number(props["messageRetentionSeconds"]),
      );
      return [
        ...violationIf(
          !isAllowed,
          dead,
          "redriveAllowPolicy",
          "does not name its source byQueue: any queue of the account may fill it",
        ),
        ...violationIf(
          kept < keptBefore,
          dead,
          "messageRetentionSeconds",
          `is ${String(kept)}, less than the ${String(keptBefore)} of the queue it serves`,
        ),
      ];
    }),
  violatedBy: [
    [queue("events", redrive), queue("dead")],
    [queue("events", redrive), queue("dead", byQueue("other"))],
    [
      queue("events", { ...redrive, messageRetentionSeconds: 1_209_600 }),
      queue("dead", { ...byQueue("events"), messageRetentionSeconds: 345_600 }),
    ],
  ],
  keptBy: [
    queue("events", redrive),
    queue("dead", { messageRetentionSeconds: 1_209_600 }),
    example(types.queueRedriveAllowPolicy, { queueUrl: "https://queue/dead", ...byQueue("events") }),
    queue("orders", {
      redrivePolicy: { deadLetterTargetArn: arn("of-orders"), maxReceiveCount: 5 },
      messageRetentionSeconds: 1_209_600,
    }),
    queue("of-orders", { ...byQueue("orders"), messageRetentionSeconds: 1_209_600 }),
  ],
};
