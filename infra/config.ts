import { z } from "zod";
import { networkSettings } from "../components/network/settings";
import { operationsSettings } from "../components/operations/settings";
import { environmentSettings } from "./environment";

const region = z
  .string()
  .regex(
    /^(af|ap|ca|eu|il|me|mx|sa|us)-(?!gov)[a-z]+-\d$/,
    "must be a region of the commercial AWS partition",
  )
  .meta({ description: "The region of everything that is not global.", examples: ["ap-northeast-2"] });

/** Values only an operator has. Each is optional: without it the feature that needs it is off. */
export const operatorSecrets = {
  "urr:discordWebhook": "Discord webhook that alarms are sent to.",
  "urr:tossClientKey": "Client key of the payment provider.",
} as const;
export type OperatorSecret = "discordWebhook" | "tossClientKey";

const encrypted = (description: string, command: string) =>
  z
    .strictObject({ secure: z.string().min(1, "is encrypted but empty; encrypt a value or remove the key") })
    .optional()
    .meta({ description, examples: [command] });

/** What stands under `config:` in a stack file, our two namespaces only. */
export const configSchema = z.strictObject({
  "aws:region": region,
  "urr:environment": environmentSettings,
  "urr:network": networkSettings.prefault({}),
  "urr:operations": operationsSettings.prefault({}),
  "urr:discordWebhook": encrypted(
    operatorSecrets["urr:discordWebhook"],
    "what `pulumi config set --secret urr:discordWebhook` writes",
  ),
  "urr:tossClientKey": encrypted(
    operatorSecrets["urr:tossClientKey"],
    "what `pulumi config set --secret urr:tossClientKey` writes",
  ),
});
