/** Processor architectures of nodes and images. */
export const architectures = ["arm64", "x86_64"] as const;
export type Architecture = (typeof architectures)[number];

/** What follows from the architecture for a managed node group. */
export const amiTypes = { arm64: "AL2023_ARM_64_STANDARD", x86_64: "AL2023_x86_64_STANDARD" } as const;

/** The platform that images must be built for. */
export const imagePlatforms = { arm64: "linux/arm64", x86_64: "linux/amd64" } as const;

/**
 * The architecture of an instance type: in the names of EC2 a `g` behind the generation stands for Graviton.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture | undefined {
  const [, options] =
    /^[a-z]+\d+([a-z]*(?:-[a-z0-9]+)?)\.(?:nano|micro|small|medium|(?:\d*x)?large|metal(?:-\d+xl)?)$/.exec(
      instanceType,
    ) ?? [];
  if (options === undefined) return undefined;
  return options.startsWith("g") || instanceType.startsWith("a1.") ? "arm64" : "x86_64";
}
