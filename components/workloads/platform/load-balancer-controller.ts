import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import type { Statement } from "../../policy-document";
import { apart, oneAtATime, resources, restrictedPod, tolerations, type AddonFacts } from "./placement";

export interface LoadBalancerControllerFacts extends AddonFacts {
  readonly clusterName: string;
  readonly region: string;
  /** Told, as pods cannot ask the node that they run on. */
  readonly vpcId: pulumi.Input<string>;
  /** Tags of the stack, for whatever it makes on AWS. */
  readonly tags: Readonly<Record<string, string>>;
  /** For which it makes load balancers of its own. */
  readonly makesFor: { readonly gateways: boolean; readonly ingresses: boolean };
}

export const loadBalancerController = {
  releaseName: "aws-load-balancer-controller",
  namespace: "kube-system",
  serviceAccount: "aws-load-balancer-controller",
} as const;

/** Labels of namespaces whose pods wait, before they count as ready, until the load balancer has found them healthy. */
export const waitsForTargets = { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } as const;

/** Values of the chart. */
export function loadBalancerControllerValues(facts: LoadBalancerControllerFacts) {
  const { makesFor } = facts;
  const own = { "app.kubernetes.io/name": "aws-load-balancer-controller" };
  return {
    clusterName: facts.clusterName,
    region: facts.region,
    vpcId: facts.vpcId,
    serviceAccount: { create: true, name: loadBalancerController.serviceAccount },
    replicaCount: facts.replicas,
    podDisruptionBudget: oneAtATime,
    topologySpreadConstraints: apart(own),
    tolerations: tolerations(facts),
    priorityClassName: "system-cluster-critical",
    resources: resources("100m", "256Mi"),
    podSecurityContext: { ...restrictedPod, fsGroup: 65534 },
    securityContext: {
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
      capabilities: { drop: ["ALL"] },
    },
    defaultTags: facts.tags,
    defaultTargetType: "ip",
    // It stands in the way of every Service of the cluster; ours name no load balancer.
    enableServiceMutatorWebhook: false,
    // A pod without its gate starts all the same; a pod that is refused does not.
    podMutatorWebhookConfig: { failurePolicy: "Ignore" },
    // Another certificate at each update would leave webhooks shut for the time between.
    keepTLSSecret: true,
    // The edge's firewalls are associated where they are made; the controller would take them off.
    ...{ enableShield: false, enableWaf: false, enableWafv2: false },
    ...(makesFor.gateways || makesFor.ingresses ? makesLoadBalancers(makesFor) : targetsOnly),
    serviceMonitor: { enabled: facts.monitored },
  };
}

/** Of HTTP alone. Before an Ingress stands a group of ours, with rules that name its ports. */
function makesLoadBalancers({ gateways }: LoadBalancerControllerFacts["makesFor"]) {
  return {
    ...(gateways ? {} : { enableBackendSecurityGroup: false }),
    controllerConfig: {
      featureGates: {
        ...(gateways ? {} : { ALBGatewayAPI: false }),
        ...{ NLBGatewayAPI: false, EnableServiceController: false },
      },
    },
  };
}

/** Load balancers, their groups and their rules are the stack's; the controller only says who answers. */
const targetsOnly = {
  createIngressClassResource: false,
  ingressClassParams: { create: false },
  enableBackendSecurityGroup: false,
  controllerConfig: {
    featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false, EnableServiceController: false },
  },
};

/** Target groups that pods are registered with. */
export interface TargetScope {
  readonly account: Account;
  readonly targetGroupArns: readonly pulumi.Input<string>[];
}

/**
 * What TargetGroupBindings without a `networking` part ask of AWS, as version 3.5 calls it: nothing is made, and no
 * rule of a security group changes.
 */
export function targetRights({ account, targetGroupArns }: TargetScope): readonly Statement[] {
  return [
    {
      Sid: "RegisterOurTargets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      Resource: targetGroupArns,
    },
    {
      // None of them knows resources.
      Sid: "LookAtTargets",
      Effect: "Allow",
      Action: [
        ...["ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups"],
        ...["ec2:DescribeSubnets", "ec2:DescribeAvailabilityZones", "ec2:DescribeVpcs"],
        ...["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"],
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": account.region } },
    },
  ];
}
