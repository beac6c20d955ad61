import type { Replication } from "./replication";

export interface BrokerConfigurationSettings {
  readonly replication: Replication;
  readonly partitions: number;
  readonly retentionHours: number;
}

/**
 * The brokers' `server.properties`: topics are made by the program and not by a typing error, and no broker that
 * missed messages becomes the leader. What it says nothing about keeps MSK's defaults.
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
 */
export function serverProperties({
  replication,
  partitions,
  retentionHours,
}: BrokerConfigurationSettings): string {
  const { replicationFactor, minInsyncReplicas } = replication;
  const properties = {
    "auto.create.topics.enable": false,
    "default.replication.factor": replicationFactor,
    "min.insync.replicas": minInsyncReplicas,
    "num.partitions": partitions,
    "log.retention.hours": retentionHours,
    "unclean.leader.election.enable": false,
    "group.initial.rebalance.delay.ms": 3000,
    // The broker's own topics follow the same rule, or a transaction would stop when one broker does.
    "offsets.topic.replication.factor": replicationFactor,
    "transaction.state.log.replication.factor": replicationFactor,
    "transaction.state.log.min.isr": minInsyncReplicas,
  };
  return Object.entries(properties)
    .map(([property, value]) => `${property}=${String(value)}\n`)
    .join("");
}
