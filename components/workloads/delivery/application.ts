import { objectsOf, sharedObjects } from "../application/objects";
import type { Manifest } from "../manifests/manifest";
import { servicePolicies } from "../network-policies/services";
import type { Site } from "../site";
import { isRunnable, type Workload } from "../workload";

export interface ApplicationArgs {
  readonly site: Site;
  readonly workloads: readonly Workload[];
  readonly networkPolicies: boolean;
}

/** Everything that one owner has alone: this program, or Argo CD. Plain values that stand in a stack file or follow from it. */
export interface Application {
  /** Who may call whom. */
  readonly policies: readonly Manifest[];
  /** What services share. */
  readonly shared: readonly Manifest[];
  /** Of each service that there is an image of, by its name. */
  readonly services: ReadonlyMap<string, readonly Manifest[]>;
}

/** The services' objects, the same ones whether they are registered or written for Argo CD. */
export function applicationOf({ networkPolicies, site, workloads }: ApplicationArgs): Application {
  const running = workloads.filter(isRunnable);
  return {
    policies: networkPolicies ? servicePolicies(workloads, site) : [],
    shared: sharedObjects(running, site),
    services: new Map(running.map((workload) => [workload.name, objectsOf(workload, site)])),
  };
}

/** Of whom this program owns nothing. */
export const nobodys: Application = { policies: [], shared: [], services: new Map() };

/** What is delivered in one go: a file, and an Application of Argo CD. */
export interface Part {
  readonly name: string;
  readonly manifests: readonly Manifest[];
  /** Whether services stand on it. */
  readonly first: boolean;
}

/** The parts of an application in the order in which they are needed, those left out that are empty. */
export function partsOf({ policies, services, shared }: Application): readonly Part[] {
  return [
    ...[
      { name: "network-policies", manifests: policies, first: true },
      { name: "shared", manifests: shared, first: true },
    ].filter(({ manifests }) => manifests.length > 0),
    ...[...services].map(([name, manifests]) => ({ name, manifests, first: false })),
  ];
}
