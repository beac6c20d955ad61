import { argoCd } from "../platform/argo-cd";
import type { Site } from "../site";
import type { ArgoCdSettings } from "./settings";

/** Where an environment's files are, and how Argo CD brings them into the cluster. */
export interface Source extends Pick<ArgoCdSettings, "prune" | "revision" | "selfHeal" | "sync"> {
  readonly repository: string;
  /** Folder of the repository. */
  readonly path: string;
  readonly site: Pick<Site, "namespace" | "stack">;
}

export const defaultPath = (stack: string) => `deploy/${stack}`;

/** @param settings of which `repository` is checked to be there where Argo CD delivers. */
export function sourceOf(settings: ArgoCdSettings, { namespace, stack }: Source["site"]): Source | undefined {
  const { path = defaultPath(stack), repository } = settings;
  return repository === undefined ? undefined : { ...settings, repository, path, site: { namespace, stack } };
}

/** Folders below `path`: what Argo CD makes of itself, and the services' objects. */
export const folders = { applications: "applications", objects: "objects" } as const;

/** The root's name, and the beginning of all others. */
export const rootName = ({ site: { stack } }: Pick<Source, "site">) => `urr-spring-${stack}`;

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters: the cluster that Argo CD runs in. */
const thisCluster = "https://kubernetes.default.svc";

/** Of Applications, and of the project that may have some made. */
export const argoCdItself = { server: thisCluster, namespace: argoCd.namespace } as const;

/** Where the services run. */
export const servicesOf = ({ site: { namespace } }: Pick<Source, "site">) => ({
  ...{ server: thisCluster, namespace },
});
