/** Where the published schemas of kinds are, as `<apiVersion>/<kind>`. */
const packages: Readonly<Record<string, readonly string[]>> = {
  "kubernetes-models": [
    ...["DaemonSet", "Deployment", "StatefulSet"].map((kind) => `apps/v1/${kind}`),
    "autoscaling/v2/HorizontalPodAutoscaler",
    ...["CronJob", "Job"].map((kind) => `batch/v1/${kind}`),
    ...["Ingress", "NetworkPolicy"].map((kind) => `networking.k8s.io/v1/${kind}`),
    "policy/v1/PodDisruptionBudget",
    ...["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"].map(
      (kind) => `rbac.authorization.k8s.io/v1/${kind}`,
    ),
    "scheduling.k8s.io/v1/PriorityClass",
    "storage.k8s.io/v1/StorageClass",
    ...["ConfigMap", "LimitRange", "Namespace", "PersistentVolumeClaim", "Pod", "ResourceQuota"].map(
      (kind) => `v1/${kind}`,
    ),
    ...["Secret", "Service", "ServiceAccount"].map((kind) => `v1/${kind}`),
  ],
  "@kubernetes-models/argo-cd": ["AppProject", "Application"].map((kind) => `argoproj.io/v1alpha1/${kind}`),
  "@kubernetes-models/argo-rollouts": ["AnalysisTemplate", "Rollout"].map(
    (kind) => `argoproj.io/v1alpha1/${kind}`,
  ),
  "@kubernetes-models/external-secrets": ["ClusterSecretStore", "ExternalSecret", "SecretStore"].map(
    (kind) => `external-secrets.io/v1/${kind}`,
  ),
  "@kubernetes-models/gateway-api": ["Gateway", "GatewayClass", "HTTPRoute"].map(
    (kind) => `gateway.networking.k8s.io/v1/${kind}`,
  ),
  "@kubernetes-models/karpenter": ["karpenter.sh/v1/NodePool", "karpenter.k8s.aws/v1/EC2NodeClass"],
  "@kubernetes-models/keda": ["ScaledObject", "TriggerAuthentication"].map(
    (kind) => `keda.sh/v1alpha1/${kind}`,
  ),
  "@kubernetes-models/prometheus-operator": [
    ...["PodMonitor", "PrometheusRule", "ServiceMonitor"].map((kind) => `monitoring.coreos.com/v1/${kind}`),
    "monitoring.coreos.com/v1alpha1/AlertmanagerConfig",
  ],
};

/** The module that has the schema and the type of a kind, by `<apiVersion>/<kind>`. */
export const schemaModules: ReadonlyMap<string, string> = new Map(
  Object.entries(packages).flatMap(([name, kinds]) =>
    kinds.map((kind) => [kind, `${name}/${kind}`] as const),
  ),
);
