import { restrictedPod, tolerations, type AddonFacts } from "./placement";

export const k6Operator = { releaseName: "k6-operator", namespace: "k6-operator" } as const;

/** Values of the chart. */
export function k6OperatorValues(facts: AddonFacts) {
  return {
    installCRDs: true,
    // The stack makes it, with its Pod Security.
    namespace: { create: false },
    tolerations: tolerations(facts),
    manager: {
      replicas: facts.replicas,
      // The chart's own limit of processor time stays unless another is set, and is a tenth of one.
      resources: { requests: { cpu: "100m", memory: "192Mi" }, limits: { cpu: "500m", memory: "192Mi" } },
      logging: { development: false },
      podSecurityContext: { ...restrictedPod, runAsUser: 65532 },
      containerSecurityContext: {
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
        capabilities: { drop: ["ALL"] },
      },
    },
  };
}
