import { apart, oneAtATime, resources, restrictedPod, tolerations, type AddonFacts } from "./placement";

export const argoRollouts = { releaseName: "argo-rollouts", namespace: "argo-rollouts" } as const;

/**
 * Values of the chart. Traffic is moved by the selector of a Service behind node ports, so that the controller asks AWS
 * nothing and needs no rules of other routers.
 */
export function argoRolloutsValues(facts: AddonFacts) {
  const { replicas } = facts;
  return {
    installCRDs: true,
    // Without their definition every Rollout, and its pods, would go.
    keepCRDs: true,
    podSecurityContext: restrictedPod,
    providerRBAC: { enabled: false },
    controller: {
      replicas,
      resources: resources("100m", "256Mi"),
      pdb: { enabled: true, ...oneAtATime },
      topologySpreadConstraints: apart({ "app.kubernetes.io/component": "rollouts-controller" }),
      tolerations: tolerations(facts),
      priorityClassName: "system-cluster-critical",
      logging: { format: "json" },
      awsVerifyTargetGroup: false,
      metrics: { enabled: true, serviceMonitor: { enabled: facts.monitored } },
    },
    dashboard: { enabled: false },
  };
}
