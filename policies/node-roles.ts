import { example } from "./example";
import type { Judged, StackPolicy } from "./policy";
import { ofRole, ofType, records, text, texts, violation, type Props } from "./read";
import { types } from "./types";

/**
 * What a node needs to join, to pull images and to be reached by Session Manager. Pods have roles of their own, and so
 * has the network add-on; whatever a node may do, every pod on the host's network may do too.
 */
const needed =
  /^arn:aws[a-z-]*:iam::aws:policy\/(AmazonEKSWorkerNodePolicy|AmazonEKSWorkerNodeMinimalPolicy|AmazonEC2ContainerRegistryPullOnly|AmazonEC2ContainerRegistryReadOnly|AmazonSSMManagedInstanceCore)$/;

/** Roles by which nodes join: of node groups, and of entries that admit instances of Karpenter's. */
function nodeRoles(resources: readonly Judged[]): readonly Judged[] {
  const arns = [
    ...ofType(resources, types.nodeGroup).map(({ props }) => text(props["nodeRoleArn"])),
    ...ofType(resources, types.accessEntry)
      .filter(({ props }) => /^EC2(_LINUX|_WINDOWS)?$/.test(text(props["type"]) ?? ""))
      .map(({ props }) => text(props["principalArn"])),
  ].filter((arn) => arn !== undefined);
  return ofType(resources, types.role).filter(({ props }) => arns.includes(text(props["arn"]) ?? ""));
}

const arn = "arn:aws:iam::123456789012:role/nodes";
const role = (props: Props = {}) => example(types.role, { name: "nodes", arn, ...props });
const group = example(types.nodeGroup, { nodeRoleArn: arn });
const karpenter = example(types.accessEntry, { principalArn: arn, type: "EC2_LINUX" });
const attached = (policy: string, to = "nodes") =>
  example(types.rolePolicyAttachment, { role: to, policyArn: `arn:aws:iam::aws:policy/${policy}` });

export const nodeRolesNarrow: StackPolicy = {
  kind: "stack",
  id: "nodes-roles-narrow",
  requirement: "A node may join its cluster, pull images and be managed, and no more.",
  controls: ["EKS-14", "CIS-EKS 5.1.3"],
  severity: "medium",
  appliesTo: [types.nodeGroup, types.accessEntry],
  check: (resources) =>
    nodeRoles(resources).flatMap((one) => [
      ...ofRole(one, types.rolePolicyAttachment, resources)
        .filter(({ props }) => !needed.test(text(props["policyArn"]) ?? ""))
        .map((attachment) => violation(attachment, "policyArn", "is not among those that a node needs")),
      ...texts(one.props["managedPolicyArns"])
        .filter((policy) => !needed.test(policy))
        .map((policy) => violation(one, "managedPolicyArns", `name ${policy}, which no node needs`)),
      ...[
        ...ofRole(one, types.rolePolicy, resources),
        ...records(one.props["inlinePolicies"]).map(() => one),
      ].map((holder) =>
        violation(holder, null, "gives a node rights of its own; give them to the pods that need them"),
      ),
    ]),
  violatedBy: [
    [group, role(), attached("AmazonEC2ContainerRegistryPowerUser")],
    [group, role(), attached("AmazonEKS_CNI_Policy")],
    [karpenter, role(), attached("AdministratorAccess")],
    [group, role(), example(types.rolePolicy, { role: "nodes", policy: "{}" })],
    [group, role({ inlinePolicies: [{ policy: "{}" }] })],
    [group, role({ managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] })],
  ],
  keptBy: [
    group,
    karpenter,
    role(),
    attached("AmazonEKSWorkerNodePolicy"),
    attached("AmazonEC2ContainerRegistryPullOnly"),
    attached("AmazonSSMManagedInstanceCore"),
    attached("AmazonEKS_CNI_Policy", "aws-node"),
  ],
};
