/**
 * Versions that MSK makes new clusters of, newest first. `.kraft` keeps the metadata in Kafka itself instead of
 * ZooKeeper, at no cost, and cannot be chosen later; from 4.0 on there is nothing else.
 * https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html
 */
export const kafkaVersions = [
  "4.1.x.kraft",
  "4.0.x.kraft",
  "3.9.x.kraft",
  "3.9.x",
  "3.8.x.kraft",
  "3.8.x",
] as const;

type KafkaVersion = (typeof kafkaVersions)[number];

/** The last of the third major version, which AWS supports for longer than others; every client speaks it. */
export const defaultVersion: KafkaVersion = "3.9.x.kraft";

/** Brokers of a cluster without a raised quota: https://docs.aws.amazon.com/msk/latest/developerguide/limits.html */
export function mostBrokers(version: KafkaVersion): number {
  return version.endsWith(".kraft") ? 60 : 30;
}
