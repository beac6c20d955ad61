import type { IContainer } from "kubernetes-models/v1/Container" with { "resolution-mode": "import" };
import type { IPodSpec } from "kubernetes-models/v1/PodSpec" with { "resolution-mode": "import" };
import { containerSecurity, podSecurity } from "../manifests/security";
import { programFile, programFolder } from "./code";
import type { PodWorkerSettings } from "./settings";
import { podWorker, type PodWorkerSite } from "./site";

/** The user `node` of the image. */
const user = 1000;

/** Where the kubelet asks how it is. */
export const healthPort = 8080;

const passwordFolder = "/secrets/database";

/** What a pod asks for. Processor time may be borrowed; most of the time it waits for its stores. */
const resources = { requests: { cpu: "100m", memory: "192Mi" }, limits: { memory: "256Mi" } };

/** A container of the worker's program, told what to do by one word. */
export function programContainer(
  name: string,
  command: "poll" | "compare",
  settings: Pick<PodWorkerSettings, "batchesAtOnce" | "image">,
  site: PodWorkerSite,
) {
  return {
    name,
    image: settings.image,
    imagePullPolicy: "IfNotPresent",
    command: ["node", `${programFolder}/${programFile}`, command],
    envFrom: [{ configMapRef: { name: podWorker.configName } }],
    env: Object.entries({
      ...variablesInside(site),
      BATCHES_AT_ONCE: String(settings.batchesAtOnce),
      HEALTH_PORT: String(healthPort),
    }).map(([variable, value]) => ({ name: variable, value })),
    resources,
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: "code", mountPath: programFolder, readOnly: true },
      ...(site.database === undefined
        ? []
        : [{ name: "password", mountPath: passwordFolder, readOnly: true }]),
    ],
  } satisfies IContainer;
}

/** What pods of the worker share beside their container. */
export function programPod(codeName: string, { database }: PodWorkerSite) {
  return {
    serviceAccountName: podWorker.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(user),
    volumes: [
      { name: "code", configMap: { name: codeName } },
      ...(database === undefined
        ? []
        : [
            {
              name: "password",
              secret: {
                secretName: database.password.secretName,
                items: [{ key: database.password.key, path: "password" }],
                defaultMode: 0o440,
              },
            },
          ]),
    ],
  } satisfies Omit<IPodSpec, "containers">;
}

/** Where stores are that run beside the pods, by the names that the program reads. */
function variablesInside({ database, redis }: PodWorkerSite): Readonly<Record<string, string>> {
  return {
    ...(database === undefined
      ? {}
      : {
          DB_HOST: database.host,
          DB_PORT: String(database.port),
          DB_NAME: database.database,
          DB_USER: database.user,
          DB_PASSWORD_FILE: `${passwordFolder}/password`,
        }),
    ...(redis === undefined
      ? {}
      : { REDIS_HOST: redis.host, REDIS_PORT: String(redis.port), REDIS_MODE: redis.mode }),
  };
}
