import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount" with {
  "resolution-mode": "import",
};
import { labelsOf } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { codeMap } from "./code";
import { comparison } from "./comparison";
import { deployment, disruptionBudget } from "./deployment";
import { scaledObject, triggerAuthentication } from "./scaling";
import type { PodWorkerSettings } from "./settings";
import { podWorker, type PodWorkerSite } from "./site";

function serviceAccount({ namespace }: PodWorkerSite) {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: podWorker.serviceAccount, namespace, labels: labelsOf(podWorker.app) },
    automountServiceAccountToken: false,
  } satisfies IServiceAccount;
}

/**
 * All objects of the worker but the ConfigMap of what only AWS knows, each of a kind of its own, in the order in which
 * they need one another.
 *
 * @param program what `bundlePoll` has made.
 */
export function workerObjects(
  program: string,
  settings: PodWorkerSettings,
  site: PodWorkerSite,
): readonly Manifest[] {
  const code = codeMap(program, site.namespace);
  return [
    serviceAccount(site),
    code,
    deployment(code.metadata.name, settings, site),
    disruptionBudget(site),
    comparison(code.metadata.name, settings, site),
    triggerAuthentication(site),
    scaledObject(settings, site),
  ];
}
