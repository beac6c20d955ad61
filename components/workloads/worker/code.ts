import type { IConfigMap } from "kubernetes-models/v1/ConfigMap" with { "resolution-mode": "import" };
import { fingerprint } from "../manifests/fingerprint";
import { labelsOf } from "../manifests/labels";
import { podWorker } from "./site";

/** Where the program lies in a container. */
export const programFolder = "/app";
export const programFile = "poll.js";

/** Begins the name of the ConfigMap, and a hash of the program follows: new code makes new pods. */
const codeName = (program: string) => `${podWorker.app}-code-${fingerprint(program)}`;

/** The program. Applied by the server's side: the client's would write it into an annotation, which holds 256 KiB. */
export function codeMap(program: string, namespace: string) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: codeName(program),
      namespace,
      labels: labelsOf(podWorker.app),
      annotations: { "argocd.argoproj.io/sync-options": "ServerSideApply=true" },
    },
    immutable: true,
    data: { [programFile]: program },
  } satisfies IConfigMap;
}
