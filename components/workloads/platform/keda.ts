import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../policy-document";
import { apart, oneAtATime, resources, tolerations, type AddonFacts } from "./placement";

export const keda = {
  releaseName: "keda",
  namespace: "keda",
  serviceAccount: "keda-operator",
} as const;

export interface KedaFacts extends AddonFacts {
  /** What the cluster is called in its metrics. */
  readonly clusterName: string;
}

/** Values of the chart. It scales Deployments; Rollouts have their autoscalers, and one target cannot have two. */
export function kedaValues(facts: KedaFacts) {
  const { replicas } = facts;
  const scraped = { enabled: true, serviceMonitor: { enabled: facts.monitored } };
  return {
    clusterName: facts.clusterName,
    crds: { install: true },
    operator: { replicaCount: replicas },
    metricsServer: { replicaCount: replicas },
    webhooks: { replicaCount: replicas },
    podDisruptionBudget: { operator: oneAtATime, metricServer: oneAtATime, webhooks: oneAtATime },
    topologySpreadConstraints: {
      operator: apart({ app: "keda-operator" }),
      metricsServer: apart({ app: "keda-operator-metrics-apiserver" }),
      webhooks: apart({ app: "keda-admission-webhooks" }),
    },
    tolerations: tolerations(facts),
    resources: {
      operator: resources("100m", "384Mi"),
      metricServer: resources("50m", "192Mi"),
      webhooks: resources("20m", "96Mi"),
    },
    serviceAccount: { operator: { create: true, name: keda.serviceAccount } },
    rbac: { enabledCustomScaledRefKinds: false },
    // Its trigger needs no password.
    permissions: {
      operator: { restrict: { secret: true } },
      metricServer: { restrict: { secret: true } },
    },
    prometheus: { operator: scraped, metricServer: scraped, webhooks: scraped },
  };
}

/** Asks how long queues are, and nothing of what is in them. */
export function queueLengthRights(queueArns: readonly pulumi.Input<string>[]): readonly Statement[] {
  return [
    {
      Sid: "LengthOfQueues",
      Effect: "Allow",
      Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
      Resource: queueArns,
    },
  ];
}
