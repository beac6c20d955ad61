import { z } from "zod";
import { configSchema } from "./config";

/**
 * A whole stack file. Beside `config`, Pulumi itself writes the keys of its secrets provider:
 * https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/
 */
export const stackFileSchema = z.strictObject({
  config: configSchema.meta({ description: "What this environment changes of the defaults." }),
  secretsprovider: z
    .string()
    .optional()
    .meta({ description: "Where Pulumi keeps the key of this stack's secrets." }),
  encryptedkey: z.string().optional().meta({ description: "Written by Pulumi." }),
  encryptionsalt: z.string().optional().meta({ description: "Written by Pulumi." }),
});

/** Keys that may stand beside `config`. */
export const stackFileKeys = Object.keys(stackFileSchema.shape);
