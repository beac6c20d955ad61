import { argoCd } from "../platform/argo-cd";
import type { ArgoCdSettings } from "./settings";

/** What Argo CD must know of the environment. */
export interface Surroundings {
  readonly stack: string;
  /** Of the services. */
  readonly namespace: string;
  /** Whether pods do the ticket worker's work. */
  readonly podWorker: boolean;
}

/** Where an environment's files are, and how Argo CD brings them into the cluster. */
export interface Source
  extends Surroundings, Pick<ArgoCdSettings, "prune" | "revision" | "selfHeal" | "sync"> {
  readonly repository: string;
  /** Folder of the repository. */
  readonly path: string;
}

/** Folder of an environment's files unless its settings name another. */
export const defaultPath = (stack: string) => `deploy/${stack}`;

/** Undefined where the settings name no repository. */
export function sourceOf(settings: ArgoCdSettings, surroundings: Surroundings): Source | undefined {
  const { namespace, podWorker, stack } = surroundings;
  const { path = defaultPath(stack), prune, repository, revision, selfHeal, sync } = settings;
  return repository === undefined
    ? undefined
    : { stack, namespace, podWorker, repository, revision, path, sync, prune, selfHeal };
}

/** Folders below `path`: Argo CD's own Applications, and the services' objects. */
export const folders = { applications: "applications", objects: "objects" } as const;

/** The root's name, and the beginning of all others. */
export const rootName = ({ stack }: Pick<Source, "stack">) => `urr-spring-${stack}`;

/** The cluster that Argo CD runs in: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters */
const server = "https://kubernetes.default.svc";

/** Of Applications, and of the project that may have some made. */
export const argoCdItself = { server, namespace: argoCd.namespace };

/** Where the services run. */
export const servicesOf = ({ namespace }: Source) => ({ server, namespace });
