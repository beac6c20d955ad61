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
export function isInStandardSupport(version: KubernetesVersion): boolean {
  return kubernetesVersions[version].standardSupportEnds >= checkedOn;
}

/** Add-ons of every cluster: what nodes need to join, and what runs on them. */
export const networkingAddons = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"] as const;
export const nodeAddons = ["coredns", "aws-ebs-csi-driver", "metrics-server"] as const;
export type AddonName = (typeof networkingAddons)[number] | (typeof nodeAddons)[number];

type Builds = Readonly<Record<AddonName, string | null>>;

/** EKS is asked for its default at every deployment. */
const unconfirmed: Builds = {
  ...{ "vpc-cni": null, "kube-proxy": null, "eks-pod-identity-agent": null },
  ...{ coredns: null, "aws-ebs-csi-driver": null, "metrics-server": null },
};

/**
 * Builds of add-ons by Kubernetes version, as EKS offered them on the day of `checkedOn` or before; null where nobody
 * has confirmed one. `aws eks describe-addon-versions --kubernetes-version 1.36` lists them.
 *
 * Those of 1.36 are what EKS resolved its defaults to in September 2026: the first four in the compatibility matrix of
 * https://github.com/awslabs/awsome-distributed-ai, the others as other clusters on 1.36 recorded them that week.
 */
export const addonVersions: Readonly<Record<KubernetesVersion, Builds>> = {
  "1.33": unconfirmed,
  "1.34": unconfirmed,
  "1.35": unconfirmed,
  "1.36": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.36.0-eksbuild.21",
    coredns: "v1.14.3-eksbuild.16",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
    "metrics-server": "v0.9.0-eksbuild.10",
  },
};
