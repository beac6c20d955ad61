import type { IApplication } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../manifests/manifest";
import { argoCd } from "../platform/argo-cd";
import type { Part } from "./application";
import { projectName, rootProjectName } from "./projects";
import { argoCdItself, folders, rootName, servicesOf, type Source } from "./source";

/** Has Argo CD delete what an Application has made before the Application itself is gone. */
const cascade = "resources-finalizer.argocd.argoproj.io";

/** The Application that makes all others: one file for each is in the repository. */
export function rootApplication(source: Source) {
  return application(rootName(source), source, {
    project: rootProjectName(source),
    path: `${source.path}/${folders.applications}`,
    destination: argoCdItself,
  });
}

/** Brings one part, so that each is brought, and taken back, by itself. */
export function partApplication({ first, manifests, name }: Part, source: Source) {
  return application(`${rootName(source)}-${name}`, source, {
    project: projectName(source),
    path: `${source.path}/${folders.objects}`,
    only: `${name}.yaml`,
    destination: servicesOf(source),
    wave: first ? -1 : 0,
    ignored: fieldsOfOthers(manifests),
  });
}

const autoscalers: readonly string[] = ["HorizontalPodAutoscaler", "ScaledObject"];

type Ignored = NonNullable<IApplication["spec"]["ignoreDifferences"]>;

/**
 * Fields that controllers write into objects of ours: how many pods an autoscaler wants, and which version Argo Rollouts
 * has a Service call. A sync that put them back would take pods away in a rush, or send visitors to both versions.
 */
function fieldsOfOthers(manifests: readonly Manifest[]): Ignored {
  const scaled = manifests.some(({ kind }) => autoscalers.includes(kind));
  const switched = manifests.some(({ kind }) => kind === "Rollout");
  return manifests.flatMap(({ apiVersion, kind, metadata: { name } }) => {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    const field = (jsonPointer: string) => [{ group, kind, name, jsonPointers: [jsonPointer] }];
    if (scaled && (kind === "Deployment" || kind === "Rollout")) return field("/spec/replicas");
    return switched && kind === "Service" ? field("/spec/selector") : [];
  });
}

interface Delivered {
  readonly project: string;
  readonly path: string;
  /** One file of the folder; all of them unless given. */
  readonly only?: string;
  readonly destination: { readonly server: string; readonly namespace: string };
  /** Parts of a lower one are made first. */
  readonly wave?: number;
  readonly ignored?: Ignored;
}

function application(name: string, source: Source, delivered: Delivered) {
  const { destination, ignored = [], only, path, project, wave = 0 } = delivered;
  const { prune, repository, revision, selfHeal, sync } = source;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name,
      namespace: argoCd.namespace,
      labels: { "app.kubernetes.io/part-of": rootName(source) },
      ...(wave === 0 ? {} : { annotations: { "argocd.argoproj.io/sync-wave": String(wave) } }),
      finalizers: [cascade],
    },
    spec: {
      project,
      source: {
        ...{ repoURL: repository, targetRevision: revision, path },
        ...(only === undefined ? {} : { directory: { include: only } }),
      },
      destination: { ...destination },
      revisionHistoryLimit: 10,
      ...(ignored.length === 0 ? {} : { ignoreDifferences: ignored }),
      syncPolicy: {
        ...(sync === "automated" ? { automated: { prune, selfHeal } } : {}),
        syncOptions: [
          "ServerSideApply=true",
          "RespectIgnoreDifferences=true",
          // One owner for each object: what another Application has already is left alone, and told.
          "FailOnSharedResource=true",
          "PruneLast=true",
        ],
        retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "3m" } },
      },
    },
  } satisfies IApplication;
}
