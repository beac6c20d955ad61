import type { ObservabilityFacts } from "../facts";
import type { Alert } from "./alert";

/** Of the reference designs: a warning at 80 %, and an alarm above 85 %. */
const processorPercent = { warning: 80, critical: 85 };
const memoryPercent = 85;

/** Nodes and pods that run out of something. What kube-prometheus-stack tells by itself is not told again. */
export function resourceAlerts({ namespace }: Pick<ObservabilityFacts, "namespace">): readonly Alert[] {
  const inside = `namespace="${namespace}"`;
  const processor = '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))';
  const memory = "100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)";
  const busy = (severity: "critical" | "warning"): Alert => ({
    name: "NodeProcessorBusy",
    when: `${processor} > ${String(processorPercent[severity])}`,
    ...{ lasting: "15m", severity },
    summary: "Node {{ $labels.instance }} is {{ $value | humanize }} % busy.",
    advice: "Find the pods by `kubectl top pods -A`; raise their requests, or the number of nodes.",
  });
  return [
    busy("warning"),
    busy("critical"),
    {
      name: "NodeMemoryFull",
      when: `${memory} > ${String(memoryPercent)}`,
      ...{ lasting: "15m", severity: "warning" },
      summary: "Node {{ $labels.instance }} has {{ $value | humanize }} % of its memory in use.",
      advice: "Find pods that use more than they ask for; Kubernetes stops those first.",
    },
    {
      name: "PodsRestart",
      when: "increase(kube_pod_container_status_restarts_total[15m]) > 3",
      ...{ lasting: "1m", severity: "warning" },
      summary: "{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} starts again and again.",
      advice: "Read what it said before: `kubectl logs --previous`.",
    },
    {
      name: "PodMemoryNearLimit",
      when: `100 * max by (namespace, pod, container) (container_memory_working_set_bytes{${inside},container!=""}) / max by (namespace, pod, container) (kube_pod_container_resource_limits{${inside},resource="memory"}) > 90`,
      ...{ lasting: "15m", severity: "warning" },
      summary: "{{ $labels.container }} of {{ $labels.pod }} uses {{ $value | humanize }} % of its memory.",
      advice: "It is killed at its limit. Raise the limit, or look for what grows.",
    },
    {
      name: "AutoscalerAtMaximum",
      // Not where somebody has pinned it, minimum and maximum alike.
      when: `(kube_horizontalpodautoscaler_status_current_replicas{${inside}} >= kube_horizontalpodautoscaler_spec_max_replicas{${inside}}) and (kube_horizontalpodautoscaler_spec_max_replicas{${inside}} > kube_horizontalpodautoscaler_spec_min_replicas{${inside}})`,
      ...{ lasting: "10m", severity: "warning" },
      summary: "{{ $labels.horizontalpodautoscaler }} has as many pods as it may.",
      advice: "Raise `autoscaling.max` of the service, or lower the rate of the waiting room.",
    },
    {
      name: "DrainBlocked",
      when: `kube_poddisruptionbudget_status_pod_disruptions_allowed{${inside}} == 0 and kube_poddisruptionbudget_status_expected_pods{${inside}} > 0`,
      ...{ lasting: "30m", severity: "warning" },
      summary: "{{ $labels.poddisruptionbudget }} lets no pod go.",
      advice: "Nodes of its pods cannot be replaced. See which pod is not ready, or run one more.",
    },
  ];
}
