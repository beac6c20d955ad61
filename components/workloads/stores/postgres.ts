import type { IStatefulSet } from "kubernetes-models/apps/v1/StatefulSet" with {
  "resolution-mode": "import",
};
import type { IConfigMap } from "kubernetes-models/v1/ConfigMap" with { "resolution-mode": "import" };
import { loginKeys } from "../application/keys";
import { labelsOf, selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { containerSecurity } from "../manifests/security";
import { claimRetention, dataClaim, dataVolume } from "./data-volume";
import { scratch, storePod } from "./pod";
import { storePorts } from "./ports";
import { initEnded, initScript, usersOf, type Databases } from "./postgres-init";
import { storeService } from "./service";
import type { StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const { app, port } = storePorts.postgres;
const portName = "postgres";
const initName = "postgres-init-spring";

/** Of `postgres` in the Alpine image: https://github.com/docker-library/postgres */
const user = 70;

const dataFolder = "/var/lib/postgresql/data";
const folders = scratch({ run: "/var/run/postgresql", tmp: "/tmp" });

/** PostgreSQL on one pod, with the databases and their users. */
export const postgresObjects = (
  site: StoreSite,
  settings: Pick<StoresSettings, "postgres" | "nodePorts">,
  databases: Databases,
): readonly Manifest[] => [
  init(site, databases),
  storeService(site, storePorts.postgres, portName, settings.nodePorts.postgres),
  server(site, settings.postgres, databases),
];

/** Read when the volume is empty, and never again. */
const init = ({ namespace }: StoreSite, databases: Databases) =>
  ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: initName, namespace, labels: labelsOf(app) },
    data: { "databases.sql": initScript(databases) },
  }) satisfies IConfigMap;

function server(site: StoreSite, settings: StoresSettings["postgres"], databases: Databases) {
  const keys = [
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
    ...usersOf(databases).flatMap((name) => Object.values(loginKeys(name))),
  ];
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
              name: "postgres",
              image: settings.image,
              // Pods of all services, with some room: each connection is a process, and most of them wait.
              args: ["postgres", "-c", "max_connections=200"],
              env: [
                { name: "POSTGRES_DB", value: "postgres" },
                // A volume has folders of its own at its root, and PostgreSQL begins in an empty one only.
                { name: "PGDATA", value: `${dataFolder}/pgdata` },
                ...keys.map((name) => fromSecret(site, name)),
              ],
              ports: [{ name: portName, containerPort: port }],
              ...probes,
              resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "1Gi" } },
              securityContext: containerSecurity(),
              volumeMounts: [
                { name: dataVolume, mountPath: dataFolder },
                { name: "init", mountPath: "/docker-entrypoint-initdb.d", readOnly: true },
                ...folders.mounts,
              ],
            },
          ],
          volumes: [{ name: "init", configMap: { name: initName } }, ...folders.volumes],
        },
      },
      volumeClaimTemplates: [dataClaim(site, app, settings.storageGib)],
    },
  } satisfies IStatefulSet;
}

const fromSecret = ({ secretName }: StoreSite, key: string) => ({
  name: key,
  valueFrom: { secretKeyRef: { name: secretName, key } },
});

/** By TCP: while its databases are made the server answers on its socket alone, and is not ready. */
const answers = {
  exec: { command: ["sh", "-c", 'exec pg_isready -h 127.0.0.1 -U "$POSTGRES_USER" -d postgres'] },
};

const probes = {
  startupProbe: {
    exec: { command: ["sh", "-c", initEnded] },
    ...{ periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 60 },
  },
  readinessProbe: { ...answers, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  livenessProbe: { ...answers, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
};
