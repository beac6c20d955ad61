import type { ILimitRange } from "kubernetes-models/v1/LimitRange" with { "resolution-mode": "import" };
import type { IResourceQuota } from "kubernetes-models/v1/ResourceQuota" with { "resolution-mode": "import" };
import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../manifests/manifest";
import type { KarpenterPools } from "./pool-settings";

export const loadTest = { namespace: "load-test", serviceAccount: "k6-runner" } as const;

/**
 * What a load test finds in its namespace: whom its generators run as, how much they may take together, and how much
 * one takes that does not say. A test itself is started by hand, never by a deployment.
 */
export function loadTestManifests({
  cpu,
  memoryGib,
}: Pick<KarpenterPools["loadTest"], "cpu" | "memoryGib">): readonly Manifest[] {
  const { namespace, serviceAccount } = loadTest;
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: serviceAccount, namespace },
      automountServiceAccountToken: false,
    } satisfies IServiceAccount,
    {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "load-test", namespace },
      spec: {
        hard: {
          "requests.cpu": String(cpu),
          "requests.memory": `${String(memoryGib)}Gi`,
          "limits.memory": `${String(memoryGib)}Gi`,
          pods: "100",
        },
      },
    } satisfies IResourceQuota,
    {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "load-test", namespace },
      spec: {
        limits: [
          {
            type: "Container",
            defaultRequest: { cpu: "500m", memory: "512Mi" },
            default: { memory: "1Gi" },
          },
        ],
      },
    } satisfies ILimitRange,
  ];
}
