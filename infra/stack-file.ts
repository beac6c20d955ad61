import { z } from "zod";

/**
 * Keys that Pulumi itself writes beside `config`, for the secrets provider:
 * https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/
 */
const enginesKeys = {
  secretsprovider: z
    .string()
    .optional()
    .meta({ description: "Where Pulumi keeps the key of this stack's secrets." }),
  encryptedkey: z.string().optional().meta({ description: "Written by Pulumi." }),
  encryptionsalt: z.string().optional().meta({ description: "Written by Pulumi." }),
};

/** A whole stack file of a program with these settings. */
export function stackFileSchema(config: z.ZodObject) {
  const described = config.meta({ description: "What this stack changes of the defaults." });
  return z.strictObject({ config: described, ...enginesKeys });
}

/** Keys that may stand at the top of a stack file. */
export const stackFileKeys = ["config", ...Object.keys(enginesKeys)];
