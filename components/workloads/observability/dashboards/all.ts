import type { Manifest } from "../../manifests/manifest";
import type { ObservabilityFacts } from "../facts";
import { dashboardConfigMap, type Dashboard } from "./dashboard";
import { dataTierDashboard } from "./data-tier";
import { nodesDashboard } from "./nodes";
import { servicesDashboard } from "./services";
import { waitingRoomDashboard } from "./waiting-room";

export interface DashboardFacts extends Pick<ObservabilityFacts, "gateway" | "namespace"> {
  /** Whether CloudWatch can be asked. */
  readonly onAws: boolean;
  /** CloudWatch's namespace of the waiting room's own figures; undefined where it does not run. */
  readonly waitingRoomFigures: string | undefined;
}

export function allDashboards(facts: DashboardFacts): readonly Dashboard[] {
  return [
    servicesDashboard(facts),
    waitingRoomDashboard(facts, facts.onAws ? facts.waitingRoomFigures : undefined),
    dataTierDashboard(facts, facts.onAws),
    nodesDashboard,
  ];
}

/** The same as objects that Grafana's sidecar reads. */
export function dashboards(facts: DashboardFacts): readonly Manifest[] {
  return allDashboards(facts).map(dashboardConfigMap);
}
