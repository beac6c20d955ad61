import type { IJob } from "kubernetes-models/batch/v1/Job" with { "resolution-mode": "import" };
import { madeAnewWhenFailed } from "../manifests/job-annotations";
import { labelsOf } from "../manifests/labels";
import { containerSecurity } from "../manifests/security";
import { storePod } from "./pod";
import { storePorts } from "./ports";
import { configName, peerEnvironment, redisUser } from "./redis-cluster-nodes";
import type { StoreSite } from "./site";

const name = storePorts.redisCluster.preparedBy;

/** Makes the nodes a cluster, once; where they are one it finds that out and ends. */
export const redisClusterInit = (site: StoreSite, image: string) =>
  ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace: site.namespace, labels: labelsOf(name), annotations: madeAnewWhenFailed },
    spec: {
      backoffLimit: 6,
      activeDeadlineSeconds: 540,
      ttlSecondsAfterFinished: 300,
      template: {
        metadata: { labels: labelsOf(name) },
        spec: {
          ...storePod(site, redisUser),
          restartPolicy: "Never",
          containers: [
            {
              name: "init",
              image,
              command: ["sh", "/etc/redis/init.sh"],
              env: peerEnvironment(),
              resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "64Mi" } },
              securityContext: containerSecurity(),
              volumeMounts: [{ name: "config", mountPath: "/etc/redis", readOnly: true }],
            },
          ],
          volumes: [{ name: "config", configMap: { name: configName } }],
        },
      },
    },
  }) satisfies IJob;
