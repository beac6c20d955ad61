import type { IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject" with {
  "resolution-mode": "import",
};
import { argoCd } from "../platform/argo-cd";
import { argoCdItself, rootName, servicesOf, type Source } from "./source";

/** What the repository may bring. Neither secrets nor rights, and nothing that belongs to the whole cluster. */
const delivered = [
  { group: "", kind: "Service" },
  { group: "", kind: "ServiceAccount" },
  { group: "apps", kind: "Deployment" },
  { group: "argoproj.io", kind: "AnalysisTemplate" },
  { group: "argoproj.io", kind: "Rollout" },
  { group: "autoscaling", kind: "HorizontalPodAutoscaler" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
  { group: "policy", kind: "PodDisruptionBudget" },
] as const;

/** What pods of the ticket worker need beside: their program, and who counts what waits for them. */
const deliveredForWorker = [
  { group: "", kind: "ConfigMap" },
  { group: "batch", kind: "CronJob" },
  { group: "keda.sh", kind: "ScaledObject" },
  { group: "keda.sh", kind: "TriggerAuthentication" },
] as const;

/**
 * What comes of it in the cluster. Argo CD hides what a project does not admit: nobody could look at a pod or its log.
 * https://github.com/argoproj/argo-cd/issues/28564
 */
const made = [
  { group: "", kind: "Endpoints" },
  { group: "", kind: "Pod" },
  { group: "apps", kind: "ReplicaSet" },
  { group: "argoproj.io", kind: "AnalysisRun" },
  { group: "batch", kind: "Job" },
  { group: "discovery.k8s.io", kind: "EndpointSlice" },
] as const;

export const rootProjectName = (source: Source) => `${rootName(source)}-applications`;
export const projectName = (source: Source) => rootName(source);

/** Of the root: it makes Applications, and nothing else. */
export function rootProject(source: Source) {
  return project(
    rootProjectName(source),
    "Has Argo CD know what there is to deliver.",
    source,
    argoCdItself,
    [{ group: "argoproj.io", kind: "Application" }],
  );
}

/** Of the services: objects of one namespace, from one repository. */
export function servicesProject(source: Source) {
  const text = "The services of the environment, in their own namespace.";
  return project(projectName(source), text, source, servicesOf(source), [
    ...delivered,
    ...(source.podWorker ? deliveredForWorker : []),
    ...made,
  ]);
}

function project(
  name: string,
  description: string,
  { repository }: Source,
  destination: { readonly server: string; readonly namespace: string },
  kinds: readonly { readonly group: string; readonly kind: string }[],
) {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name, namespace: argoCd.namespace, labels: { "app.kubernetes.io/part-of": "urr" } },
    spec: {
      description,
      sourceRepos: [repository],
      destinations: [destination],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [...kinds],
    },
  } satisfies IAppProject;
}
