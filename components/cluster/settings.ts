import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../contradiction";
import { architectures, architectureOf, type Architecture } from "./architecture";
import { karpenterSettings } from "./karpenter/settings";
import {
  isInStandardSupport,
  kubernetesVersions,
  networkingAddons,
  nodeAddons,
  type KubernetesVersion,
} from "./versions";
import { addonBuild, cidr, roleArn } from "./values";

const versionNames = Object.keys(kubernetesVersions) as [KubernetesVersion, ...KubernetesVersion[]];

/** https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
const api = z
  .strictObject({
    publicCidrs: z
      .array(cidr)
      .max(40, "has more than the 40 blocks that EKS takes")
      .default([])
      .meta({
        description:
          "Networks from which the API answers over the internet; it always answers inside the VPC. None: only there.",
        examples: [["198.51.100.0/24"]],
      }),
    runner: z
      .enum(["internet", "vpc"])
      .default("internet")
      .meta({
        description:
          "Where deployments run. `vpc` is required without publicCidrs: else nobody could reach the API.",
        examples: ["vpc"],
      }),
  })
  .refine(({ publicCidrs, runner }) => publicCidrs.length > 0 || runner === "vpc", {
    error: "is closed to the internet, so that only a runner inside the VPC can deploy",
    params: { example: { publicCidrs: ["198.51.100.0/24"] } },
    path: ["publicCidrs"],
    ...whenSound("publicCidrs", "runner"),
  });

const access = z.strictObject({
  operators: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), roleArn)
    .default({})
    .meta({
      description: "Who administers the cluster beside the deploying role, by a name of your choice.",
      examples: [{ platform: "arn:aws:iam::123456789012:role/platform-engineers" }],
    }),
  viewers: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), roleArn)
    .default({})
    .meta({
      description: "Who may look at what namespaces hold, secrets excepted.",
      examples: [{ developers: "arn:aws:iam::123456789012:role/developers" }],
    }),
});

const nodes = z
  .strictObject({
    instanceTypes: z
      .array(z.string())
      .min(1)
      .default(["m8g.xlarge", "m7g.xlarge"])
      .meta({
        description: "Of the managed nodes; EKS takes the first that is available.",
        examples: [["m8g.xlarge"]],
      }),
    min: z
      .int()
      .min(1)
      .max(450)
      .default(3)
      .meta({ description: "Nodes at least.", examples: [3] }),
    desired: z
      .int()
      .min(1)
      .max(450)
      .default(3)
      .meta({ description: "Nodes at first.", examples: [3] }),
    max: z
      .int()
      .min(1)
      .max(450)
      .default(6)
      .meta({ description: "Nodes at most.", examples: [6] }),
    diskGib: z
      .int()
      .min(20)
      .max(16384)
      .default(50)
      .meta({ description: "Root disk of a node.", examples: [50] }),
  })
  .superRefine(refusing(sizeProblems), whenSound("min", "desired", "max"));

interface Size {
  readonly min: number;
  readonly desired: number;
  readonly max: number;
}

function sizeProblems({ min, desired, max }: Size): readonly Contradiction[] {
  if (max < min) return [{ path: ["max"], message: `is below min, which is ${String(min)}`, example: min }];
  if (desired >= min && desired <= max) return [];
  return [{ path: ["desired"], message: `is not from ${String(min)} to ${String(max)}`, example: min }];
}

const addonNames = [...networkingAddons, ...nodeAddons] as const;

export const clusterSettings = z
  .strictObject({
    version: z
      .enum(versionNames)
      .default("1.36")
      .meta({
        description: "Kubernetes version; one step at a time upwards, never back.",
        examples: ["1.36"],
      }),
    extendedSupport: z
      .boolean()
      .default(false)
      .meta({
        description:
          "Keeps a version beyond its standard support, at six times the price, in place of an automatic upgrade.",
        examples: [false],
      }),
    architecture: z
      .enum(architectures)
      .default("arm64")
      .meta({ description: "Of nodes, AMIs and images alike.", examples: ["arm64"] }),
    api: api.prefault({}),
    access: access.prefault({}),
    nodes: nodes.prefault({}),
    karpenter: karpenterSettings.prefault({}),
    zonalShift: z
      .boolean()
      .default(true)
      .meta({ description: "AWS may move traffic out of a zone that fails.", examples: [true] }),
    addons: z
      .partialRecord(z.enum(addonNames), addonBuild)
      .default({})
      .meta({
        description: "Builds of add-ons where another one than the table's is wanted.",
        examples: [{ coredns: "v1.14.6-eksbuild.1" }],
      }),
  })
  .superRefine(refusing(architectureProblems), whenSound("architecture", "nodes.instanceTypes"))
  .superRefine(refusing(supportProblems), whenSound("version", "extendedSupport"));

function architectureProblems(settings: {
  readonly architecture: Architecture;
  readonly nodes: { readonly instanceTypes: readonly string[] };
}): readonly Contradiction[] {
  const { architecture, nodes: group } = settings;
  return group.instanceTypes.flatMap((type, index) => {
    const path = ["nodes", "instanceTypes", index];
    const found = architectureOf(type);
    if (found === undefined) return [{ path, message: "is no instance type of EC2", example: "m8g.large" }];
    if (found === architecture) return [];
    const message = `has ${found} processors, and urr:cluster.architecture is ${architecture}`;
    return [{ path, message, example: architecture === "arm64" ? "m8g.large" : "m7i.large" }];
  });
}

function supportProblems(settings: {
  readonly extendedSupport: boolean;
  readonly version: KubernetesVersion;
}): readonly Contradiction[] {
  if (settings.extendedSupport || isInStandardSupport(settings.version)) return [];
  const message =
    "has left standard support and would be upgraded by EKS; urr:cluster.extendedSupport keeps it";
  return [{ path: ["version"], message, example: "1.36" }];
}

/** Settings of the cluster, every default filled in. */
export type ClusterSettings = z.output<typeof clusterSettings>;
