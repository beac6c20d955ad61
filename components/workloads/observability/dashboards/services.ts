import type { ObservabilityFacts } from "../facts";
import { requestsOf } from "../rules/services";
import type { Dashboard } from "./dashboard";

/** Of every service: how many requests, how many of them fail, how long they last, and what it has left. */
export function servicesDashboard({ namespace }: Pick<ObservabilityFacts, "namespace">): Dashboard {
  const inside = `namespace="${namespace}"`;
  const rate = (also?: string) => `sum by (app) (rate(${requestsOf({ namespace }, also)}[5m]))`;
  const quantile = (part: number) => ({
    promql: `histogram_quantile(${String(part)}, sum by (app, le) (rate(http_server_requests_seconds_bucket{${inside}}[5m])))`,
    legend: `{{app}}, ${String(part * 100)} %`,
  });
  const perService = "{{app}}";
  return {
    uid: "urr-services",
    title: "URR: services",
    panels: [
      { title: "Requests", unit: "reqps", queries: [{ promql: rate(), legend: perService }] },
      {
        title: "Failed requests",
        unit: "percent",
        queries: [{ promql: `100 * ${rate('status=~"5.."')} / ${rate()}`, legend: perService }],
      },
      { title: "Duration", unit: "s", queries: [quantile(0.5), quantile(0.95), quantile(0.99)] },
      {
        title: "Refused requests",
        unit: "reqps",
        queries: [{ promql: rate('status=~"4.."'), legend: perService }],
      },
      {
        title: "Pods that serve",
        unit: "short",
        queries: [{ promql: `count by (app) (up{${inside},app!=""} == 1)`, legend: perService }],
      },
      {
        title: "Processor, of what is asked for",
        unit: "percent",
        queries: [
          {
            promql: `100 * sum by (container) (rate(container_cpu_usage_seconds_total{${inside},container!=""}[5m])) / sum by (container) (kube_pod_container_resource_requests{${inside},resource="cpu"})`,
            legend: "{{container}}",
          },
        ],
      },
      {
        title: "Heap in use",
        unit: "percent",
        queries: [
          {
            promql: `100 * sum by (app, pod) (jvm_memory_used_bytes{${inside},area="heap"}) / sum by (app, pod) (jvm_memory_max_bytes{${inside},area="heap"} > 0)`,
            legend: "{{pod}}",
          },
        ],
      },
      {
        title: "Garbage collection",
        unit: "percent",
        queries: [
          {
            promql: `100 * sum by (app, pod) (rate(jvm_gc_pause_seconds_sum{${inside}}[5m]))`,
            legend: "{{pod}}",
          },
        ],
      },
    ],
  };
}
