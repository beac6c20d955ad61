import type { INamespace } from "kubernetes-models/v1/Namespace" with { "resolution-mode": "import" };
import type { Manifest } from "../manifests/manifest";

/** How far Pod Security lets the pods of a namespace go: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "baseline" | "privileged" | "restricted";

/**
 * A namespace, and what Pod Security refuses in it. Pinned to the version of the cluster, so that an upgrade of the
 * cluster refuses nothing that ran before.
 */
export function namespace(
  name: string,
  level: PodSecurityLevel,
  kubernetesVersion: string,
  labels: Readonly<Record<string, string>> = {},
): Manifest {
  const modes = ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
  ]);
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { ...labels, ...(Object.fromEntries(modes) as Record<string, string>) } },
  } satisfies INamespace;
}
