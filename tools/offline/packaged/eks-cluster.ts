import { z } from "zod";
import { resourceReference, unknownValue } from "../wire-values";
import { kubeconfigOf } from "./eks-kubeconfig";
import type { Answers, Child, Expand } from "./expansion";

const tags = z.record(z.string(), z.string());

/** A list that is known, or that a preview does not know yet. */
const texts = z.array(z.string()).or(z.literal(unknownValue));

/** The component reads no more of a switched-off add-on; the SDK fills in how conflicts would be resolved. */
const switchedOff = z.strictObject({
  enabled: z.literal(false),
  resolveConflictsOnCreate: z.string().optional(),
  resolveConflictsOnUpdate: z.string().optional(),
});

const accessEntry = z.strictObject({
  principalArn: z.string(),
  type: z.string().optional(),
  kubernetesGroups: texts.optional(),
  accessPolicies: z
    .record(
      z.string(),
      z.strictObject({
        policyArn: z.string(),
        accessScope: z.strictObject({ type: z.string(), namespaces: texts.optional() }),
      }),
    )
    .optional(),
  tags: tags.optional(),
});

/** What we send to the component; another argument must be understood here before it may be sent. */
const clusterInputs = z
  .strictObject({
    name: z.string().optional(),
    vpcId: z.string(),
    subnetIds: texts,
    version: z.string(),
    authenticationMode: z.literal("API"),
    accessEntries: z.record(z.string(), accessEntry).optional(),
    enabledClusterLogTypes: z.array(z.string()).optional(),
    encryptionConfigKeyArn: z.string(),
    endpointPrivateAccess: z.boolean(),
    endpointPublicAccess: z.boolean(),
    publicAccessCidrs: z.array(z.string()).optional(),
    skipDefaultNodeGroup: z.literal(true),
    skipDefaultSecurityGroups: z.literal(true),
    createOidcProvider: z.literal(false),
    useDefaultVpcCni: z.literal(true),
    kubeProxyAddonOptions: switchedOff,
    corednsAddonOptions: switchedOff,
    bootstrapSelfManagedAddons: z.boolean().default(true),
    deletionProtection: z.boolean().optional(),
    upgradePolicy: z.strictObject({ supportType: z.string() }).optional(),
    /** A resource reference: the component wants the role itself, not its ARN. */
    serviceRole: z.looseObject({ urn: z.string() }),
    providerCredentialOpts: z
      .strictObject({ roleArn: z.string().optional(), profileName: z.string().optional() })
      .optional(),
    clusterTags: tags.optional(),
    tags: tags.optional(),
    kubernetesServiceIpAddressRange: z.string().optional(),
  })
  .refine(({ endpointPublicAccess, publicAccessCidrs }) => endpointPublicAccess || !publicAccessCidrs, {
    error: "the component refuses publicAccessCidrs unless endpointPublicAccess is true",
  });

type ClusterInputs = z.output<typeof clusterInputs>;

/**
 * `eks:index:Cluster` of @pulumi/eks 4.3.0 with everything switched off that we make ourselves: node groups, security
 * groups, add-ons and the identity provider. What stays is the control plane, a provider of Kubernetes by which the
 * component itself reaches it, and an entry for each who is admitted.
 */
export const expandCluster: Expand = (name, inputs) => {
  const args = clusterInputs.parse(inputs);
  return {
    children: [controlPlane(name, args), kubernetesProvider(name, args), ...accessEntries(name, args)],
    outputs: (answer) => outputsOf(args, answer),
  };
};

function controlPlane(name: string, args: ClusterInputs): Child {
  const range = args.kubernetesServiceIpAddressRange;
  return {
    key: "cluster",
    type: "aws:eks/cluster:Cluster",
    name: `${name}-eksCluster`,
    // They hold when the cluster is made and never again.
    ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
    inputs: (_, outputs) =>
      defined({
        name: args.name,
        roleArn: outputs(args.serviceRole.urn)["arn"] ?? unknownValue,
        kubernetesNetworkConfig:
          range === undefined ? undefined : { serviceIpv4Cidr: range, ipFamily: "ipv4" },
        bootstrapSelfManagedAddons: args.bootstrapSelfManagedAddons,
        vpcConfig: defined({
          subnetIds: args.subnetIds,
          endpointPrivateAccess: args.endpointPrivateAccess,
          endpointPublicAccess: args.endpointPublicAccess,
          publicAccessCidrs: args.publicAccessCidrs,
        }),
        version: args.version,
        enabledClusterLogTypes: args.enabledClusterLogTypes,
        tags: { Name: `${name}-eksCluster`, ...args.clusterTags, ...args.tags },
        encryptionConfig: { provider: { keyArn: args.encryptionConfigKeyArn }, resources: ["secrets"] },
        accessConfig: {
          authenticationMode: args.authenticationMode,
          bootstrapClusterCreatorAdminPermissions: true,
        },
        upgradePolicy: args.upgradePolicy,
        deletionProtection: args.deletionProtection,
      }),
  };
}

/** Here alone the profile stands in the kubeconfig: it is of the machine that deploys. */
function kubernetesProvider(name: string, args: ClusterInputs): Child {
  return {
    key: "kubernetes",
    type: "pulumi:providers:kubernetes",
    name: `${name}-eks-k8s`,
    inputs: (answer) => {
      const kubeconfig = kubeconfigOf(answer("cluster").outputs, args.providerCredentialOpts ?? {});
      return { kubeconfig: kubeconfig === undefined ? unknownValue : JSON.stringify(kubeconfig) };
    },
  };
}

function accessEntries(name: string, args: ClusterInputs): readonly Child[] {
  return Object.entries(args.accessEntries ?? {}).flatMap(([key, entry]): Child[] => {
    const { accessPolicies = {}, ...admitted } = entry;
    const clusterName = (answer: Answers) => answer("cluster").outputs["name"] ?? unknownValue;
    return [
      {
        key: `entry ${key}`,
        type: "aws:eks/accessEntry:AccessEntry",
        name: `${name}-${key}`,
        inputs: (answer) => defined({ ...admitted, clusterName: clusterName(answer) }),
      },
      ...Object.entries(accessPolicies).map(([policy, { accessScope, policyArn }]): Child => ({
        key: `entry ${key} ${policy}`,
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        name: `${name}-${key}-${policy}`,
        under: `entry ${key}`,
        inputs: (answer) => ({
          accessScope,
          principalArn: entry.principalArn,
          policyArn,
          clusterName: clusterName(answer),
        }),
      })),
    ];
  });
}

/** What the component gives back; what it would give of things that are switched off is absent, or empty text. */
function outputsOf(args: ClusterInputs, answer: Answers): Readonly<Record<string, unknown>> {
  const { outputs } = answer("cluster");
  const cluster = resourceReference(answer("cluster"));
  const { roleArn } = args.providerCredentialOpts ?? {};
  const kubeconfig = kubeconfigOf(outputs, roleArn === undefined ? {} : { roleArn });
  const { clusterSecurityGroupId = unknownValue } = (outputs["vpcConfig"] ?? {}) as Record<string, unknown>;
  const issuer = issuerOf(outputs["identities"]);
  return {
    eksCluster: cluster,
    kubeconfig: kubeconfig ?? unknownValue,
    kubeconfigJson: kubeconfig === undefined ? unknownValue : JSON.stringify(kubeconfig),
    clusterSecurityGroupId,
    nodeSecurityGroupId: clusterSecurityGroupId,
    clusterIngressRuleId: "",
    defaultNodeGroupAsgName: "",
    fargateProfileId: "",
    fargateProfileStatus: "",
    autoModeNodeRoleName: "",
    instanceRoles: [],
    oidcProviderArn: "",
    oidcProviderUrl: issuer,
    oidcIssuer: issuer.replace("https://", ""),
    core: defined({
      cluster,
      vpcId: args.vpcId,
      subnetIds: args.subnetIds,
      endpoint: outputs["endpoint"] ?? unknownValue,
      clusterIamRole: args.serviceRole,
      encryptionConfig: { provider: { keyArn: args.encryptionConfigKeyArn }, resources: ["secrets"] },
      instanceRoles: [],
      kubeconfig: kubeconfig ?? unknownValue,
      provider: resourceReference(answer("kubernetes")),
      accessEntries: Object.values(args.accessEntries ?? {}).map(defined),
      storageClasses: {},
      nodeGroupOptions: { version: args.version },
      tags: args.tags,
      autoModeNodeRoleName: "",
    }),
  };
}

function issuerOf(identities: unknown): string {
  const [identity] = (identities ?? []) as readonly {
    readonly oidcs?: readonly { readonly issuer?: string }[];
  }[];
  return identity?.oidcs?.[0]?.issuer ?? unknownValue;
}

/** Without what is undefined, which a message cannot carry. */
function defined(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
