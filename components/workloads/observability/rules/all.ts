import type { Manifest } from "../../manifests/manifest";
import type { ObservabilityFacts } from "../facts";
import type { ObservabilitySettings } from "../settings";
import { rulesOf, type Alert } from "./alert";
import { dataAlerts } from "./data";
import { ownAlerts } from "./own";
import { resourceAlerts } from "./resources";
import { serviceAlerts } from "./services";

/** Every alert that is told, by what it is about. */
export function allAlerts(
  settings: Pick<ObservabilitySettings, "alerts">,
  facts: Pick<ObservabilityFacts, "gateway" | "namespace">,
): Readonly<Record<string, readonly Alert[]>> {
  return {
    services: serviceAlerts(settings, facts),
    resources: resourceAlerts(facts),
    data: dataAlerts(facts),
    own: ownAlerts,
  };
}

/** The same as objects of the Prometheus operator. */
export function alertRules(...args: Parameters<typeof allAlerts>): readonly Manifest[] {
  return Object.entries(allAlerts(...args)).map(([name, alerts]) => rulesOf(name, alerts));
}
