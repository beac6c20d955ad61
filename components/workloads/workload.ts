import type { Autoscaling, CatalogueService, Disruption, Resources } from "./catalogue/service";

/** One service as an environment runs it: the catalogue's values, where its stack file says nothing else. */
export interface Workload extends Omit<
  CatalogueService,
  "autoscaling" | "disruptionBudget" | "release" | "replicas" | "resources"
> {
  readonly name: string;
  /** Its image with its tag; undefined as long as there is none to run. */
  readonly image: string | undefined;
  readonly release: "rolling" | "blueGreen";
  /** Pods where the load does not decide, and at least where it does. */
  readonly replicas: number;
  readonly autoscaling: Autoscaling | undefined;
  readonly disruption: Disruption | undefined;
  readonly resources: Resources;
  readonly internet: boolean;
  readonly uploads: boolean;
  /** Name under which the gateway for operators leads to it. */
  readonly host?: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A workload with something to run. */
export type RunnableWorkload = Workload & { readonly image: string };

export function isRunnable(workload: Workload): workload is RunnableWorkload {
  return workload.image !== undefined;
}
