import { z } from "zod";

/** Values only an operator has. Each is optional: without it the feature that needs it is off. */
export const operatorSecrets = {
  discordWebhook: "Discord webhook, kept in Secrets Manager for what sends alarms there.",
  tossClientKey: "Client key of the payment provider.",
} as const;
export type OperatorSecret = keyof typeof operatorSecrets;
export const operatorSecretNames = Object.keys(operatorSecrets) as OperatorSecret[];

/** The key under which a secret stands in a stack file. */
export function secretKey<Name extends OperatorSecret>(name: Name): `urr:${Name}` {
  return `urr:${name}`;
}

/** A secret as it stands in a stack file: encrypted, or not at all. */
export function operatorSecret(name: OperatorSecret) {
  return z
    .strictObject({ secure: z.string().min(1, "is encrypted but empty; encrypt a value or remove the key") })
    .optional()
    .meta({
      description: operatorSecrets[name],
      examples: [`what \`pulumi config set --secret urr:${name}\` writes`],
    });
}
