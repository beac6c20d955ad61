import type { IPodTemplateSpec } from "kubernetes-models/v1/PodTemplateSpec" with {
  "resolution-mode": "import",
};
import type { Probes } from "../catalogue/service";
import { labelsOf } from "../manifests/labels";
import { containerSecurity, podSecurity } from "../manifests/security";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";
import type { Variable } from "./variable";
import { variablesOf } from "./variables";

/** How long a pod goes on after it was told to end, until nobody sends it anything: the news takes its way through the cluster. */
const newsSeconds = { behindLoadBalancer: 15, inCluster: 10 };

/** Seconds in which a process has to end once it has finished what it was asked. */
const spareSeconds = 5;

const usualProbes: Probes = {
  liveness: { delay: 20, period: 20 },
  readiness: { delay: 10, period: 10 },
};

/** How long a process may answer nothing before it is taken for hung. */
const hungSeconds = 180;

/** The label under which pods of one version know each other; the controller of the workload sets it. */
export type VersionLabel = "pod-template-hash" | "rollouts-pod-template-hash";

/** The pods of a service. */
export function podTemplate(workload: RunnableWorkload, site: Site, versionLabel: VersionLabel) {
  const { name, port, tier } = workload;
  const door = workload.door === undefined ? undefined : site.doors[workload.door];
  const routed = workload.path === undefined ? undefined : site.ingress;
  const outside = door !== undefined || routed !== undefined;
  const news = outside ? newsSeconds.behindLoadBalancer : newsSeconds.inCluster;
  const health = (extra: object) => ({
    httpGet: { path: door?.healthPath ?? workload.healthPath, port: "http" },
    timeoutSeconds: 5,
    ...extra,
  });
  const written = writtenFolders[tier];
  const { liveness, readiness } = workload.probes ?? usualProbes;
  return {
    metadata: {
      labels: { ...labelsOf(name), tier },
      annotations: { "urr/generations": site.generations, "urr/configuration": site.configuration },
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: podSecurity(site.user),
      terminationGracePeriodSeconds:
        news + (door ?? routed ?? { drainSeconds: 20 }).drainSeconds + spareSeconds,
      ...(workload.release === "blueGreen" && site.steadyNodes !== undefined
        ? { nodeSelector: { ...site.steadyNodes } }
        : {}),
      topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
        (topologyKey) => ({
          ...{ topologyKey, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" as const },
          labelSelector: { matchLabels: { app: name } },
          // Each version by itself: else the new one would fill the gaps that the old one leaves.
          matchLabelKeys: [versionLabel],
        }),
      ),
      containers: [
        {
          name,
          image: workload.image,
          imagePullPolicy: "IfNotPresent",
          ports: [{ name: "http", containerPort: port }],
          ...(tier === "backend" ? { envFrom: [{ configMapRef: { name: site.configName } }] } : {}),
          env: variablesOf(workload, site).map((variable) => entry(variable, site)),
          resources: {
            requests: { cpu: workload.resources.cpu, memory: workload.resources.memory },
            limits: { cpu: workload.resources.cpuLimit, memory: workload.resources.memoryLimit },
          },
          startupProbe: health({ periodSeconds: 5, failureThreshold: 36 }),
          readinessProbe: health({ initialDelaySeconds: readiness.delay, periodSeconds: readiness.period }),
          livenessProbe: health({
            ...{ initialDelaySeconds: liveness.delay, periodSeconds: liveness.period },
            // A database that fails over is no reason to end every pod that asks it about its health.
            failureThreshold: Math.ceil(hungSeconds / liveness.period),
          }),
          lifecycle: { preStop: { sleep: { seconds: news } } },
          securityContext: containerSecurity(),
          volumeMounts: written.map(({ volume, path }) => ({ name: volume, mountPath: path })),
        },
      ],
      volumes: written.map(({ volume }) => ({ name: volume, emptyDir: { sizeLimit: "512Mi" } })),
    },
  } satisfies IPodTemplateSpec;
}

/** What a process writes to; all else of its file system is read only. */
const writtenFolders = {
  backend: [{ volume: "tmp", path: "/tmp" }],
  frontend: [
    { volume: "tmp", path: "/tmp" },
    { volume: "next-cache", path: "/app/.next/cache" },
  ],
} as const satisfies Readonly<
  Record<RunnableWorkload["tier"], readonly { readonly volume: string; readonly path: string }[]>
>;

function entry(variable: Variable, { configName, secretName }: Site) {
  const { name } = variable;
  if ("configKey" in variable) {
    return { name, valueFrom: { configMapKeyRef: { name: configName, key: variable.configKey } } };
  }
  if ("secretKey" in variable) {
    return { name, valueFrom: { secretKeyRef: { name: secretName, key: variable.secretKey } } };
  }
  return { name, value: variable.value };
}
