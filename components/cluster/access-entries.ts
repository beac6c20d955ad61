import type * as eks from "@pulumi/eks";
import type { ClusterSettings } from "./settings";

type Entries = NonNullable<eks.ClusterOptions["accessEntries"]>;

const policies = { operators: "AmazonEKSClusterAdminPolicy", viewers: "AmazonEKSViewPolicy" } as const;

/** Who gets into the cluster beside the role that makes it, which EKS makes its administrator. */
export function accessEntries(access: ClusterSettings["access"]): Entries {
  return Object.fromEntries(
    (["operators", "viewers"] as const).flatMap((group) =>
      Object.entries(access[group]).map(([name, principalArn]) => [
        `${group}-${name}`,
        {
          principalArn,
          accessPolicies: {
            [group]: {
              policyArn: `arn:aws:eks::aws:cluster-access-policy/${policies[group]}`,
              accessScope: { type: "cluster" },
            },
          },
        },
      ]),
    ),
  );
}
