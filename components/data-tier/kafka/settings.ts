import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { isBrokerType } from "./broker-types";
import { defaultVersion, kafkaVersions, mostBrokers } from "./versions";

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html: GiB of a broker's volume */
const largestVolume = 16_384;

/** Kafka's own rule for a topic; what begins with two underscores is Kafka's. */
const topicName = z
  .string()
  .max(249)
  .regex(
    /^(?!__|\.{1,2}$)[a-zA-Z0-9._-]+$/,
    "must consist of letters, digits, dots, underscores and hyphens, and not begin with __",
  );

const topic = z.strictObject({
  partitions: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({
      description:
        "Consumers of a group that can share the topic; `partitions` of the cluster unless set. It can only grow.",
      examples: [6],
    }),
  retentionHours: z
    .int()
    .min(1)
    .optional()
    .meta({
      description: "Hours a message is kept; `retentionHours` of the cluster unless set.",
      examples: [168],
    }),
  cleanup: z
    .enum(["delete", "compact"])
    .default("delete")
    .meta({
      description: "`delete` drops what is old, `compact` keeps the last message of each key.",
      examples: ["delete"],
    }),
});

/** Metrics name topics with dots for underscores, so that two that differ by these cannot be told apart. */
function twinProblems(topics: Readonly<Record<string, unknown>>): readonly Contradiction[] {
  const plain = (name: string) => name.replaceAll(".", "_");
  const names = Object.keys(topics);
  return names.flatMap((name, index) => {
    const twin = names.slice(0, index).find((earlier) => plain(earlier) === plain(name));
    if (twin === undefined) return [];
    const message = `differs from ${twin} by dots and underscores only, which Kafka's metrics mix up`;
    return [{ path: [name], message, example: { partitions: 6 } }];
  });
}

const fields = {
  version: z
    .enum(kafkaVersions)
    .default(defaultVersion)
    .meta({
      description:
        "Version of Kafka. Whether it ends in `.kraft` cannot change later, and no version can go back.",
      examples: [defaultVersion],
    }),
  brokerType: z
    .string()
    .refine(isBrokerType, "is no type of standard brokers that MSK offers")
    .default("kafka.m7g.large")
    .meta({
      description: "Broker type. `kafka.t3.small` for environments with little traffic.",
      examples: ["kafka.m7g.large"],
    }),
  brokers: z
    .int()
    .min(2)
    .max(60)
    .optional()
    .meta({
      description:
        "Brokers, a multiple of the network's zones (three zones at most count); one to a zone unless set. It can grow, not shrink.",
      examples: [3],
    }),
  storageGib: z
    .int()
    .min(10)
    .max(largestVolume)
    .default(100)
    .meta({
      description:
        "GiB of disk each broker begins with. Later it grows by itself, so that a change here does nothing.",
      examples: [100],
    }),
  maxGib: z
    .int()
    .min(10)
    .max(largestVolume)
    .optional()
    .meta({
      description:
        "GiB to which a broker's disk grows when it is 60 % full; five times `storageGib` unless set.",
      examples: [500],
    }),
  replicationFactor: z
    .int()
    .min(1)
    .max(5)
    .optional()
    .meta({
      description: "Brokers that keep a message: 3, or 2 of two brokers, unless set.",
      examples: [3],
    }),
  minInsyncReplicas: z
    .int()
    .min(1)
    .max(4)
    .optional()
    .meta({
      description: "Copies without which nothing is written: one less than `replicationFactor` unless set.",
      examples: [2],
    }),
  partitions: z
    .int()
    .min(1)
    .max(1000)
    .default(6)
    .meta({ description: "Partitions of a topic that states none.", examples: [6] }),
  retentionHours: z
    .int()
    .min(1)
    .default(168)
    .meta({ description: "Hours a message is kept in a topic that states nothing else.", examples: [168] }),
  topics: z
    .record(topicName, topic)
    .superRefine(refusing(twinProblems))
    .default({ "ticket-events": { cleanup: "delete" }, "payment-events": { cleanup: "delete" } })
    .meta({
      description:
        "Topics by name; Kafka makes none by itself. Unless set one for each service that produces, ticket and payment.",
      examples: [{ "ticket-events": { partitions: 6, retentionHours: 168 } }],
    }),
  monitoring: z
    .enum(["DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"])
    .default("PER_TOPIC_PER_BROKER")
    .meta({
      description:
        "How finely CloudWatch measures. `DEFAULT` is free and feeds every alarm; others cost by the metric.",
      examples: ["PER_TOPIC_PER_BROKER"],
    }),
  openMonitoring: z
    .boolean()
    .default(false)
    .meta({ description: "Lets Prometheus read brokers and their hosts.", examples: [false] }),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

/** What no field can tell by itself, and needs nothing of the network. */
function brokerProblems({ brokers, version }: Fields): readonly Contradiction[] {
  const most = mostBrokers(version);
  if (brokers === undefined || brokers <= most) return [];
  const message = `is more than the ${String(most)} that AWS allows with ${version}`;
  return [{ path: ["brokers"], message, example: most }];
}

function diskProblems(settings: Fields): readonly Contradiction[] {
  const { storageGib } = settings;
  if (maxGibOf(settings) >= storageGib) return [];
  const message = "is less than storageGib, and a disk never shrinks";
  return [{ path: ["maxGib"], message, example: storageGib }];
}

/** How far a broker's disk may grow. */
export function maxGibOf({ storageGib, maxGib }: Pick<Fields, "storageGib" | "maxGib">): number {
  return maxGib ?? Math.min(5 * storageGib, largestVolume);
}

/** Kafka as MSK runs it; what depends on the network's zones is checked by `kafkaProblems`. */
export const kafkaSettings = z
  .strictObject(fields)
  .superRefine(refusing(brokerProblems), whenSound("brokers", "version"))
  .superRefine(refusing(diskProblems), whenSound("maxGib", "storageGib"));

/** Settings of Kafka, every default filled in. */
export type KafkaSettings = z.output<typeof kafkaSettings>;
