import { podSecurity } from "../manifests/security";
import { selects } from "../manifests/labels";
import type { StoreSite } from "./site";

/**
 * What pods of every store share.
 *
 * Kubernetes would tell each pod about every Service by variables such as `KAFKA_SPRING_PORT`, which the image of Kafka
 * takes for settings; none is told.
 */
export const storePod = ({ nodeSelector }: StoreSite, user: number) => ({
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: podSecurity(user),
  ...(nodeSelector === undefined ? {} : { nodeSelector: { ...nodeSelector } }),
});

/** Prefers nodes that have no pod of the same store, so that one node takes one of them along. */
export const apart = (app: string) => ({
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          topologyKey: "kubernetes.io/hostname",
          labelSelector: { matchLabels: selects(app) },
        },
      },
    ],
  },
});

/** Folders that a program writes to and nobody needs afterwards, by the name of their volume. */
export function scratch(folders: Readonly<Record<string, string>>) {
  const names = Object.entries(folders);
  return {
    volumes: names.map(([name]) => ({ name, emptyDir: {} })),
    mounts: names.map(([name, mountPath]) => ({ name, mountPath })),
  };
}
