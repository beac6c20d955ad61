import { example } from "./example";
import { customTypes, kubernetesTypes } from "./kubernetes-types";
import type { ExampleResource } from "./policy";
import type { Props } from "./read";

/** What an example has instead of what every policy is content with. */
export interface PodChange {
  readonly metadata?: Props;
  /** Of the workload, beside its template. */
  readonly workload?: Props;
  readonly labels?: Props;
  readonly pod?: Props;
  readonly container?: Props;
}

const container = {
  name: "app",
  image: "docker.io/library/nginx:1.29-alpine",
  ports: [{ name: "http", containerPort: 3001 }],
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  readinessProbe: { httpGet: { path: "/health", port: "http" } },
  livenessProbe: { httpGet: { path: "/health", port: 3001 } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
};

const pod = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
};

/** A workload that keeps every policy but for what is said. */
export function workload(type: string, change: PodChange = {}): ExampleResource {
  const template = {
    metadata: { labels: { app: "app", ...change.labels } },
    spec: { ...pod, containers: [{ ...container, ...change.container }], ...change.pod },
  };
  const metadata = { name: "app", namespace: "urr-spring", ...change.metadata };
  if (type === kubernetesTypes.pod) return example(type, { ...template, metadata });
  if (type === customTypes.analysisTemplate) {
    const job = { provider: { job: { spec: { template } } } };
    return example(type, { metadata, spec: { metrics: [{ provider: { web: {} } }, job] } });
  }
  const spec = { selector: { matchLabels: { app: "app" } }, template, ...change.workload };
  return type === kubernetesTypes.cronJob
    ? example(type, { metadata, spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template } } } })
    : example(type, { metadata, spec });
}

/** An object of any kind in the namespace of the examples. */
export function object(type: string, name: string, rest: Props = {}, metadata: Props = {}): ExampleResource {
  return example(type, { metadata: { name, namespace: "urr-spring", ...metadata }, ...rest });
}
