import { z } from "zod";
import { withoutRepeats } from "../../checked";

/** Behind the prefix, in lower case: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const service = z
  .string()
  .max(100)
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    "must be lower-case letters and digits, joined by single dots, hyphens or underscores",
  );

export const registrySettings = z.strictObject({
  services: z
    .array(service)
    .min(1)
    .superRefine(withoutRepeats)
    .default([
      ...["gateway", "auth", "ticket", "payment", "stats", "queue", "catalog", "community"],
      "frontend",
    ])
    .meta({
      description: "Services with a repository of their own, `<prefix>/<service>`.",
      examples: [["gateway", "auth", "frontend"]],
    }),
  keepImages: z
    .int()
    .min(10)
    .max(10_000)
    .default(100)
    .meta({
      description:
        "Tagged images that a repository keeps. The oldest go first, also one that still runs: keep more than are pushed between two deployments.",
      examples: [100],
    }),
});

/** Settings of the image registry, every default filled in. */
export type RegistrySettings = z.output<typeof registrySettings>;
