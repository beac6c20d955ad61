import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { ServiceRole } from "../service-role";

/** The role that EKS takes to run the control plane. */
export function controlPlaneRole(
  name: string,
  { account }: { readonly account: Account },
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  return new ServiceRole(
    name,
    {
      account,
      description: "The control plane of the cluster",
      trust: {
        Sid: "ControlPlane",
        Effect: "Allow",
        Principal: { Service: "eks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account.id } },
      },
      managed: ["AmazonEKSClusterPolicy"],
    },
    opts,
  );
}
