import type { Contradiction } from "../../contradiction";
import type { DataTierSettings } from "../../data-tier/settings";
import type { WorkerSettings } from "../../queueing/worker/settings";

interface Configured {
  readonly "urr:queueing": { readonly worker: Pick<WorkerSettings, "mode"> };
  readonly "urr:dataTier": Pick<DataTierSettings, "postgres">;
}

/**
 * Node.js knows who has signed the proxy's certificate, and not who has signed the instance's:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html
 */
export function podWorkerProxyProblems({
  "urr:queueing": { worker },
  "urr:dataTier": { postgres },
}: Configured): readonly Contradiction[] {
  if (worker.mode !== "keda" || postgres.mode === "in-cluster" || postgres.proxy) return [];
  const message =
    "is off, and pods of the ticket worker trust the proxy's certificate alone: urr:queueing.worker.mode is keda";
  return [{ path: ["urr:dataTier", "postgres", "proxy"], message, example: true }];
}
