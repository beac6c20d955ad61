import type { Dashboard } from "./dashboard";

/** Nodes, and the pods on them. */
export const nodesDashboard: Dashboard = {
  uid: "urr-nodes",
  title: "URR: nodes and pods",
  panels: [
    {
      title: "Processor in use",
      unit: "percent",
      queries: [
        {
          promql: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))',
          legend: "{{instance}}",
        },
      ],
    },
    {
      title: "Memory in use",
      unit: "percent",
      queries: [
        {
          promql: "100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)",
          legend: "{{instance}}",
        },
      ],
    },
    {
      title: "Processor asked for, of what nodes have",
      unit: "percent",
      queries: [
        {
          promql:
            '100 * sum by (node) (kube_pod_container_resource_requests{resource="cpu"}) / sum by (node) (kube_node_status_allocatable{resource="cpu"})',
          legend: "{{node}}",
        },
      ],
    },
    {
      title: "Pods that are not running",
      unit: "short",
      queries: [
        {
          promql: 'sum by (namespace, phase) (kube_pod_status_phase{phase=~"Pending|Failed|Unknown"}) > 0',
          legend: "{{namespace}}, {{phase}}",
        },
      ],
    },
    {
      title: "Restarts",
      unit: "short",
      queries: [
        {
          promql:
            "sum by (namespace, container) (increase(kube_pod_container_status_restarts_total[15m])) > 0",
          legend: "{{namespace}}, {{container}}",
        },
      ],
    },
    {
      title: "Pods of autoscalers",
      unit: "short",
      queries: [
        {
          promql: "kube_horizontalpodautoscaler_status_current_replicas",
          legend: "{{horizontalpodautoscaler}}",
        },
        {
          promql: "kube_horizontalpodautoscaler_spec_max_replicas",
          legend: "{{horizontalpodautoscaler}}, at most",
        },
      ],
    },
    {
      title: "Disks of nodes in use",
      unit: "percent",
      queries: [
        {
          promql:
            '100 * (1 - node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"})',
          legend: "{{instance}}",
        },
      ],
    },
    {
      title: "Volumes in use",
      unit: "percent",
      queries: [
        {
          promql: "100 * kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes",
          legend: "{{namespace}}, {{persistentvolumeclaim}}",
        },
      ],
    },
  ],
};
