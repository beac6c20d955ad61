import type { Site } from "../site";
import type { RunnableWorkload, Workload } from "../workload";
import { frontendVariables } from "./frontend-variables";
import { nodeVariables } from "./node-variables";
import { springVariables } from "./spring-variables";
import type { Variable } from "./variable";

/**
 * What a service is told by its environment beside the shared ConfigMap. Of secrets it gets those that it needs, one by
 * one.
 */
export function variablesOf(workload: RunnableWorkload, site: Site): readonly Variable[] {
  const own = usual(workload, site);
  const chosen = Object.entries(workload.variables).map(([name, value]) => ({ name, value }));
  const replaced = new Set(chosen.map(({ name }) => name));
  return [...own.filter(({ name }) => !replaced.has(name)), ...chosen];
}

function usual(workload: Workload, site: Site): readonly Variable[] {
  if (workload.runtime === "spring") return springVariables(workload, site);
  return workload.tier === "frontend" ? frontendVariables(workload, site) : nodeVariables(workload, site);
}
