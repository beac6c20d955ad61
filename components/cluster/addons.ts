import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import { ServiceRole } from "../service-role";
import { podTrust } from "../pod-identity";
import { platformTaint } from "./node-group";
import type { ClusterSettings } from "./settings";
import { addonVersions, type AddonName } from "./versions";
import { diskDriverUses } from "./volume-key";

/** What an add-on is set to, and the rights of its pods. */
interface AddonPlan {
  /** As the add-on's own schema has it: `aws eks describe-addon-configuration`. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly identity?: {
    /** Short: what a role is called by itself takes 64 characters at most, with the stack's name in front. */
    readonly name: string;
    readonly serviceAccount: string;
    readonly managed: string;
  };
}

/**
 * Nodes take addresses by blocks of 16, for more pods each. Not in subnets of 256: single addresses of endpoints and
 * proxies lie all over them, and a node that finds no whole block free gives its pods none.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html
 */
const wholePrefixes = { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" };

/** Values of vpc-cni are text, also where they are numbers and switches. */
const plans: Readonly<Record<AddonName, AddonPlan>> = {
  "vpc-cni": {
    configuration: { enableNetworkPolicy: "true" },
    identity: { name: "cni", serviceAccount: "aws-node", managed: "AmazonEKS_CNI_Policy" },
  },
  "kube-proxy": { configuration: {} },
  "eks-pod-identity-agent": { configuration: {} },
  coredns: { configuration: { autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } } },
  "aws-ebs-csi-driver": {
    configuration: { controller: { replicaCount: 2 } },
    identity: {
      name: "ebs-csi",
      serviceAccount: "ebs-csi-controller-sa",
      // Without the path of its predecessor: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html
      managed: "AmazonEBSCSIDriverPolicyV2",
    },
  },
  "metrics-server": { configuration: { replicas: 2 } },
};

export interface AddonsArgs {
  readonly account: Account;
  readonly clusterName: string;
  readonly names: readonly AddonName[];
  readonly settings: Pick<ClusterSettings, "version" | "addons" | "karpenter">;
  /** Whether the subnets have whole blocks of 16 addresses to spare for every node. */
  readonly roomForPrefixes: boolean;
  /** The key under which the CSI driver makes volumes. */
  readonly volumeKeyArn: pulumi.Input<string>;
  /** Tags of the volumes that the CSI driver makes. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Managed add-ons of the cluster, each at the build of the table, with rights of its own where it needs AWS. */
export class Addons extends Component {
  constructor(name: string, args: AddonsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:Addons", name, opts);
    const { account, clusterName, settings, tags } = args;

    for (const addonName of args.names) {
      const { configuration, identity } = plans[addonName];
      const own = {
        ...(addonName === "aws-ebs-csi-driver" ? withVolumeTags(configuration, tags) : configuration),
        ...(addonName === "vpc-cni" && args.roomForPrefixes ? { env: wholePrefixes } : {}),
        // The others tolerate it by themselves.
        ...(addonName === "metrics-server" && settings.karpenter.enabled
          ? { tolerations: [platformTaint] }
          : {}),
      };
      const role =
        identity === undefined
          ? undefined
          : new ServiceRole(
              this.named(identity.name),
              {
                account,
                description: `Pods of the add-on ${addonName}`,
                trust: podTrust(account, clusterName),
                managed: [identity.managed],
                statements: addonName === "aws-ebs-csi-driver" ? diskDriverUses(args.volumeKeyArn) : [],
              },
              this.within,
            );
      new aws.eks.Addon(
        this.named(addonName),
        {
          clusterName,
          addonName,
          addonVersion: this.#version(addonName, settings),
          ...(Object.keys(own).length === 0 ? {} : { configurationValues: JSON.stringify(own) }),
          ...(role === undefined || identity === undefined
            ? {}
            : { podIdentityAssociations: [{ roleArn: role.arn, serviceAccount: identity.serviceAccount }] }),
          resolveConflictsOnCreate: "OVERWRITE",
          resolveConflictsOnUpdate: "OVERWRITE",
        },
        this.within,
      );
    }
    this.registerOutputs({});
  }

  /** The chosen build, the table's, or EKS's default for the version, in this order. */
  #version(addonName: AddonName, { addons, version }: AddonsArgs["settings"]): pulumi.Input<string> {
    const pinned = addons[addonName] ?? addonVersions[version][addonName];
    if (pinned !== null) return pinned;
    return aws.eks.getAddonVersionOutput({ addonName, kubernetesVersion: version }, this.within).version;
  }
}

function withVolumeTags(
  { controller, ...rest }: AddonPlan["configuration"],
  tags: Readonly<Record<string, string>>,
): AddonPlan["configuration"] {
  return { ...rest, controller: { ...(controller as object), extraVolumeTags: tags } };
}
