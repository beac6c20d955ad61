import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount" with {
  "resolution-mode": "import",
};
import { labelsOf } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";
import { controller } from "./controller";
import { healthCheckTemplate } from "./health-check";
import { autoscaler, disruptionBudget } from "./scaling";
import { previewServiceOf, serviceOf } from "./service";

/** Everything of one service, in the order in which it is needed. */
export function objectsOf(workload: RunnableWorkload, site: Site): readonly Manifest[] {
  const { autoscaling, disruption, release } = workload;
  return [
    serviceAccount(workload, site),
    serviceOf(workload, site),
    ...(release === "blueGreen" ? [previewServiceOf(workload, site)] : []),
    controller(workload, site),
    ...(autoscaling === undefined ? [] : [autoscaler(workload, site, autoscaling)]),
    ...(disruption === undefined ? [] : [disruptionBudget(workload, site, disruption)]),
  ];
}

/** What services share. */
export function sharedObjects(workloads: readonly RunnableWorkload[], site: Site): readonly Manifest[] {
  return workloads.some(({ release }) => release === "blueGreen") ? [healthCheckTemplate(site)] : [];
}

function serviceAccount({ name }: RunnableWorkload, { namespace }: Site) {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace, labels: labelsOf(name) },
    automountServiceAccountToken: false,
  } satisfies IServiceAccount;
}
