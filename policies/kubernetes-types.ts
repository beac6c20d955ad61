/** Type tokens of Kubernetes objects and of Helm releases that policies speak of. */
export const kubernetesTypes = {
  clusterRole: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  clusterRoleBinding: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
  configMap: "kubernetes:core/v1:ConfigMap",
  cronJob: "kubernetes:batch/v1:CronJob",
  daemonSet: "kubernetes:apps/v1:DaemonSet",
  deployment: "kubernetes:apps/v1:Deployment",
  horizontalPodAutoscaler: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  job: "kubernetes:batch/v1:Job",
  limitRange: "kubernetes:core/v1:LimitRange",
  namespace: "kubernetes:core/v1:Namespace",
  networkPolicy: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  persistentVolumeClaim: "kubernetes:core/v1:PersistentVolumeClaim",
  pod: "kubernetes:core/v1:Pod",
  podDisruptionBudget: "kubernetes:policy/v1:PodDisruptionBudget",
  release: "kubernetes:helm.sh/v3:Release",
  resourceQuota: "kubernetes:core/v1:ResourceQuota",
  role: "kubernetes:rbac.authorization.k8s.io/v1:Role",
  roleBinding: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  secret: "kubernetes:core/v1:Secret",
  service: "kubernetes:core/v1:Service",
  serviceAccount: "kubernetes:core/v1:ServiceAccount",
  statefulSet: "kubernetes:apps/v1:StatefulSet",
} as const;

/** Kinds that a controller's chart brings along; a cluster has them once the chart is installed. */
export const customTypes = {
  analysisTemplate: "kubernetes:argoproj.io/v1alpha1:AnalysisTemplate",
  appProject: "kubernetes:argoproj.io/v1alpha1:AppProject",
  application: "kubernetes:argoproj.io/v1alpha1:Application",
  clusterSecretStore: "kubernetes:external-secrets.io/v1:ClusterSecretStore",
  externalSecret: "kubernetes:external-secrets.io/v1:ExternalSecret",
  rollout: "kubernetes:argoproj.io/v1alpha1:Rollout",
  scaledObject: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  secretStore: "kubernetes:external-secrets.io/v1:SecretStore",
  targetGroupBinding: "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
} as const;

/** Kinds whose pods run until something replaces them. */
export const longRunningTypes: readonly string[] = [
  kubernetesTypes.deployment,
  customTypes.rollout,
  kubernetesTypes.statefulSet,
  kubernetesTypes.daemonSet,
];

/** Kinds that make pods, and the pod itself. An analysis may run one to look at a new version. */
export const podTypes: readonly string[] = [
  ...longRunningTypes,
  customTypes.analysisTemplate,
  kubernetesTypes.job,
  kubernetesTypes.cronJob,
  kubernetesTypes.pod,
];

/** Kinds that belong to no namespace. */
const clusterWide: readonly string[] = [
  kubernetesTypes.namespace,
  kubernetesTypes.clusterRole,
  kubernetesTypes.clusterRoleBinding,
  kubernetesTypes.release,
  customTypes.clusterSecretStore,
];

/** Every kind named here that has a `metadata`: all but Helm's releases. */
export const objectTypes: readonly string[] = [
  ...Object.values(kubernetesTypes),
  ...Object.values(customTypes),
].filter((type) => type !== kubernetesTypes.release);

/** Every kind named here that lives in a namespace. */
export const namespacedTypes: readonly string[] = objectTypes.filter((type) => !clusterWide.includes(type));
