import { z } from "zod";

/** Figures of a switch from one version to the next, as the reference design has them. */
export const blueGreenSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether the services that are made for it are deployed blue/green; pod by pod otherwise.",
      examples: [true],
    }),
  scaleDownDelaySeconds: z
    .int()
    .min(30)
    .max(3_600)
    .default(30)
    .meta({
      description: "How long the old version stays after the switch, to be switched back to at once.",
      examples: [30],
    }),
  checks: z
    .int()
    .min(1)
    .max(60)
    .default(5)
    .meta({
      description: "How often the new version is asked for its health before it may be switched to.",
      examples: [5],
    }),
  intervalSeconds: z
    .int()
    .min(1)
    .max(300)
    .default(10)
    .meta({
      description: "Seconds between two of these questions.",
      examples: [10],
    }),
  failures: z
    .int()
    .min(0)
    .max(10)
    .default(1)
    .meta({
      description: "How many of them may go wrong.",
      examples: [1],
    }),
});
