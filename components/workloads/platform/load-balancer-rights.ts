import type { Account } from "../../account";
import type { Statement } from "../../policy-document";

/** What the controller marks as the cluster's own. */
const mark = "elbv2.k8s.aws/cluster";

export interface LoadBalancerScope {
  readonly account: Account;
  readonly clusterName: string;
}

/**
 * What the controller needs where it makes load balancers for Gateways and Ingresses: the statements of its version
 * 3.5, narrowed to this cluster's mark and to what is switched on.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 *
 * Left out are firewalls, Shield, Cognito, IPAM, Outposts and capacity, which nothing here asks it for.
 */
export function loadBalancerRights(scope: LoadBalancerScope): readonly Statement[] {
  return [reading(scope), ...securityGroups(scope), ...balancers(scope), ...listeners(scope)];
}

const made = ({ clusterName }: LoadBalancerScope) => ({
  StringEquals: { [`aws:RequestTag/${mark}`]: clusterName },
});
const ours = ({ clusterName }: LoadBalancerScope) => ({
  StringEquals: { [`aws:ResourceTag/${mark}`]: clusterName },
});
const balancing = (actions: readonly string[]) => actions.map((action) => `elasticloadbalancing:${action}`);
const arns = ({ account: { region } }: LoadBalancerScope, kinds: readonly string[]) =>
  kinds.map((kind) => `arn:aws:elasticloadbalancing:${region}:*:${kind}/*`);

function reading({ account: { region } }: LoadBalancerScope): Statement {
  return {
    Sid: "LookAround",
    Effect: "Allow",
    Action: [
      ...["acm:DescribeCertificate", "acm:ListCertificates"],
      ...["ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones"],
      ...["ec2:DescribeInstances", "ec2:DescribeInternetGateways", "ec2:DescribeNetworkInterfaces"],
      ...["ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets"],
      ...["ec2:DescribeTags", "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs"],
      "ec2:GetSecurityGroupsForVpc",
      "elasticloadbalancing:Describe*",
    ],
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": region } },
  };
}

function securityGroups(scope: LoadBalancerScope): readonly Statement[] {
  const { account, clusterName } = scope;
  const groups = `arn:aws:ec2:${account.region}:*:security-group/*`;
  const rules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
  return [
    allow("MakeGroups", ["ec2:CreateSecurityGroup"], [groups], made(scope)),
    allow("MakeGroupsInTheVpc", ["ec2:CreateSecurityGroup"], [`arn:aws:ec2:${account.region}:*:vpc/*`]),
    allow("MarkGroups", ["ec2:CreateTags"], [groups], {
      StringEquals: { "ec2:CreateAction": "CreateSecurityGroup", ...made(scope).StringEquals },
    }),
    // The mark itself cannot be put on or taken off.
    allow("TagOwnGroups", ["ec2:CreateTags", "ec2:DeleteTags"], [groups], {
      ...ours(scope),
      Null: { [`aws:RequestTag/${mark}`]: "true" },
    }),
    allow("OwnGroups", [...rules, "ec2:DeleteSecurityGroup"], [groups], ours(scope)),
    // The group of the nodes is EKS's.
    allow("RulesOfTheCluster", rules, [groups], {
      StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" },
    }),
  ];
}

function balancers(scope: LoadBalancerScope): readonly Statement[] {
  const own = arns(scope, ["loadbalancer/app", "loadbalancer/net", "targetgroup"]);
  return [
    allow("Make", balancing(["CreateLoadBalancer", "CreateTargetGroup"]), own, made(scope)),
    allow("Mark", balancing(["AddTags"]), own, {
      StringEquals: {
        "elasticloadbalancing:CreateAction": ["CreateLoadBalancer", "CreateTargetGroup"],
        ...made(scope).StringEquals,
      },
    }),
    allow("TagOwn", balancing(["AddTags", "RemoveTags"]), own, {
      ...ours(scope),
      Null: { [`aws:RequestTag/${mark}`]: "true" },
    }),
    allow("ChangeOwn", balancing(changes), own, ours(scope)),
  ];
}

const changes = [
  ...["DeleteLoadBalancer", "DeleteTargetGroup", "ModifyLoadBalancerAttributes", "ModifyTargetGroup"],
  ...["ModifyTargetGroupAttributes", "SetIpAddressType", "SetSecurityGroups", "SetSubnets"],
  ...["CreateListener", "RegisterTargets", "DeregisterTargets"],
];

function listeners(scope: LoadBalancerScope): readonly Statement[] {
  const kinds = ["listener/app", "listener/net", "listener-rule/app", "listener-rule/net"];
  const own = arns(scope, kinds);
  const actions = balancing([
    ...["AddListenerCertificates", "CreateRule", "DeleteListener", "DeleteRule", "ModifyListener"],
    ...["ModifyListenerAttributes", "ModifyRule", "RemoveListenerCertificates"],
  ]);
  return [
    allow("ChangeOwnListeners", actions, own, ours(scope)),
    // It compares no tags: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
    allow("OrderRules", balancing(["SetRulePriorities"]), arns(scope, ["listener-rule/app"])),
    // Listeners and rules are tagged as they are made, before they carry a tag that could be compared.
    allow("MarkListeners", balancing(["AddTags"]), own, {
      StringEquals: {
        "elasticloadbalancing:CreateAction": ["CreateListener", "CreateRule"],
        ...made(scope).StringEquals,
      },
    }),
    allow("TagOwnListeners", balancing(["AddTags", "RemoveTags"]), own, {
      ...ours(scope),
      Null: { [`aws:RequestTag/${mark}`]: "true" },
    }),
  ];
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: NonNullable<Statement["Condition"]>,
): Statement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
