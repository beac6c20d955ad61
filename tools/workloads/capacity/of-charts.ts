import { charts } from "../../../components/workloads/platform/charts";
import { countedCharts, podsOfChart } from "../../../components/workloads/platform/footprint";
import { kubernetesTypes } from "../../../policies/kubernetes-types";
import type { Judged } from "../../../policies/policy";
import { at, number, ofType, text } from "../../../policies/read";
import { always, sum, type Counted, type Demand } from "./demand";
import { requestsIn } from "./of-objects";

/** Where the values of a chart say what a kind of its pods asks for; the names of parts may contain no dot. */
interface Part {
  readonly name: string;
  /** Containers that run beside each other. */
  readonly containers: readonly string[];
  /** Where the number of pods stands; absent where it is one. */
  readonly count?: string;
  readonly everyNode?: true;
}

const prometheus = "prometheus.prometheusSpec";
const alertmanager = "alertmanager.alertmanagerSpec";
const reloader = "prometheusOperator.prometheusConfigReloader.resources";

/** Charts of those who watch the cluster, whose parts are switched by values of their own. */
const parts: Readonly<Record<string, (values: unknown) => readonly Part[]>> = {
  [charts.prometheusOperatorCrds.chart]: () => [],
  [charts.openTelemetryCollector.chart]: (values) => [
    at(values, "mode") === "daemonset"
      ? { name: "collector", containers: ["resources"], everyNode: true }
      : { name: "collector", containers: ["resources"], count: "replicaCount" },
  ],
  [charts.loki.chart]: () => [
    { name: "loki", containers: ["singleBinary.resources"], count: "singleBinary.replicas" },
  ],
  [charts.kubePrometheusStack.chart]: (values) => [
    {
      name: "prometheus",
      containers: [`${prometheus}.resources`, reloader],
      count: `${prometheus}.replicas`,
    },
    ...(at(values, "alertmanager.enabled") === false
      ? []
      : [
          {
            ...{ name: "alertmanager", count: `${alertmanager}.replicas` },
            containers: [`${alertmanager}.resources`, reloader],
          },
        ]),
    { name: "operator", containers: ["prometheusOperator.resources"] },
    // One container brings dashboards, another one sources of data.
    {
      name: "grafana",
      containers: ["grafana.resources", "grafana.sidecar.resources", "grafana.sidecar.resources"],
    },
    { name: "kube-state-metrics", containers: ["kube-state-metrics.resources"] },
    { name: "node-exporter", containers: ["prometheus-node-exporter.resources"], everyNode: true },
  ],
};

/** What the pods of a stack's Helm releases ask for, from their values. */
export function demandsOfCharts(resources: readonly Judged[]): Counted {
  const counted = ofType(resources, kubernetesTypes.release).map(({ name, props }): Counted => {
    const chart = text(props["chart"]) ?? "";
    const release = text(props["name"]) ?? name;
    const demands = countedCharts.includes(chart)
      ? podsOfChart(chart, props["values"]).map(({ count, cpuMillis, memoryMib, name: pod }): Demand => ({
          ...{ name: `${release}/${pod}`, cpuMillis, memoryMib, count: always(count) },
        }))
      : parts[chart]?.(props["values"]).map((part) => demandOf(release, part, props["values"]));
    const isKnown = demands?.every(({ cpuMillis, memoryMib }) => cpuMillis > 0 && memoryMib > 0) ?? false;
    return { demands: demands ?? [], uncounted: isKnown ? [] : [`the chart ${chart} as ${release}`] };
  });
  return {
    demands: counted.flatMap(({ demands }) => demands),
    uncounted: counted.flatMap(({ uncounted }) => uncounted),
  };
}

function demandOf(release: string, { containers, count, everyNode, name }: Part, values: unknown): Demand {
  return {
    name: `${release}/${name}`,
    ...sum(containers.map((path) => requestsIn(at(values, path)))),
    count: everyNode ? "everyNode" : always(count === undefined ? 1 : (number(at(values, count)) ?? 1)),
  };
}
