import { z } from "zod";

export const karpenterSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .meta({
      description: "Karpenter makes and removes nodes after what pods ask for, beside the managed ones.",
      examples: [true],
    }),
});

/** Settings of Karpenter, every default filled in. */
export type KarpenterSettings = z.output<typeof karpenterSettings>;
