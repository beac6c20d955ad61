import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const cache = (inputs: Resource["inputs"], name = "redis") =>
  captured("aws:elasticache/replicationGroup:ReplicationGroup", name, inputs);
const kafka = (instanceType: string, numberOfBrokerNodes: number, volumeSize: number, more = {}) =>
  captured("aws:msk/cluster:Cluster", "kafka", {
    numberOfBrokerNodes,
    brokerNodeGroupInfo: { instanceType, storageInfo: { ebsStorageInfo: { volumeSize } } },
    ...more,
  });
const cost = (resources: readonly Resource[], usage: Usage = {}) =>
  estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book");

describe("Redis", () => {
  it.each([
    ["one small node", { engine: "valkey", nodeType: "cache.t4g.micro" }, 14.02],
    ["a pair", { engine: "valkey", nodeType: "cache.r7g.large", numCacheClusters: 2 }, 306.02],
    ["the other engine", { engine: "redis", nodeType: "cache.r7g.large", numCacheClusters: 2 }, 382.52],
    [
      "shards with replicas",
      { engine: "valkey", nodeType: "cache.r7g.large", numNodeGroups: 3, replicasPerNodeGroup: 1 },
      918.05,
    ],
  ])("is paid by the node and hour: %s", (_, inputs, monthly) => {
    expect(cost([cache(inputs)])).toMatchObject({ fixed: monthly, unpriced: 0 });
  });

  it("is open in its nodes where the book has no price for their type", () => {
    expect(cost([cache({ nodeType: "cache.r7g.16xlarge" })])).toMatchObject({ monthly: 0, unpriced: 1 });
  });

  it("shares the stated gigabytes of snapshots, whose price nobody has confirmed", () => {
    const inputs = { engine: "valkey", nodeType: "cache.t4g.micro", snapshotRetentionLimit: 1 };
    const { items } = cost([cache(inputs, "a"), cache(inputs, "b")], { cacheBackupGb: 10 });
    expect(items.filter(({ what }) => what === "snapshots")).toMatchObject([
      { quantity: 5, monthly: null, confidence: "U" },
      { quantity: 5, monthly: null, confidence: "U" },
    ]);
  });
});

describe("Kafka", () => {
  it.each([
    ["a pair", 2, 10, 85.35],
    ["three with larger disks", 3, 100, 158.81],
  ])("is paid by the broker and hour, and by the disk: %s", (_, brokers, gib, monthly) => {
    expect(cost([kafka("kafka.t3.small", brokers, gib)])).toMatchObject({ fixed: monthly, unpriced: 0 });
  });

  it("is open in its brokers where nobody has confirmed a price", () => {
    expect(cost([kafka("kafka.m7g.large", 3, 100)])).toMatchObject({ monthly: 34.2, unpriced: 1 });
  });

  it("is open in its metrics beyond the level that is free", () => {
    const measured = { enhancedMonitoring: "PER_TOPIC_PER_BROKER" };
    expect(cost([kafka("kafka.t3.small", 2, 10, measured)]).unpriced).toBe(1);
  });
});
