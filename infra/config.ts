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
  workerProxyProblems,
  workerStoreProblems,
  workerUserProblems,
} from "../components/queueing/worker/contradictions";
import { loginProblems } from "../components/workloads/application/contradictions";
import {
  doorProblems,
  hoursProblems,
  missingGatewayProblems,
  nodePortProblems,
  passwordProblems,
  poolProblems,
  repositoryProblems,
  senderProblems,
  topicProblems,
} from "../components/workloads/contradictions";
import { ingressEdgeProblems } from "../components/workloads/ingress/contradictions";
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
import { operatorSecret } from "./operator-secrets";
import { regionSetting } from "./region";

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
    "urr:discordWebhook": operatorSecret("discordWebhook"),
    "urr:tossClientKey": operatorSecret("tossClientKey"),
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
  .superRefine(refusing(lambdaEdgeProblems), whenSound("urr:edge.gate", "urr:queueing.waitingRoom.enabled"))
  .superRefine(
    refusing(workerProxyProblems),
    whenSound("urr:dataTier.postgres.mode", "urr:dataTier.postgres.proxy"),
  )
  .superRefine(
    refusing(doorProblems),
    whenSound("urr:workloads", "urr:edge.cdn", "urr:edge.frontend", "urr:edge.loadBalancer"),
  )
  .superRefine(
    refusing(nodePortProblems),
    whenSound("urr:workloads.stores", "urr:workloads.observability", "urr:edge.loadBalancer"),
  )
  .superRefine(
    refusing(missingGatewayProblems),
    whenSound("urr:workloads.catalogue", "urr:workloads.services"),
  )
  .superRefine(
    refusing(loginProblems),
    whenSound("urr:workloads", "urr:dataTier.postgres.databases", "urr:dataTier.postgres.iamUsers"),
  )
  .superRefine(
    refusing(passwordProblems),
    whenSound("urr:dataTier.postgres.mode", "urr:dataTier.postgres.credentialGeneration"),
  )
  .superRefine(refusing(topicProblems), whenSound("urr:workloads", "urr:dataTier.kafka.topics"))
  .superRefine(refusing(repositoryProblems), whenSound("urr:workloads", "urr:dataTier.registry.services"))
  .superRefine(
    refusing(hoursProblems),
    whenSound("urr:workloads.addons", "urr:cluster.nodes", "urr:operations.workingHours"),
  )
  .superRefine(refusing(senderProblems), whenSound("urr:workloads", "urr:queueing.senders"))
  .superRefine(
    refusing(ingressEdgeProblems),
    whenSound(
      ...["urr:environment.domain", "urr:edge.api", "urr:edge.www", "urr:edge.zone"],
      ...["urr:queueing.waitingRoom.enabled", "urr:workloads.entry", "urr:workloads.ingress"],
    ),
  )
  .superRefine(refusing(poolProblems), whenSound("urr:workloads.addons", "urr:cluster.architecture"));
