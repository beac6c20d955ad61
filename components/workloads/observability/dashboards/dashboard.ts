import type { IConfigMap } from "kubernetes-models/v1/ConfigMap" with { "resolution-mode": "import" };
import type { Manifest } from "../../manifests/manifest";
import { namespaces } from "../facts";
import { sources } from "./sources";

/** How Grafana writes a value. */
export type Unit = "bytes" | "ms" | "none" | "percent" | "reqps" | "s" | "short";

/** A question to Prometheus. */
export interface PrometheusQuery {
  readonly promql: string;
  /** Name of a series, of its labels. */
  readonly legend: string;
}

/** A question to CloudWatch, for one figure, or in its own query language. */
export type CloudWatchQuery =
  | {
      readonly namespace: string;
      readonly metricName: string;
      readonly statistic: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly legend: string;
    }
  | { readonly insights: string; readonly legend: string };

export interface Panel {
  readonly title: string;
  readonly unit: Unit;
  /** At least one: a panel that asks nothing shows nothing. */
  readonly queries: readonly [PrometheusQuery | CloudWatchQuery, ...(PrometheusQuery | CloudWatchQuery)[]];
}

export interface Dashboard {
  /** Part of its address, and stable. */
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A dashboard in Grafana's own form. */
export function dashboardModel({ uid, title, panels }: Dashboard) {
  return {
    uid,
    title,
    tags: ["urr"],
    schemaVersion: 41,
    editable: false,
    time: { from: "now-3h", to: "now" },
    refresh: "1m",
    timezone: "browser",
    panels: panels.map(panelModel),
  };
}

const columns = 2;
const size = { w: 24 / columns, h: 8 };

function panelModel({ title, unit, queries }: Panel, index: number) {
  const [first] = queries;
  return {
    id: index + 1,
    type: "timeseries",
    title,
    datasource: "promql" in first ? sources.prometheus : sources.cloudWatch,
    gridPos: { ...size, x: (index % columns) * size.w, y: Math.floor(index / columns) * size.h },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: { legend: { displayMode: "table", placement: "right", calcs: ["lastNotNull", "max"] } },
    targets: queries.map((query, place) => ({
      refId: String.fromCharCode("A".charCodeAt(0) + place),
      ...targetModel(query),
    })),
  };
}

function targetModel(query: CloudWatchQuery | PrometheusQuery) {
  if ("promql" in query) {
    return { datasource: sources.prometheus, expr: query.promql, legendFormat: query.legend };
  }
  const common = {
    ...{ datasource: sources.cloudWatch, queryMode: "Metrics", region: "default", label: query.legend },
  };
  if ("insights" in query) {
    return { ...common, metricQueryType: 1, metricEditorMode: 1, sqlExpression: query.insights };
  }
  const { namespace, metricName, statistic, dimensions } = query;
  return {
    ...common,
    ...{ metricQueryType: 0, metricEditorMode: 0, matchExact: true, period: "60" },
    ...{ namespace, metricName, statistic, dimensions },
  };
}

/** The same where Grafana's sidecar finds it. */
export function dashboardConfigMap(dashboard: Dashboard): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: `dashboard-${dashboard.uid}`,
      namespace: namespaces.metrics,
      labels: { grafana_dashboard: "1" },
    },
    data: { [`${dashboard.uid}.json`]: JSON.stringify(dashboardModel(dashboard), undefined, 2) },
  } satisfies IConfigMap;
}
