import type { IStatefulSet } from "kubernetes-models/apps/v1/StatefulSet" with {
  "resolution-mode": "import",
};
import { labelsOf, selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { containerSecurity } from "../manifests/security";
import { claimRetention, dataClaim, dataVolume } from "./data-volume";
import { scratch, storePod } from "./pod";
import { storePorts } from "./ports";
import { storeService } from "./service";
import { redisPodOf, type StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const { app, port } = storePorts.dragonfly;
const portName = "redis";

/** Of `dfly` in the image: https://github.com/dragonflydb/dragonfly/blob/v1.40.1/tools/packaging/Dockerfile.ubuntu-prod */
const user = 999;

/** Dragonfly on one pod, which answers as Redis does and writes what it holds to its volume every minute. */
export const dragonflyObjects = (site: StoreSite, settings: StoresSettings["redis"]): readonly Manifest[] => [
  storeService(site, storePorts.dragonfly, portName),
  server(site, settings),
];

function server(site: StoreSite, settings: StoresSettings["redis"]) {
  const { image, maxMemoryMib } = redisPodOf(settings);
  const folders = scratch({ tmp: "/tmp" });
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: app, namespace: site.namespace, labels: labelsOf(app) },
    spec: {
      serviceName: app,
      replicas: 1,
      selector: { matchLabels: selects(app) },
      persistentVolumeClaimRetentionPolicy: claimRetention(site),
      template: {
        metadata: { labels: labelsOf(app) },
        spec: {
          ...storePod(site, user),
          terminationGracePeriodSeconds: 60,
          containers: [
            {
              name: "dragonfly",
              image,
              // The image puts the program and its log to standard error before arguments that begin with a dash.
              args: [
                `--port=${String(port)}`,
                `--maxmemory=${String(maxMemoryMib)}mb`,
                "--proactor_threads=1",
                "--snapshot_cron=* * * * *",
                "--dir=/data",
                "--dbfilename=dump",
                // Pod Security's filter of system calls has no io_uring, which Dragonfly would look for first.
                "--force_epoll=true",
              ],
              ports: [{ name: portName, containerPort: port }],
              ...probes,
              resources: {
                requests: { cpu: "100m", memory: `${String(Math.ceil(maxMemoryMib / 2))}Mi` },
                limits: { cpu: "1", memory: `${String(Math.ceil(maxMemoryMib * 1.5))}Mi` },
              },
              securityContext: containerSecurity(),
              volumeMounts: [{ name: dataVolume, mountPath: "/data" }, ...folders.mounts],
            },
          ],
          volumes: folders.volumes,
        },
      },
      volumeClaimTemplates: [dataClaim(site, app, settings.storageGib)],
    },
  } satisfies IStatefulSet;
}

/** While it loads its last snapshot Dragonfly answers that it is loading: then no client may come yet. */
const answers = { exec: { command: ["sh", "-c", `redis-cli -p ${String(port)} ping | grep -q PONG`] } };

const probes = {
  startupProbe: { ...answers, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 30 },
  readinessProbe: { ...answers, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  livenessProbe: { tcpSocket: { port: portName }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
};
