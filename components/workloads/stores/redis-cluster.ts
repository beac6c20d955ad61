import type { IStatefulSet } from "kubernetes-models/apps/v1/StatefulSet" with {
  "resolution-mode": "import",
};
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget" with {
  "resolution-mode": "import",
};
import type { IConfigMap } from "kubernetes-models/v1/ConfigMap" with { "resolution-mode": "import" };
import { labelsOf, selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { containerSecurity } from "../manifests/security";
import { claimRetention, dataClaim, dataVolume } from "./data-volume";
import { apart, scratch, storePod } from "./pod";
import { storePorts } from "./ports";
import { redisClusterInit } from "./redis-cluster-init";
import { configName, peerEnvironment, redisNodes, redisUser } from "./redis-cluster-nodes";
import { initScript, readyScript } from "./redis-cluster-scripts";
import { headlessName, namesOfPods, storeService } from "./service";
import { redisPodOf, type StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const { app, port } = storePorts.redisCluster;
const portName = "redis";
const busName = "bus";
const busPort = 16_379;

/** Redis as a cluster of three primaries with a replica each. */
export const redisClusterObjects = (
  site: StoreSite,
  settings: StoresSettings["redis"],
): readonly Manifest[] => [
  config(site, redisPodOf(settings).maxMemoryMib),
  storeService(site, storePorts.redisCluster, portName),
  namesOfPods(site, app, { [portName]: port, [busName]: busPort }),
  budget(site),
  nodes(site, settings),
  redisClusterInit(site, redisPodOf(settings).image),
];

const config = ({ namespace }: StoreSite, maxMemoryMib: number) =>
  ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: configName, namespace, labels: labelsOf(app) },
    data: {
      "redis.conf": `${redisConfig(maxMemoryMib).join("\n")}\n`,
      "ready.sh": readyScript,
      "init.sh": initScript,
    },
  }) satisfies IConfigMap;

const redisConfig = (maxMemoryMib: number): readonly string[] => [
  `port ${String(port)}`,
  "cluster-enabled yes",
  "cluster-config-file nodes.conf",
  "cluster-node-timeout 5000",
  "appendonly yes",
  "appendfsync everysec",
  `maxmemory ${String(maxMemoryMib)}mb`,
  "maxmemory-policy allkeys-lru",
  "save 900 1 300 10 60 10000",
  "tcp-keepalive 60",
  // Nobody has a password: network policies say who comes in.
  "protected-mode no",
];

/** One at a time: a primary and its replica never go together. */
const budget = ({ namespace }: StoreSite) =>
  ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: app, namespace, labels: labelsOf(app) },
    spec: { maxUnavailable: 1, selector: { matchLabels: selects(app) } },
  }) satisfies IPodDisruptionBudget;

function nodes(site: StoreSite, settings: StoresSettings["redis"]) {
  const { image, maxMemoryMib } = redisPodOf(settings);
  const folders = scratch({ tmp: "/tmp" });
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: app, namespace: site.namespace, labels: labelsOf(app) },
    spec: {
      serviceName: headlessName(app),
      replicas: redisNodes,
      podManagementPolicy: "Parallel",
      // A restarted primary has caught up before the next pod goes.
      minReadySeconds: 10,
      selector: { matchLabels: selects(app) },
      persistentVolumeClaimRetentionPolicy: claimRetention(site),
      template: {
        metadata: { labels: labelsOf(app) },
        spec: {
          ...storePod(site, redisUser),
          affinity: apart(app),
          containers: [
            {
              name: "redis",
              image,
              args: [
                ...["redis-server", "/etc/redis/redis.conf", "--dir", "/data"],
                ...["--cluster-announce-ip", "$(POD_IP)"],
              ],
              env: [
                { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
                ...peerEnvironment(),
              ],
              ports: [
                { name: portName, containerPort: port },
                { name: busName, containerPort: busPort },
              ],
              ...probes,
              resources: {
                requests: { cpu: "100m", memory: `${String(Math.ceil(maxMemoryMib * 0.64))}Mi` },
                limits: { cpu: "250m", memory: `${String(Math.ceil(maxMemoryMib * 1.28))}Mi` },
              },
              securityContext: containerSecurity(),
              volumeMounts: [
                { name: dataVolume, mountPath: "/data" },
                { name: "config", mountPath: "/etc/redis", readOnly: true },
                ...folders.mounts,
              ],
            },
          ],
          volumes: [{ name: "config", configMap: { name: configName } }, ...folders.volumes],
        },
      },
      volumeClaimTemplates: [dataClaim(site, app, settings.storageGib)],
    },
  } satisfies IStatefulSet;
}

const probes = {
  startupProbe: { tcpSocket: { port: portName }, periodSeconds: 5, failureThreshold: 30 },
  readinessProbe: {
    exec: { command: ["sh", "/etc/redis/ready.sh"] },
    periodSeconds: 10,
    // As long as five peers that do not answer.
    timeoutSeconds: 15,
    failureThreshold: 3,
  },
  livenessProbe: { tcpSocket: { port: portName }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
};
