import type { IScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject" with {
  "resolution-mode": "import",
};
import type { ITriggerAuthentication } from "@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication" with {
  "resolution-mode": "import",
};
import { labelsOf } from "../manifests/labels";
import type { PodWorkerSettings } from "./settings";
import { podWorker, type PodWorkerSite } from "./site";

const { app } = podWorker;

/** KEDA asks as itself, by Pod Identity: its operator may ask how long the queue is, and the worker's role is not lent. */
export function triggerAuthentication({ namespace }: PodWorkerSite) {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    metadata: { name: app, namespace, labels: labelsOf(app) },
    spec: { podIdentity: { provider: "aws" } },
  } satisfies ITriggerAuthentication;
}

/** Seconds between two looks of the autoscaler at the figure. */
const lookSeconds = 15;

/**
 * How many pods there are: as many as the queue is long, none where it is empty.
 *
 * What is being worked on counts too, also what has failed and is hidden: else the last pod would go while something
 * is still to come.
 */
export function scaledObject(settings: PodWorkerSettings, { namespace, region }: PodWorkerSite) {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: app, namespace, labels: labelsOf(app) },
    spec: {
      scaleTargetRef: { name: app, envSourceContainerName: app },
      minReplicaCount: settings.min,
      maxReplicaCount: settings.max,
      pollingInterval: settings.pollingSeconds,
      cooldownPeriod: settings.cooldownSeconds,
      fallback: {
        failureThreshold: 3,
        replicas: settings.fallbackPods,
        // Who works at that moment goes on.
        behavior: "currentReplicasIfHigher",
      },
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: {
            scaleUp: {
              stabilizationWindowSeconds: 0,
              selectPolicy: "Max",
              policies: [
                { type: "Percent", value: 100, periodSeconds: lookSeconds },
                { type: "Pods", value: 10, periodSeconds: lookSeconds },
              ],
            },
            // A pod that goes ends its request first: many that come and go would only wait.
            scaleDown: {
              stabilizationWindowSeconds: 120,
              policies: [{ type: "Percent", value: 50, periodSeconds: 60 }],
            },
          },
        },
      },
      triggers: [
        {
          type: "aws-sqs-queue",
          name: "ticket-events",
          metricType: "AverageValue",
          metadata: {
            queueURLFromEnv: "STREAM_QUEUE_URL",
            awsRegion: region,
            queueLength: String(settings.queueLength),
            activationQueueLength: "0",
            scaleOnInFlight: "true",
          },
          authenticationRef: { name: app },
        },
      ],
    },
  } satisfies IScaledObject;
}
