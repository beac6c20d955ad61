import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { text, violation } from "./read";
import { types } from "./types";

/** Managed policies of AWS that say no more than their service's role needs. */
const managed =
  /^arn:aws:iam::aws:policy\/((service-role\/)?(AmazonEBSCSIDriverPolicy|AmazonEBSCSIDriverPolicyV2|AmazonRDSEnhancedMonitoringRole|AWSLambdaBasicExecutionRole|AWSLambdaVPCAccessExecutionRole|AWSLambdaSQSQueueExecutionRole|AWSBackupServiceRolePolicyForBackup|AWSBackupServiceRolePolicyForRestores|AmazonAPIGatewayPushToCloudWatchLogs)|AmazonEKSClusterPolicy|AmazonEKSVPCResourceController|AmazonEKSWorkerNodePolicy|AmazonEKSWorkerNodeMinimalPolicy|AmazonEKS_CNI_Policy|AmazonEC2ContainerRegistryPullOnly|AmazonEC2ContainerRegistryReadOnly|AmazonSSMManagedInstanceCore|AWSXRayDaemonWriteAccess|AWSBackupServiceRolePolicyForS3(Backup|Restore))$/;

export const managedPoliciesListed: ResourcePolicy = {
  kind: "resource",
  id: "iam-managed-policies-listed",
  requirement: "Of AWS's managed policies only those made for a service's role are attached.",
  controls: ["IAM-04", "nag:IAM4"],
  severity: "low",
  appliesTo: [types.rolePolicyAttachment],
  check: (attachment) => {
    const arn = text(attachment.props["policyArn"]) ?? "";
    return arn.startsWith("arn:aws:iam::aws:") && !managed.test(arn)
      ? [
          violation(
            attachment,
            "policyArn",
            "is not among the managed policies we accept; write one of our own",
          ),
        ]
      : [];
  },
  violatedBy: [
    [example(types.rolePolicyAttachment, { policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" })],
  ],
  keptBy: [
    example(types.rolePolicyAttachment, { policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" }),
    example(types.rolePolicyAttachment, {
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    }),
    example(types.rolePolicyAttachment, { policyArn: "arn:aws:iam::123456789012:policy/ours" }),
  ],
};
