import { at, number, text } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { fixed, hoursPerMonth, shareAmong, times, used, type Pricer } from "./lines";
import { keyOf } from "./price-book";

/** Nodes of a replication group; the provider makes one where nothing is said. */
function nodesOf({ inputs }: Resource): number {
  const shards = number(inputs["numNodeGroups"]);
  if (shards === undefined) return number(inputs["numCacheClusters"]) ?? 1;
  return shards * (1 + (number(inputs["replicasPerNodeGroup"]) ?? 0));
}

const replicationGroup: Pricer = ({ resource, resources, usage }) => {
  const { inputs, type } = resource;
  const nodeType = text(inputs["nodeType"]) ?? "";
  const engine = text(inputs["engine"]) ?? "redis";
  const share = shareAmong(resources, (other) => other.type === type);
  return [
    fixed(
      `${engine} nodes of the type ${nodeType}${times(nodesOf(resource))}`,
      keyOf(`cache-${engine}-${nodeType.replace(/^cache\./, "")}-hour`),
      nodesOf(resource) * hoursPerMonth,
    ),
    ...((number(inputs["snapshotRetentionLimit"]) ?? 0) > 0
      ? [used("snapshots", "cache-backup-gb-month", usage.cacheBackupGb, share)]
      : []),
  ];
};

/** What brokers keep on their disks at the beginning; MSK copies between zones for nothing. */
const kafkaCluster: Pricer = ({ resource: { inputs } }) => {
  const brokers = number(inputs["numberOfBrokerNodes"]);
  const brokerType = text(at(inputs, "brokerNodeGroupInfo.instanceType")) ?? "";
  const gib = number(at(inputs, "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize"));
  const level = text(inputs["enhancedMonitoring"]) ?? "DEFAULT";
  return [
    fixed(
      `brokers of the type ${brokerType}${times(brokers)}`,
      keyOf(`${brokerType.replace(".", "-")}-hour`),
      brokers === undefined ? null : brokers * hoursPerMonth,
    ),
    fixed(
      "disks of the brokers, before they grow",
      "kafka-storage-gb-month",
      brokers === undefined || gib === undefined ? null : brokers * gib,
    ),
    ...(level === "DEFAULT" ? [] : [used(`metrics of the level ${level}`, null, undefined)]),
  ];
};

/** How Redis and Kafka are paid for. */
export const cacheAndStreamPricers: Readonly<Record<string, Pricer>> = {
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:msk/cluster:Cluster": kafkaCluster,
};
