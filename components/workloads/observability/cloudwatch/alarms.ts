import type { Watched } from "../../../watched-figures";

/** A quarter of an hour without a better minute. */
const steadily = { of: 15, bad: 15 } as const;

/**
 * What Container Insights tells of a cluster as a whole. Processors of managed nodes are watched by EC2's figures too,
 * which do not know the nodes of Karpenter, and know averages alone.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
 */
export function insightsAlarms(
  clusterName: string,
  restsOutOfHours: boolean,
): Readonly<Record<string, Watched>> {
  const figure = (metricName: string, statistic: "Maximum" | "Sum") => ({
    ...{ namespace: "ContainerInsights", metricName, statistic },
    dimensions: { ClusterName: clusterName },
  });
  return {
    restarts: {
      meaning:
        "containers have started again in five of fifteen minutes. `kubectl get pods -A` tells which, `kubectl logs --previous` why.",
      minutes: { of: 15, bad: 5 },
      figure: figure("pod_number_of_container_restarts", "Sum"),
    },
    "crash-loop": {
      meaning:
        "a container does not stay up. `kubectl logs --previous` tells why; take its last version back.",
      minutes: { of: 5, bad: 5 },
      figure: figure("pod_container_status_waiting_reason_crash_loop_back_off", "Maximum"),
    },
    "image-missing": {
      meaning: "an image cannot be pulled. See its tag in urr:workloads.images, and the registry.",
      minutes: { of: 10, bad: 10 },
      figure: figure("pod_container_status_waiting_reason_image_pull_error", "Maximum"),
    },
    "out-of-memory": {
      meaning: "a container was killed at its limit. Raise the limit of its memory, or look for what grows.",
      minutes: { of: 5, bad: 1 },
      figure: figure("pod_container_status_terminated_reason_oom_killed", "Maximum"),
    },
    pending: {
      meaning:
        "a pod has found no node for a quarter of an hour. `kubectl describe pod` tells what it lacks; raise urr:cluster.nodes.",
      minutes: steadily,
      figure: figure("pod_status_pending", "Maximum"),
    },
    ...(restsOutOfHours
      ? {}
      : {
          silent: {
            meaning:
              "Container Insights tells nothing, so that its other alarms could not ring. Look at the pods in amazon-cloudwatch.",
            below: 1,
            minutes: { of: 15, bad: 15 },
            silence: "is bad" as const,
            figure: figure("cluster_node_count", "Maximum"),
          },
        }),
    "node-failed": {
      meaning: "a node reports that something is wrong with it. `kubectl describe nodes` tells what.",
      minutes: { of: 5, bad: 5 },
      figure: figure("cluster_failed_node_count", "Maximum"),
    },
    "node-cpu": {
      meaning: "a node is more than 85 % busy. Find its pods by `kubectl top pods -A`; raise their requests.",
      above: 85,
      minutes: steadily,
      figure: figure("node_cpu_utilization", "Maximum"),
    },
    "node-memory": {
      meaning:
        "a node has more than 85 % of its memory in use. Pods that use more than they asked for go first.",
      above: 85,
      minutes: steadily,
      figure: figure("node_memory_utilization", "Maximum"),
    },
    "node-disk": {
      meaning: "a node's disk is 85 % full. Kubernetes removes images, then pods. Look for what writes.",
      above: 85,
      minutes: steadily,
      figure: figure("node_filesystem_utilization", "Maximum"),
    },
  };
}
