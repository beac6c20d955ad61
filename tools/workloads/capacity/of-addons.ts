import type { Judged } from "../../../policies/policy";
import { at, number, ofType, parsed, text } from "../../../policies/read";
import { types } from "../../../policies/types";
import { always, type Counted, type Demand, type Requests } from "./demand";
import { requestsIn } from "./of-objects";

type Read = (configuration: unknown) => readonly Demand[];

const onEveryNode = (name: string, requests: Requests): Demand => ({ name, ...requests, count: "everyNode" });
const mib = (cpuMillis: number, memoryMib: number): Requests => ({ cpuMillis, memoryMib });

/** What the configuration says, or else the add-on's own figure. */
const requests = (configuration: unknown, path: string, otherwise: Requests): Requests =>
  at(configuration, path) === undefined ? otherwise : requestsIn(at(configuration, path));

/**
 * What add-ons of EKS ask for where their configuration says nothing else: the requests of their charts, which
 * `aws eks describe-addon-configuration` and the pods of a new cluster show.
 */
const addons: Readonly<Record<string, Read>> = {
  // https://github.com/aws/amazon-vpc-cni-k8s/tree/master/charts/aws-vpc-cni: the plugin and the agent of policies.
  "vpc-cni": () => [onEveryNode("aws-node", mib(50, 0))],
  "kube-proxy": () => [onEveryNode("kube-proxy", mib(100, 0))],
  // https://github.com/aws/eks-pod-identity-agent/tree/main/charts
  "eks-pod-identity-agent": () => [onEveryNode("eks-pod-identity-agent", mib(0, 0))],
  // https://docs.aws.amazon.com/eks/latest/userguide/coredns-autoscaling.html
  coredns: (configuration) => {
    const isScaled = at(configuration, "autoScaling.enabled") === true;
    const count = number(at(configuration, isScaled ? "autoScaling.minReplicas" : "replicaCount")) ?? 2;
    // It scales by nodes and processors, of which these stacks have far too few for more than the least.
    return [{ name: "coredns", ...requests(configuration, "resources", mib(100, 70)), count: always(count) }];
  },
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/tree/master/charts: 10m and 40Mi for each container.
  "aws-ebs-csi-driver": (configuration) => [
    onEveryNode("ebs-csi-node", mib(30, 120)),
    {
      ...{ name: "ebs-csi-controller", ...mib(60, 240) },
      count: always(number(at(configuration, "controller.replicaCount")) ?? 2),
    },
  ],
  "metrics-server": (configuration) => [
    {
      ...{ name: "metrics-server", ...requests(configuration, "resources", mib(100, 200)) },
      count: always(number(at(configuration, "replicas")) ?? 2),
    },
  ],
  // https://github.com/aws-observability/helm-charts/tree/main/charts/amazon-cloudwatch-observability
  "amazon-cloudwatch-observability": (configuration) => [
    onEveryNode("cloudwatch-agent", requests(configuration, "agent.resources", mib(250, 128))),
    ...(at(configuration, "containerLogs.enabled") === false
      ? []
      : [
          onEveryNode(
            "fluent-bit",
            requests(configuration, "containerLogs.fluentBit.resources", mib(50, 25)),
          ),
        ]),
    { name: "cloudwatch-manager", ...mib(100, 64), count: always(1) },
  ],
};

/** What the pods of a stack's add-ons ask for. */
export function demandsOfAddons(resources: readonly Judged[]): Counted {
  const found = ofType(resources, types.addon).map(({ props }) => {
    const name = text(props["addonName"]) ?? "";
    const configuration = parsed(text(props["configurationValues"]) ?? "{}");
    return { name, demands: addons[name]?.(configuration) };
  });
  return {
    demands: found.flatMap(({ demands }) => demands ?? []),
    uncounted: found.flatMap(({ demands, name }) => (demands === undefined ? [`the add-on ${name}`] : [])),
  };
}
