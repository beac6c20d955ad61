import type { IRollout } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout" with {
  "resolution-mode": "import",
};
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment" with { "resolution-mode": "import" };
import { labelsOf, selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";
import { healthCheck } from "./health-check";
import { previewName } from "./names";
import { podTemplate } from "./pod";

/** Versions to go back to. */
const revisionHistoryLimit = 3;

/** Keeps as many pods of a service as there are to be, and brings its next version: pod by pod, or blue/green. */
export function controller(workload: RunnableWorkload, site: Site): Manifest {
  return workload.release === "blueGreen" ? rollout(workload, site) : deployment(workload, site);
}

const metadata = ({ name }: RunnableWorkload, { namespace }: Site) => ({
  name,
  namespace,
  labels: labelsOf(name),
});

/** Whoever decides how many pods there are by their load, decides alone. */
const replicas = (workload: RunnableWorkload) =>
  workload.autoscaling === undefined ? { replicas: workload.replicas } : {};

function deployment(workload: RunnableWorkload, site: Site) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadata(workload, site),
    spec: {
      ...replicas(workload),
      revisionHistoryLimit,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: selects(workload.name) },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: podTemplate(workload, site, "pod-template-hash"),
    },
  } satisfies IDeployment;
}

function rollout(workload: RunnableWorkload, site: Site) {
  const { name } = workload;
  const check = healthCheck(workload);
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Rollout",
    metadata: metadata(workload, site),
    spec: {
      ...replicas(workload),
      revisionHistoryLimit,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: selects(name) },
      strategy: {
        blueGreen: {
          activeService: name,
          previewService: previewName(name),
          autoPromotionEnabled: false,
          scaleDownDelaySeconds: site.blueGreen.scaleDownDelaySeconds,
          prePromotionAnalysis: check,
        },
      },
      template: podTemplate(workload, site, "rollouts-pod-template-hash"),
    },
  } satisfies IRollout;
}
