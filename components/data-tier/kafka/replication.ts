import type { Contradiction } from "../../contradiction";

/** As much of the settings as decides on brokers and copies. */
export interface ReplicationSettings {
  readonly brokers?: number | undefined;
  readonly replicationFactor?: number | undefined;
  readonly minInsyncReplicas?: number | undefined;
}

/** How many brokers there are, in how many zones, and how often they keep a message. */
export interface Replication {
  readonly zones: number;
  readonly brokers: number;
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
}

/** MSK spreads brokers over two or three zones: https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html */
const mostZones = 3;

/**
 * What follows from the zones of the network and what is set: one broker to a zone, three copies where there are
 * three brokers, and one copy less that must be written, so that a broker may fail.
 */
export function replicationOf(settings: ReplicationSettings, networkZones: number): Replication {
  const zones = Math.min(networkZones, mostZones);
  const brokers = settings.brokers ?? zones;
  const replicationFactor = settings.replicationFactor ?? Math.min(brokers, 3);
  const minInsyncReplicas = settings.minInsyncReplicas ?? Math.max(1, replicationFactor - 1);
  return { zones, brokers, replicationFactor, minInsyncReplicas };
}

/** What is wrong with Kafka's settings in a network of so many zones; none below two comes here. */
export function kafkaProblems(settings: ReplicationSettings, networkZones: number): readonly Contradiction[] {
  const { zones, brokers, replicationFactor, minInsyncReplicas } = replicationOf(settings, networkZones);
  const problems: Contradiction[] = [];
  if (brokers % zones !== 0) {
    const message = `is ${String(brokers)}, which is no multiple of the ${String(zones)} zones that MSK spreads them over`;
    problems.push({ path: ["brokers"], message, example: Math.ceil(brokers / zones) * zones });
  }
  if (replicationFactor > brokers) {
    const message = `is ${String(replicationFactor)}, but there are ${String(brokers)} brokers to keep a copy each`;
    problems.push({ path: ["replicationFactor"], message, example: Math.min(brokers, 3) });
  }
  if (minInsyncReplicas > 1 && minInsyncReplicas >= replicationFactor) {
    const message = `is ${String(minInsyncReplicas)} of ${String(replicationFactor)} copies, so that no broker may fail; leave one to spare`;
    const example = Math.max(1, replicationFactor - 1);
    problems.push({ path: ["minInsyncReplicas"], message, example });
  }
  return problems;
}
