import type { PostgresSettings } from "../../data-tier/postgres/settings";
import { objectsOf, sharedObjects } from "../application/objects";
import type { WorkloadsArgs } from "../args";
import type { Manifest } from "../manifests/manifest";
import { servicePolicies } from "../network-policies/services";
import type { WorkloadsSettings } from "../settings";
import { podWorker } from "../worker/site";
import { isRunnable } from "../workload";
import { workerManifests } from "./worker";

export interface ApplicationArgs extends Pick<WorkloadsArgs, "podWorker" | "services" | "site"> {
  readonly settings: Pick<WorkloadsSettings, "networkPolicies" | "stores" | "worker">;
  readonly dataTierSettings: { readonly postgres: Pick<PostgresSettings, "iamUsers"> };
  /** Of AWS; undefined where there is none. */
  readonly region: string | undefined;
}

/** Everything that one owner has alone: this program, or Argo CD. Plain values that stand in a stack file or follow from it. */
export interface Application {
  /** Who may call whom. */
  readonly policies: readonly Manifest[];
  /** What services share. */
  readonly shared: readonly Manifest[];
  /** Of each service that there is an image of, by its name. */
  readonly services: ReadonlyMap<string, readonly Manifest[]>;
  /** Of the ticket worker, where pods do its work. */
  readonly worker: readonly Manifest[];
}

/** The services' objects, the same ones whether they are registered or written for Argo CD. */
export function applicationOf(args: ApplicationArgs): Application {
  const { region, services, settings, site } = args;
  const running = services.filter(isRunnable);
  return {
    policies: settings.networkPolicies ? servicePolicies(services, site) : [],
    shared: sharedObjects(running, site),
    services: new Map(running.map((workload) => [workload.name, objectsOf(workload, site)])),
    worker: args.podWorker && region !== undefined ? workerManifests({ ...args, region }) : [],
  };
}

/** Of whoever leaves it all to another owner. */
export const nothing: Application = { policies: [], shared: [], services: new Map(), worker: [] };

/** What is delivered in one go: a file, and an Application of Argo CD. */
export interface Part {
  readonly name: string;
  readonly manifests: readonly Manifest[];
  /** Whether services stand on it. */
  readonly first: boolean;
}

/** The parts of an application in the order in which they are needed, those left out that are empty. */
export function partsOf({ policies, services, shared, worker }: Application): readonly Part[] {
  return [
    { name: "network-policies", manifests: policies, first: true },
    { name: "shared", manifests: shared, first: true },
    ...[...services].map(([name, manifests]) => ({ name, manifests, first: false })),
    { name: podWorker.app, manifests: worker, first: false },
  ].filter(({ manifests }) => manifests.length > 0);
}
