import { z } from "zod";
import { clusterSettings } from "../components/cluster/settings";
import { refusing, whenSound } from "../components/contradiction";
import { dataTierSettings } from "../components/data-tier/settings";
import {
  certificateProblems,
  domainLabelProblems,
  domainLengthProblems,
  lambdaEdgeProblems,
  ungatedProblems,
  zoneNameProblems,
} from "../components/edge/contradictions";
import { edgeSettings } from "../components/edge/settings";
import { networkSettings } from "../components/network/settings";
import { operationsSettings } from "../components/operations/settings";
import { queueingSettings } from "../components/queueing/settings";
import {
  workerEndpointProblems,
  workerGatewayProblems,
  workerKafkaProblems,
  workerStoreProblems,
  workerUserProblems,
} from "../components/queueing/worker/contradictions";
import { workloadsSettings } from "../components/workloads/settings";
import {
  addressProblems,
  brokerProblems,
  copyProblems,
  scheduleProblems,
  singlePodProblems,
  nightProblems,
  zoneProblems,
} from "./contradictions";
import { environmentSettings } from "./environment";
import { regionSetting } from "./region";

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
export const configSchema = z
  .strictObject({
    "aws:region": regionSetting,
    "urr:environment": environmentSettings.meta({ examples: [{ domain: "tickets.urr.example.com" }] }),
    "urr:network": networkSettings.prefault({}),
    "urr:cluster": clusterSettings.meta({ examples: [{ api: { publicCidrs: ["198.51.100.0/24"] } }] }),
    "urr:dataTier": dataTierSettings.prefault({}),
    "urr:queueing": queueingSettings.prefault({}),
    "urr:edge": edgeSettings.prefault({}),
    "urr:workloads": workloadsSettings.prefault({}),
    "urr:operations": operationsSettings.prefault({}),
    "urr:discordWebhook": encrypted(
      operatorSecrets.discordWebhook,
      "what `pulumi config set --secret urr:discordWebhook` writes",
    ),
    "urr:tossClientKey": encrypted(
      operatorSecrets.tossClientKey,
      "what `pulumi config set --secret urr:tossClientKey` writes",
    ),
  })
  .superRefine(refusing(zoneProblems), whenSound("urr:network.zones"))
  .superRefine(
    refusing(brokerProblems),
    whenSound(
      "urr:network.zones",
      ...["mode", "brokers", "replicationFactor", "minInsyncReplicas"].map(
        (key) => `urr:dataTier.kafka.${key}`,
      ),
    ),
  )
  .superRefine(refusing(addressProblems), whenSound("urr:network.profile", "urr:cluster.karpenter"))
  .superRefine(refusing(scheduleProblems), whenSound("urr:cluster.karpenter", "urr:operations.workingHours"))
  .superRefine(
    refusing(singlePodProblems),
    whenSound("urr:environment.protect", "urr:dataTier.postgres.mode"),
  )
  .superRefine(refusing(nightProblems), whenSound("urr:environment.protect", "urr:operations.workingHours"))
  .superRefine(refusing(copyProblems), whenSound("aws:region", "urr:dataTier.backup.copyTo"))
  .superRefine(
    refusing(workerStoreProblems),
    whenSound("urr:queueing.worker.mode", "urr:dataTier.postgres.mode", "urr:dataTier.redis.mode"),
  )
  .superRefine(
    refusing(workerUserProblems),
    whenSound("urr:dataTier.postgres.mode", "urr:dataTier.postgres.iamUsers"),
  )
  .superRefine(
    refusing(workerKafkaProblems),
    whenSound("urr:queueing.worker.mode", "urr:queueing.worker.kafka", "urr:dataTier.kafka.mode"),
  )
  .superRefine(
    refusing(workerEndpointProblems),
    whenSound("urr:queueing.worker.mode", "urr:network.endpoints"),
  )
  .superRefine(
    refusing(workerGatewayProblems),
    whenSound("urr:queueing.worker.mode", "urr:queueing.waitingRoom.enabled", "urr:network.endpoints"),
  )
  .superRefine(refusing(zoneNameProblems), whenSound("urr:environment.domain", "urr:edge.zone"))
  .superRefine(refusing(domainLabelProblems), whenSound("urr:environment.domain"))
  .superRefine(
    refusing(domainLengthProblems),
    whenSound("urr:environment.domain", "urr:edge.cdn", "urr:edge.certificates"),
  )
  .superRefine(
    refusing(certificateProblems),
    whenSound("aws:region", "urr:edge.cdn", "urr:edge.certificates"),
  )
  .superRefine(
    refusing(ungatedProblems),
    whenSound(
      "urr:edge.staticPaths",
      "urr:queueing.waitingRoom.enabled",
      "urr:queueing.waitingRoom.protectedPaths",
    ),
  )
  .superRefine(refusing(lambdaEdgeProblems), whenSound("urr:edge.gate", "urr:queueing.waitingRoom.enabled"));
