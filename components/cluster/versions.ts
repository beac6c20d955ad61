/** Kubernetes versions on EKS: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
export const kubernetesVersions = {
  "1.33": { standardSupportEnds: "2026-07-29" },
  "1.34": { standardSupportEnds: "2026-12-02" },
  "1.35": { standardSupportEnds: "2027-03-27" },
  "1.36": { standardSupportEnds: "2027-08-02" },
} as const;
export type KubernetesVersion = keyof typeof kubernetesVersions;

/** The day on which the versions here were looked up. */
export const checkedOn = "2026-11-20";

/** Whether a version was in standard support when this table was last looked at; after that it costs six times as much. */
export function isInStandardSupport(version: KubernetesVersion, on = checkedOn): boolean {
  return kubernetesVersions[version].standardSupportEnds >= on;
}

/** Add-ons of every cluster: what nodes need to join, and what runs on them. */
export const networkingAddons = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"] as const;
export const nodeAddons = ["coredns", "aws-ebs-csi-driver", "metrics-server"] as const;
export type AddonName = (typeof networkingAddons)[number] | (typeof nodeAddons)[number];

/**
 * Builds of add-ons by Kubernetes version. null: nobody has confirmed one, and EKS is asked for its default when the
 * cluster is deployed. `aws eks describe-addon-versions --kubernetes-version 1.36` lists them.
 */
export const addonVersions: Readonly<
  Partial<Record<KubernetesVersion, Readonly<Record<AddonName, string | null>>>>
> = {};
