import type { IEC2NodeClass } from "@kubernetes-models/karpenter/karpenter.k8s.aws/v1/EC2NodeClass" with {
  "resolution-mode": "import",
};

export interface NodeClassFacts {
  /** Such as `al2023@v20260903`. */
  readonly image: string;
  readonly diskGib: number;
  readonly instanceProfile: string;
  /** Of the app tier. */
  readonly subnetIds: readonly string[];
  /** Of the cluster and of the nodes, as managed nodes have them. */
  readonly securityGroupIds: readonly string[];
  readonly volumeKeyArn: string;
  /** Without the stack's own it may launch nothing. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What node pools call it by. */
export const nodeClassName = "default";

/** The head of the node class, which is known before anything is made. */
export const nodeClassHead = {
  apiVersion: "karpenter.k8s.aws/v1",
  kind: "EC2NodeClass",
  metadata: { name: nodeClassName },
} as const;

/** The machine behind every pool: like the managed nodes, in all that keeps pods off the node's own rights. */
export function nodeClassSpec(facts: NodeClassFacts) {
  return {
    amiSelectorTerms: [{ alias: facts.image }],
    instanceProfile: facts.instanceProfile,
    subnetSelectorTerms: facts.subnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: facts.securityGroupIds.map((id) => ({ id })),
    associatePublicIPAddress: false,
    // One hop: a pod that is not on the host's network cannot ask for the node's credentials.
    metadataOptions: {
      ...{ httpEndpoint: "enabled", httpTokens: "required", httpProtocolIPv6: "disabled" },
      httpPutResponseHopLimit: 1,
    },
    blockDeviceMappings: [
      {
        // Where Amazon Linux 2023 has its root disk.
        deviceName: "/dev/xvda",
        rootVolume: true,
        ebs: {
          ...{ volumeType: "gp3", volumeSize: `${String(facts.diskGib)}Gi`, deleteOnTermination: true },
          ...{ encrypted: true, kmsKeyID: facts.volumeKeyArn },
        },
      },
    ],
    tags: { ...facts.tags },
  } satisfies IEC2NodeClass["spec"];
}
