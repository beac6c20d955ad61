import { z } from "zod";

export const edgeSettings = z.strictObject({
  cdn: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether visitors come through CloudFront: then the waiting room's API answers to nobody who comes past it.",
      examples: [true],
    }),
  originSecretGeneration: z
    .int()
    .min(1)
    .default(1)
    .meta({
      description:
        "A higher number makes a new secret by which CloudFront is known behind it; the one before stays valid beside it.",
      examples: [2],
    }),
});

/** Settings of the edge, every default filled in. */
export type EdgeSettings = z.output<typeof edgeSettings>;
