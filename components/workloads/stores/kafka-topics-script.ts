import type { KafkaSettings } from "../../data-tier/kafka/settings";
import { storePorts } from "./ports";

const { app, port } = storePorts.kafka;

/**
 * Makes each topic that is not there, and brings those that are to what is asked for now: Kafka can raise the number of
 * partitions, and never lower it.
 */
export function topicsScript(
  { topics, partitions, retentionHours }: Pick<KafkaSettings, "topics" | "partitions" | "retentionHours">,
  replicationFactor: number,
): string {
  const lines = Object.entries(topics)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, topic]) =>
      [
        ...["ensure", name, String(topic.partitions ?? partitions)],
        String((topic.retentionHours ?? retentionHours) * 3_600_000),
        topic.cleanup,
      ].join(" "),
    );
  return `${functionsFor(replicationFactor)}\n${lines.join("\n")}\n`;
}

const functionsFor = (replicationFactor: number) => `set -euo pipefail
brokers=${app}:${String(port)}
topics() { /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$brokers" "$@"; }
ensure() {
  topics --create --if-not-exists --topic "$1" --partitions "$2" --replication-factor ${String(replicationFactor)}
  there=$(topics --describe --topic "$1" | sed -n 's/.*PartitionCount: *\\([0-9]*\\).*/\\1/p')
  if [ "$there" -gt "$2" ]; then
    echo "$1 has $there partitions, which cannot become $2" >&2
    exit 1
  fi
  if [ "$there" -lt "$2" ]; then topics --alter --topic "$1" --partitions "$2"; fi
  /opt/kafka/bin/kafka-configs.sh --bootstrap-server "$brokers" --alter --entity-type topics --entity-name "$1" \\
    --add-config "retention.ms=$3,cleanup.policy=$4"
}`;
