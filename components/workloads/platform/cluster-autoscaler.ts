import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import type { Statement } from "../../policy-document";
import { charts } from "./charts";
import { apart, oneAtATime, resources, restrictedPod, tolerations, type AddonFacts } from "./placement";

export const clusterAutoscaler = {
  releaseName: "cluster-autoscaler",
  namespace: "kube-system",
  serviceAccount: "cluster-autoscaler",
} as const;

export interface ClusterAutoscalerFacts extends AddonFacts {
  readonly clusterName: string;
  readonly region: string;
}

/** Values of the chart. Groups are found by the tags that EKS puts on those of its node groups. */
export function clusterAutoscalerValues(facts: ClusterAutoscalerFacts) {
  return {
    fullnameOverride: clusterAutoscaler.releaseName,
    cloudProvider: "aws",
    awsRegion: facts.region,
    autoDiscovery: { clusterName: facts.clusterName },
    image: { tag: charts.clusterAutoscaler.appVersion },
    replicaCount: facts.replicas,
    rbac: { serviceAccount: { create: true, name: clusterAutoscaler.serviceAccount } },
    extraArgs: {
      ...{ logtostderr: true, stderrthreshold: "info", v: 2 },
      expander: "least-waste",
      "balance-similar-node-groups": true,
      // Every pod of ours has a scratch volume, and add-ons run on every node: none would ever be removed.
      "skip-nodes-with-local-storage": false,
      "skip-nodes-with-system-pods": false,
    },
    podDisruptionBudget: oneAtATime,
    topologySpreadConstraints: apart({ "app.kubernetes.io/instance": clusterAutoscaler.releaseName }),
    tolerations: tolerations(facts),
    resources: resources("50m", "384Mi"),
    // Without nodes there is nobody to ask for names, and it is to make them.
    dnsPolicy: "Default",
    securityContext: { ...restrictedPod, runAsUser: 65534, fsGroup: 65534 },
    containerSecurityContext: {
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      capabilities: { drop: ["ALL"] },
    },
    serviceMonitor: { enabled: facts.monitored, namespace: clusterAutoscaler.namespace },
  };
}

/**
 * Resizes the cluster's own groups and reads about others.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export function autoscalerRights({ id, region }: Account, clusterName: string): readonly Statement[] {
  return [
    {
      Sid: "ResizeOwnGroups",
      Effect: "Allow",
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Resource: pulumi.interpolate`arn:aws:autoscaling:${region}:${id}:autoScalingGroup:*:autoScalingGroupName/*`,
      Condition: {
        StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned" },
      },
    },
    {
      // None of them knows resources.
      Sid: "LookAtGroups",
      Effect: "Allow",
      Action: [
        ...["autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances"],
        ...["autoscaling:DescribeLaunchConfigurations", "autoscaling:DescribeScalingActivities"],
        ...["ec2:DescribeImages", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplateVersions"],
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "LookAtOwnNodeGroups",
      Effect: "Allow",
      Action: "eks:DescribeNodegroup",
      Resource: pulumi.interpolate`arn:aws:eks:${region}:${id}:nodegroup/${clusterName}/*`,
    },
  ];
}
