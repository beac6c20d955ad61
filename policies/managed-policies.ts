import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { text, violation } from "./read";
import { types } from "./types";

/**
 * Managed policies of AWS that say no more than their service's role needs, with the path that is part of the name:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const managed: ReadonlySet<string> = new Set([
  "AmazonEBSCSIDriverPolicyV2",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonEKSClusterPolicy",
  "AmazonEKSVPCResourceController",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonSSMManagedInstanceCore",
  "AWSBackupServiceRolePolicyForS3Backup",
  "AWSBackupServiceRolePolicyForS3Restore",
  "AWSXRayDaemonWriteAccess",
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
  "service-role/AmazonEBSCSIDriverPolicy",
  "service-role/AmazonRDSEnhancedMonitoringRole",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "service-role/AWSLambdaBasicExecutionRole",
  "service-role/AWSLambdaSQSQueueExecutionRole",
  "service-role/AWSLambdaVPCAccessExecutionRole",
]);

const byAws = "arn:aws:iam::aws:policy/";

export const managedPoliciesListed: ResourcePolicy = {
  kind: "resource",
  id: "iam-managed-policies-listed",
  requirement: "Of AWS's managed policies only those made for a service's role are attached.",
  controls: ["IAM-04", "nag:IAM4"],
  // A wrong path is not found when the role is made, and stops the deployment half-way.
  severity: "high",
  appliesTo: [types.rolePolicyAttachment],
  check: (attachment) => {
    const arn = text(attachment.props["policyArn"]) ?? "";
    return arn.startsWith("arn:aws:iam::aws:") && !managed.has(arn.replace(byAws, ""))
      ? [
          violation(
            attachment,
            "policyArn",
            "is not among the managed policies we accept, or has another path; write one of our own",
          ),
        ]
      : [];
  },
  violatedBy: [
    [example(types.rolePolicyAttachment, { policyArn: `${byAws}AmazonS3FullAccess` })],
    [example(types.rolePolicyAttachment, { policyArn: `${byAws}service-role/AmazonEBSCSIDriverPolicyV2` })],
  ],
  keptBy: [
    example(types.rolePolicyAttachment, { policyArn: `${byAws}AmazonEKSWorkerNodePolicy` }),
    example(types.rolePolicyAttachment, {
      policyArn: `${byAws}service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    }),
    example(types.rolePolicyAttachment, { policyArn: "arn:aws:iam::123456789012:policy/ours" }),
  ],
};
