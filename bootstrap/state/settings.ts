import { z } from "zod";
import { nameRules } from "../../policies/name-rules";

const rule = nameRules["aws:s3/bucket:Bucket"];

const bucketName = z
  .string()
  .max(rule?.longest ?? 63)
  .regex(
    rule?.legal ?? /^$/,
    "is no name for a bucket: lower-case letters, digits and hyphens, none of S3's own prefixes and suffixes, no dots",
  );

/** Where Pulumi keeps the state of every stack. */
export const stateSettings = z.strictObject({
  bucket: bucketName.optional().meta({
    description: "Name of the state bucket, unique in the world; `urr-state-<account>` unless set.",
    examples: ["urr-state-123456789012"],
  }),
  oldVersionDays: z
    .int()
    .min(7)
    .max(3650)
    .default(90)
    .meta({
      description: "Days for which an overwritten or deleted state can be brought back.",
      examples: [90],
    }),
  accessLogDays: z
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .meta({ description: "Days for which it is known who read and wrote state.", examples: [365] }),
});

export type StateSettings = z.output<typeof stateSettings>;
