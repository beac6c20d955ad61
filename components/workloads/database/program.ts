import type { IConfigMap } from "kubernetes-models/v1/ConfigMap" with { "resolution-mode": "import" };
import { fingerprint } from "../manifests/fingerprint";
import { labelsOf } from "../manifests/labels";

/** What the Job, its pods and its program are called; policies let pods of this name to the database. */
export const databaseSetup = "database-setup";

/** The file of the program, under its ConfigMap's key of the same name. */
export const programFile = "set-up.js";

/** Holds the program. Another program has another name, so that a pod never runs half of each. */
export function programConfigMap(namespace: string, program: string) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: `${databaseSetup}-${fingerprint(program)}`,
      namespace,
      labels: labelsOf(databaseSetup),
    },
    immutable: true,
    data: { [programFile]: program },
  } satisfies IConfigMap;
}
