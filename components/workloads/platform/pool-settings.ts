import { z } from "zod";
import { withoutRepeats } from "../../checked";
import type { Architecture } from "../../cluster/architecture";
import type { Contradiction } from "../../contradiction";

const family = z
  .string()
  .regex(/^[a-z]+\d+[a-z]*(-[a-z0-9]+)?$/, "is no instance family such as t4g, without a size");

/** Instances of a pool, and how many of them there may be at most. */
const pool = (cpu: number, memoryGib: number) =>
  z
    .strictObject({
      families: z
        .array(family)
        .min(1)
        .superRefine(withoutRepeats)
        .optional()
        .meta({
          description: "Instance families; those that fit the cluster's processors unless set.",
          examples: [["m7g", "m8g"]],
        }),
      cpu: z
        .int()
        .min(2)
        .max(10_000)
        .default(cpu)
        .meta({ description: "vCPUs of all its nodes together, at most.", examples: [cpu] }),
      memoryGib: z
        .int()
        .min(4)
        .max(40_000)
        .default(memoryGib)
        .meta({ description: "Memory of all its nodes together, at most.", examples: [memoryGib] }),
    })
    .prefault({});

/** Pools of Karpenter's nodes; they count where `urr:cluster.karpenter` is enabled. */
export const karpenterPools = z.strictObject({
  image: z
    .string()
    .regex(/^al2023@(latest|v\d{8})$/, "is no release of Amazon Linux 2023 for EKS")
    // https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260903
    .default("al2023@v20260903")
    .meta({
      description: "Machine image of the nodes. Another one replaces them all, a few at a time.",
      examples: ["al2023@v20260903"],
    }),
  diskGib: z
    .int()
    .min(20)
    .max(16_384)
    .default(50)
    .meta({ description: "Root disk of a node.", examples: [50] }),
  critical: pool(160, 400),
  general: pool(160, 400),
  loadTest: pool(64, 128),
});

/** Settings of the pools, every default filled in. */
export type KarpenterPools = z.output<typeof karpenterPools>;

export const poolKeys = ["critical", "general", "loadTest"] as const;
export type PoolName = (typeof poolKeys)[number];

/** In the names of EC2 a `g` behind the generation stands for Graviton. */
const processorOf = (name: string): Architecture =>
  /^[a-z]+\d+g/.test(name) || name === "a1" ? "arm64" : "x86_64";

/** Nodes with other processors than the images are made for would start and run nothing. */
export function familyProblems(pools: KarpenterPools, architecture: Architecture): readonly Contradiction[] {
  return poolKeys.flatMap((key) =>
    (pools[key].families ?? []).flatMap((name, index) => {
      if (processorOf(name) === architecture) return [];
      const message = `has ${processorOf(name)} processors, and urr:cluster.architecture is ${architecture}`;
      const example = architecture === "arm64" ? "m7g" : "m7i";
      return [{ path: ["karpenter", key, "families", index], message, example }];
    }),
  );
}
