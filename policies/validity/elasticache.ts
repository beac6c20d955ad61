import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { number, ofType, records, text, texts, violation, violationIf } from "../read";
import { types } from "../types";

const group = (props: Readonly<Record<string, unknown>>) => example(types.replicationGroup, props);

export const cacheTokensLegal: ResourcePolicy = {
  kind: "resource",
  id: "caches-token-legal",
  requirement: "An AUTH token is one that ElastiCache takes, goes with TLS and not with groups of users.",
  controls: ["V-101"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (one) => {
    const token = one.props["authToken"];
    if (token === undefined) return [];
    const known = text(token);
    return [
      ...violationIf(
        known !== undefined && !/^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(known),
        one,
        "authToken",
        "is not 16 to 128 letters, digits and symbols of ! & # $ ^ < > -",
      ),
      ...violationIf(
        one.props["transitEncryptionEnabled"] !== true,
        one,
        "authToken",
        "needs transitEncryptionEnabled",
      ),
      ...violationIf(
        texts(one.props["userGroupIds"]).length > 0,
        one,
        "authToken",
        "cannot stand beside userGroupIds",
      ),
    ];
  },
  violatedBy: [
    [group({ authToken: "too-short", transitEncryptionEnabled: true })],
    [group({ authToken: "long-enough-but-with-@", transitEncryptionEnabled: true })],
    [group({ authToken: "a".repeat(129), transitEncryptionEnabled: true })],
    [group({ authToken: "0123456789abcdef" })],
    [group({ authToken: "0123456789abcdef", transitEncryptionEnabled: true, userGroupIds: ["users"] })],
  ],
  keptBy: [
    group({ authToken: "0123456789ab!&#$^<>-", transitEncryptionEnabled: true }),
    group({ userGroupIds: ["users"] }),
  ],
};

export const cacheSizesLegal: ResourcePolicy = {
  kind: "resource",
  id: "caches-size-legal",
  requirement:
    "A replication group has nodes or shards, and failover where it spreads over zones or shards, with a node to fail over to.",
  controls: ["V-102"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (one) => {
    const { props } = one;
    const nodes = number(props["numCacheClusters"]);
    const shards = number(props["numNodeGroups"]);
    const replicas = number(props["replicasPerNodeGroup"]) ?? 0;
    const isCluster = shards !== undefined || props["clusterMode"] === "enabled";
    const failsOver = props["automaticFailoverEnabled"] === true;
    const spreads = props["multiAzEnabled"] === true;
    const hasReplica = isCluster ? replicas > 0 : (nodes ?? 1) > 1;
    return [
      ...violationIf(
        nodes !== undefined && (shards !== undefined || props["replicasPerNodeGroup"] !== undefined),
        one,
        "numCacheClusters",
        "cannot stand beside numNodeGroups or replicasPerNodeGroup",
      ),
      ...violationIf(
        nodes !== undefined && (nodes < 1 || nodes > 6),
        one,
        "numCacheClusters",
        "is not from 1 to 6",
      ),
      ...violationIf(
        spreads && !(failsOver && hasReplica),
        one,
        "multiAzEnabled",
        "needs automaticFailoverEnabled and a replica",
      ),
      ...violationIf(
        failsOver && !isCluster && !hasReplica,
        one,
        "automaticFailoverEnabled",
        "needs two nodes or more",
      ),
      ...violationIf(isCluster && !failsOver, one, "automaticFailoverEnabled", "must be on in cluster mode"),
    ];
  },
  violatedBy: [
    [group({ numCacheClusters: 2, numNodeGroups: 1, automaticFailoverEnabled: true })],
    [group({ numCacheClusters: 7 })],
    [group({ numCacheClusters: 2, multiAzEnabled: true })],
    [group({ numCacheClusters: 1, automaticFailoverEnabled: true })],
    [group({ numNodeGroups: 3, replicasPerNodeGroup: 1 })],
    [group({ numNodeGroups: 3, automaticFailoverEnabled: true, multiAzEnabled: true })],
  ],
  keptBy: [
    group({ numCacheClusters: 1 }),
    group({ numCacheClusters: 2, automaticFailoverEnabled: true, multiAzEnabled: true }),
    group({
      numNodeGroups: 3,
      replicasPerNodeGroup: 1,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
    }),
    group({ numNodeGroups: 3, replicasPerNodeGroup: 0, automaticFailoverEnabled: true }),
  ],
};

/** `redis6.x` before 7, then the engine and its major version; Valkey began at 7. */
function familiesFor(engine: string, version: string): readonly string[] {
  const major = version.split(".")[0] ?? "";
  return engine === "redis" && major === "6" ? ["redis6.x"] : [`${engine}${major}`];
}

const ofFamily = (family: string) => example(types.cacheParameterGroup, { name: "ours", family });
const running = (engine: string, engineVersion: string) =>
  group({ engine, engineVersion, parameterGroupName: "ours" });

export const cacheFamiliesMatch: StackPolicy = {
  kind: "stack",
  id: "caches-parameters-match",
  requirement: "A replication group runs with parameters of its own engine and major version.",
  controls: ["V-103"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (resources) =>
    ofType(resources, types.replicationGroup).flatMap((one) => {
      const { props } = one;
      const parameters = ofType(resources, types.cacheParameterGroup).find(
        ({ props: its }) => its["name"] !== undefined && its["name"] === props["parameterGroupName"],
      );
      const family = text(parameters?.props["family"]);
      const version = text(props["engineVersion"]);
      if (family === undefined || version === undefined) return [];
      const engine = text(props["engine"]) ?? "redis";
      return violationIf(
        !familiesFor(engine, version).includes(family),
        one,
        "parameterGroupName",
        `is of the family ${family}, which ${engine} ${version} cannot use`,
      );
    }),
  violatedBy: [
    [ofFamily("redis7"), running("valkey", "8.2")],
    [ofFamily("valkey7"), running("valkey", "8.2")],
    [ofFamily("redis7"), running("redis", "6.2")],
  ],
  keptBy: [
    ofFamily("valkey8"),
    running("valkey", "8.2"),
    group({ engine: "redis", engineVersion: "7.1", parameterGroupName: "default.redis7" }),
  ],
};

export const cacheLogsLegal: ResourcePolicy = {
  kind: "resource",
  id: "caches-logs-legal",
  requirement: "A replication group delivers a slow log and an engine log, one of each at most.",
  controls: ["V-104"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (one) => {
    const kinds = records(one.props["logDeliveryConfigurations"]).map(({ logType }) => logType);
    return kinds
      .filter((kind, index) => kinds.indexOf(kind) !== index)
      .map(() => violation(one, "logDeliveryConfigurations", "names a log twice"));
  },
  violatedBy: [[group({ logDeliveryConfigurations: [{ logType: "slow-log" }, { logType: "slow-log" }] })]],
  keptBy: [group({ logDeliveryConfigurations: [{ logType: "slow-log" }, { logType: "engine-log" }] })],
};
