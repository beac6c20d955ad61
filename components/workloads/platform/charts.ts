import type { Chart } from "./chart";

/** The day on which the versions here were looked up. */
export const checkedOn = "2026-11-22";

/** Charts of the platform, each at the newest version that its repository is known to have published. */
export const charts = {
  loadBalancerController: {
    chart: "aws-load-balancer-controller",
    repository: "https://aws.github.io/eks-charts",
    ...{ version: "3.5.0", appVersion: "v3.5.0" },
    source: "https://github.com/aws/eks-charts/tree/master/stable/aws-load-balancer-controller",
  },
  externalSecrets: {
    chart: "external-secrets",
    repository: "https://charts.external-secrets.io",
    ...{ version: "2.9.0", appVersion: "v2.9.0" },
    source: "https://github.com/external-secrets/external-secrets/tree/main/deploy/charts/external-secrets",
  },
  argoRollouts: {
    chart: "argo-rollouts",
    repository: "https://argoproj.github.io/argo-helm",
    ...{ version: "2.41.0", appVersion: "v1.9.0" },
    source: "https://github.com/argoproj/argo-helm/tree/main/charts/argo-rollouts",
  },
  argoCd: {
    chart: "argo-cd",
    repository: "https://argoproj.github.io/argo-helm",
    ...{ version: "10.1.1", appVersion: "v3.4.4" },
    source: "https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd",
  },
  keda: {
    chart: "keda",
    repository: "https://kedacore.github.io/charts",
    ...{ version: "2.20.2", appVersion: "2.20.2" },
    source: "https://github.com/kedacore/charts/tree/main/keda",
  },
  karpenterCrds: {
    chart: "oci://public.ecr.aws/karpenter/karpenter-crd",
    ...{ version: "1.14.1", appVersion: "1.14.1" },
    source: "https://github.com/aws/karpenter-provider-aws/tree/main/charts/karpenter-crd",
  },
  karpenter: {
    chart: "oci://public.ecr.aws/karpenter/karpenter",
    ...{ version: "1.14.1", appVersion: "1.14.1" },
    source: "https://github.com/aws/karpenter-provider-aws/tree/main/charts/karpenter",
  },
  clusterAutoscaler: {
    chart: "cluster-autoscaler",
    repository: "https://kubernetes.github.io/autoscaler",
    // The chart's own image is one Kubernetes version behind: https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-1.36.1
    ...{ version: "9.59.0", appVersion: "v1.36.1" },
    source:
      "https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/charts/cluster-autoscaler",
  },
  k6Operator: {
    chart: "k6-operator",
    repository: "https://grafana.github.io/helm-charts",
    ...{ version: "4.6.0", appVersion: "1.6.0" },
    source: "https://github.com/grafana/k6-operator/tree/main/charts/k6-operator",
  },
  prometheusOperatorCrds: {
    chart: "prometheus-operator-crds",
    repository: "https://prometheus-community.github.io/helm-charts",
    ...{ version: "31.0.1", appVersion: "v0.93.1" },
    source: "https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-operator-crds",
  },
  /** With Grafana 13.2.0 (chart 12.11.1), kube-state-metrics 2.20.0 and node-exporter 1.12.1. */
  kubePrometheusStack: {
    chart: "kube-prometheus-stack",
    repository: "https://prometheus-community.github.io/helm-charts",
    ...{ version: "88.5.3", appVersion: "v0.93.1" },
    source: "https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack",
  },
  /** Moved here from grafana.github.io, where the enterprise edition alone is kept. */
  loki: {
    chart: "loki",
    repository: "https://grafana-community.github.io/helm-charts",
    ...{ version: "18.11.0", appVersion: "3.7.6" },
    source: "https://github.com/grafana-community/helm-charts/tree/main/charts/loki",
  },
  openTelemetryCollector: {
    chart: "opentelemetry-collector",
    repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
    ...{ version: "0.170.0", appVersion: "0.158.0" },
    source:
      "https://github.com/open-telemetry/opentelemetry-helm-charts/tree/main/charts/opentelemetry-collector",
  },
} as const satisfies Readonly<Record<string, Chart>>;
