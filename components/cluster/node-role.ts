import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { ServiceRole } from "../service-role";

/** The role of nodes: joining the cluster, pulling images, sessions for operators. Pods have roles of their own. */
export function nodeRole(
  name: string,
  { account, whose }: { readonly account: Account; readonly whose: string },
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  return new ServiceRole(
    name,
    {
      account,
      description: `${whose}: joining the cluster, pulling images, sessions for operators`,
      trust: {
        Sid: "Instances",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
      managed: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
      ],
    },
    opts,
  );
}
