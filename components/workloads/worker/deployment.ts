import type { IDeployment } from "kubernetes-models/apps/v1/Deployment" with { "resolution-mode": "import" };
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget" with {
  "resolution-mode": "import",
};
import { labelsOf, selects } from "../manifests/labels";
import { healthPort, programContainer, programPod } from "./pod";
import type { PodWorkerSettings } from "./settings";
import { podWorker, type PodWorkerSite } from "./site";

/**
 * Seconds in which a pod ends what it has begun: a request for messages and one more attempt, a batch, its removal, and
 * some spare.
 */
const graceSeconds = 90;

const { app } = podWorker;

/** The pods that work on the stream. How many there are is KEDA's. */
export function deployment(codeName: string, settings: PodWorkerSettings, site: PodWorkerSite) {
  const probe = (path: string) => ({ httpGet: { path, port: "health" }, timeoutSeconds: 5 });
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: app, namespace: site.namespace, labels: labelsOf(app) },
    spec: {
      selector: { matchLabels: selects(app) },
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels: labelsOf(app), annotations: { "urr/generations": site.generations } },
        spec: {
          ...programPod(codeName, site),
          terminationGracePeriodSeconds: graceSeconds,
          topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
            (topologyKey) => ({
              ...{ topologyKey, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" as const },
              labelSelector: { matchLabels: selects(app) },
            }),
          ),
          containers: [
            {
              ...programContainer(app, "poll", settings, site),
              ports: [{ name: "health", containerPort: healthPort }],
              startupProbe: { ...probe("/live"), periodSeconds: 2, failureThreshold: 30 },
              // Not ready as long as the stream does not answer, so that a version that is not let in replaces none.
              readinessProbe: { ...probe("/ready"), periodSeconds: 10 },
              livenessProbe: { ...probe("/live"), periodSeconds: 10 },
            },
          ],
        },
      },
    },
  } satisfies IDeployment;
}

/** A drain takes a quarter of them at a time, and always one. */
export function disruptionBudget({ namespace }: PodWorkerSite) {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: app, namespace, labels: labelsOf(app) },
    spec: { maxUnavailable: "25%", selector: { matchLabels: selects(app) } },
  } satisfies IPodDisruptionBudget;
}
