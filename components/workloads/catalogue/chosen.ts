import type { WorkloadsSettings } from "../settings";
import type { Workload } from "../workload";
import type { Catalogue, CatalogueService, Disruption } from "./service";

type Choices = Pick<
  WorkloadsSettings,
  "autoscaling" | "blueGreen" | "disruptionBudgets" | "replicas" | "resources" | "services"
>;
type OwnChoices = Partial<WorkloadsSettings["services"][string]>;

/** A service as it is run, but for its image. */
export type ChosenService = Omit<Workload, "image" | "uploads">;

/** The catalogue's services as an environment runs them, those left out that it does not have. */
export function chosenWorkloads(catalogue: Catalogue, choices: Choices): readonly ChosenService[] {
  return Object.entries(catalogue).flatMap(([name, service]) => {
    const own = choices.services[name];
    return own?.enabled === false ? [] : [chosen(name, service, own ?? {}, choices)];
  });
}

function chosen(
  name: string,
  { autoscaling: usual, disruptionBudget, ...service }: CatalogueService,
  own: OwnChoices,
  all: Choices,
): ChosenService {
  const release = own.release ?? (all.blueGreen.enabled ? service.release : "rolling");
  const byLoad = own.autoscaling ?? (all.autoscaling && own.replicas === undefined ? usual : undefined);
  const autoscaling = byLoad === false ? undefined : byLoad;
  const replicas = autoscaling?.min ?? own.replicas ?? all.replicas ?? service.replicas;
  const guarded = disruptionBudget && all.disruptionBudgets;
  const disruption = own.disruption ?? (guarded ? usualBudget(release, replicas) : undefined);
  return {
    ...service,
    ...{ name, release, replicas, autoscaling },
    disruption: disruption === false ? undefined : disruption,
    resources: { ...service.resources, ...defined(all.resources), ...defined(own.resources) },
    calls: [...new Set([...service.calls, ...(own.calls ?? [])])],
    internet: own.internet ?? false,
    ...(own.host === undefined ? {} : { host: own.host }),
    variables: { ...service.constants, ...own.variables },
  };
}

/**
 * Two versions that stand side by side carry the same labels, so that a budget counts both and can only say how many may
 * go. One pod alone has none: it would hold up every drain.
 */
function usualBudget(release: Workload["release"], replicas: number): Disruption | undefined {
  if (replicas < 2) return undefined;
  return release === "blueGreen" ? { maxUnavailable: 1 } : { minAvailable: 1 };
}

function defined<Values extends object>(values: Values | undefined): Partial<Record<keyof Values, string>> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<Record<keyof Values, string>>;
}
