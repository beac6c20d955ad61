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
import { controllerPort, dataFolder, kafkaEnvironment, sizeOf } from "./kafka-environment";
import { apart, scratch, storePod } from "./pod";
import { storePorts } from "./ports";
import { headlessName, namesOfPods, storeService } from "./service";
import type { StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const { app, port } = storePorts.kafka;
const portName = "kafka";
const controllerName = "controller";
const configName = "kafka-config-spring";

/** Of `appuser` in the image: https://github.com/apache/kafka/blob/3.7.0/docker/jvm/Dockerfile */
export const kafkaUser = 1000;

/** Kafka without ZooKeeper: one broker, or three of which one may fail. */
export const kafkaObjects = (site: StoreSite, settings: StoresSettings["kafka"]): readonly Manifest[] => [
  config(site),
  storeService(site, storePorts.kafka, portName),
  namesOfPods(site, app, { [portName]: port, [controllerName]: controllerPort }),
  ...(settings.brokers === 3 ? [budget(site)] : []),
  brokers(site, settings),
];

/** The image's own configuration also writes to files in the pod, which grow until the node is full. */
const config = ({ namespace }: StoreSite) =>
  ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: configName, namespace, labels: labelsOf(app) },
    data: {
      "log4j.properties": [
        "log4j.rootLogger=INFO, stdout",
        "log4j.appender.stdout=org.apache.log4j.ConsoleAppender",
        "log4j.appender.stdout.layout=org.apache.log4j.PatternLayout",
        "log4j.appender.stdout.layout.ConversionPattern=%d{ISO8601} %p %c: %m%n",
        "",
      ].join("\n"),
    },
  }) satisfies IConfigMap;

/** Two of three brokers must have a message before it counts. */
const budget = ({ namespace }: StoreSite) =>
  ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: app, namespace, labels: labelsOf(app) },
    spec: { maxUnavailable: 1, selector: { matchLabels: selects(app) } },
  }) satisfies IPodDisruptionBudget;

/** What the image writes: Kafka's settings, made of the variables, and what Java keeps while it runs. */
const folders = scratch({ settings: "/opt/kafka/config", logs: "/opt/kafka/logs", tmp: "/tmp" });

function brokers(site: StoreSite, settings: StoresSettings["kafka"]) {
  const { requests, limits } = sizeOf(settings.brokers);
  const several = settings.brokers === 3;
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: app, namespace: site.namespace, labels: labelsOf(app) },
    spec: {
      serviceName: headlessName(app),
      replicas: settings.brokers,
      // Brokers wait for a majority of them before they answer; one after the other none ever would.
      podManagementPolicy: "Parallel",
      // Time for a restarted broker to catch up, before the next one goes.
      ...(several ? { minReadySeconds: 30 } : {}),
      selector: { matchLabels: selects(app) },
      persistentVolumeClaimRetentionPolicy: claimRetention(site),
      template: {
        metadata: { labels: labelsOf(app) },
        spec: {
          ...storePod(site, kafkaUser),
          ...(several ? { affinity: apart(app) } : {}),
          terminationGracePeriodSeconds: 120,
          containers: [
            {
              name: "kafka",
              image: settings.image,
              env: kafkaEnvironment(site, settings),
              ports: [
                { name: portName, containerPort: port },
                { name: controllerName, containerPort: controllerPort },
              ],
              ...probes,
              resources: { requests, limits },
              securityContext: containerSecurity(),
              volumeMounts: [
                { name: dataVolume, mountPath: dataFolder },
                { name: "config", mountPath: "/mnt/shared/config", readOnly: true },
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

const listens = { tcpSocket: { port } };

const probes = {
  startupProbe: { ...listens, periodSeconds: 10, failureThreshold: 15 },
  readinessProbe: { ...listens, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  livenessProbe: { ...listens, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
};
