import type * as pulumi from "@pulumi/pulumi";
import { resources, type AddonFacts } from "./placement";

export const karpenter = {
  releaseName: "karpenter",
  namespace: "kube-system",
  serviceAccount: "karpenter",
} as const;

export interface KarpenterFacts extends Pick<AddonFacts, "monitored" | "replicas"> {
  readonly clusterName: string;
  readonly region: string;
  /** Tells which instances are about to go. */
  readonly queueName: pulumi.Input<string>;
}

/** Values of the chart. It stays off its own nodes, and tolerates the platform's, by the chart's defaults. */
export function karpenterValues(facts: KarpenterFacts) {
  return {
    replicas: facts.replicas,
    serviceAccount: { create: true, name: karpenter.serviceAccount },
    settings: {
      clusterName: facts.clusterName,
      interruptionQueue: facts.queueName,
      eksControlPlane: true,
    },
    // Cluster DNS may run on nodes that it has yet to make.
    dnsPolicy: "Default",
    controller: {
      resources: resources("500m", "1Gi"),
      // Pods cannot ask the node which region they are in.
      env: [{ name: "AWS_REGION", value: facts.region }],
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    },
    serviceMonitor: { enabled: facts.monitored },
  };
}
