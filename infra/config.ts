import type * as aws from "@pulumi/aws";
import { z } from "zod";
import { networkSettings } from "../components/network/settings";
import { operationsSettings } from "../components/operations/settings";
import { environmentSettings } from "./environment";

/** The commercial partition; ARNs of the others begin differently. */
const regions = [
  ...([
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
  ] as const),
  ...(["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"] as const),
  ...(["ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-central-1", "ca-west-1"] as const),
  ...(["eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1"] as const),
  ...(["eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1"] as const),
  ...(["sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"] as const),
] satisfies readonly aws.Region[];

const region = z
  .enum(regions)
  .meta({ description: "The region of everything that is not global.", examples: ["ap-northeast-2"] });

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

const encrypted = (description: string, command: string) =>
  z
    .strictObject({ secure: z.string().min(1, "is encrypted but empty; encrypt a value or remove the key") })
    .optional()
    .meta({ description, examples: [command] });

/** What stands under `config:` in a stack file, our two namespaces only. */
export const configSchema = z.strictObject({
  "aws:region": region,
  "urr:environment": environmentSettings.meta({ examples: [{ domain: "tickets.urr.example.com" }] }),
  "urr:network": networkSettings.prefault({}),
  "urr:operations": operationsSettings.prefault({}),
  "urr:discordWebhook": encrypted(
    operatorSecrets.discordWebhook,
    "what `pulumi config set --secret urr:discordWebhook` writes",
  ),
  "urr:tossClientKey": encrypted(
    operatorSecrets.tossClientKey,
    "what `pulumi config set --secret urr:tossClientKey` writes",
  ),
});
