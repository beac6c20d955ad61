import type { ICronJob } from "kubernetes-models/batch/v1/CronJob" with { "resolution-mode": "import" };
import { labelsOf } from "../manifests/labels";
import { programContainer, programPod } from "./pod";
import type { PodWorkerSettings } from "./settings";
import { podWorker, type PodWorkerSite } from "./site";

const everyMinutes = 15;

/** Compares seat maps with the database at regular times, also while no pod works on the stream. */
export function comparison(codeName: string, settings: PodWorkerSettings, site: PodWorkerSite) {
  const name = podWorker.comparison;
  const labels = labelsOf(name);
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace: site.namespace, labels },
    spec: {
      schedule: `*/${String(everyMinutes)} * * * *`,
      timeZone: "Etc/UTC",
      // The next one does the same work.
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels },
        spec: {
          backoffLimit: 2,
          // Over before the next one is due.
          activeDeadlineSeconds: everyMinutes * 60 - 60,
          template: {
            metadata: { labels },
            spec: {
              ...programPod(codeName, site),
              restartPolicy: "Never",
              containers: [programContainer(name, "compare", settings, site)],
            },
          },
        },
      },
    },
  } satisfies ICronJob;
}
