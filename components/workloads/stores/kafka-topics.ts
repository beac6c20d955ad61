import { createHash } from "node:crypto";
import type { IJob } from "kubernetes-models/batch/v1/Job" with { "resolution-mode": "import" };
import type { KafkaSettings } from "../../data-tier/kafka/settings";
import { labelsOf } from "../manifests/labels";
import { madeAnewWhenFailed } from "../manifests/job-annotations";
import type { Manifest } from "../manifests/manifest";
import { containerSecurity } from "../manifests/security";
import { kafkaUser } from "./kafka";
import { topicsScript } from "./kafka-topics-script";
import { scratch, storePod } from "./pod";
import { storePorts } from "./ports";
import type { StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const app = storePorts.kafka.preparedBy;

/** The Kafka tools write what Java keeps while it runs, and their log. */
const folders = scratch({ logs: "/opt/kafka/logs", tmp: "/tmp" });

/**
 * Makes the topics, of which Kafka makes none by itself; nothing where there are none.
 *
 * A Job cannot change, so that its name follows from what it does: other topics are another Job.
 */
export function kafkaTopicsObjects(
  site: StoreSite,
  { image, brokers }: StoresSettings["kafka"],
  topics: Pick<KafkaSettings, "topics" | "partitions" | "retentionHours">,
): readonly Manifest[] {
  if (Object.keys(topics.topics).length === 0) return [];
  const script = topicsScript(topics, brokers);
  const template = {
    metadata: { labels: labelsOf(app) },
    spec: {
      ...storePod(site, kafkaUser),
      restartPolicy: "Never" as const,
      containers: [
        {
          name: "topics",
          image,
          command: ["bash", "-c", script],
          env: [{ name: "KAFKA_HEAP_OPTS", value: "-Xmx256m" }],
          resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
          securityContext: containerSecurity(),
          volumeMounts: folders.mounts,
        },
      ],
      volumes: folders.volumes,
    },
  };
  const version = createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 8);
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: `${app}-${version}`,
      namespace: site.namespace,
      labels: labelsOf(app),
      annotations: madeAnewWhenFailed,
    },
    // Over before Pulumi gives up after ten minutes.
    spec: { backoffLimit: 10, activeDeadlineSeconds: 540, template },
  } satisfies IJob;
  return [job];
}
