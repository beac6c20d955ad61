import { onPods, inContainers, type Problem } from "./kubernetes-pod-rule";
import { lastingContainers } from "./kubernetes-pods";
import { longRunningTypes } from "./kubernetes-types";
import type { ResourcePolicy } from "./policy";
import { at, isRecord, list } from "./read";

const budget = ["requests.cpu", "requests.memory", "limits.memory"];
const isQuantity = (value: unknown) =>
  (typeof value === "string" && value !== "") || typeof value === "number";

const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } };
const probe = { tcpSocket: { port: 3001 } };

/** What the scheduler and the kubelet must know of a container to keep it, and its neighbours, running. */
export const containerPolicies: readonly ResourcePolicy[] = [
  onPods({
    id: "pods-say-what-they-need",
    requirement: "Every container says what CPU and memory it needs, and how much memory it may take.",
    controls: ["K8S-10"],
    severity: "medium",
    problems: ({ containers }) =>
      containers
        .filter(({ role }) => role !== "ephemeral")
        .flatMap(({ path, props }): readonly Problem[] =>
          budget
            .filter((field) => !isQuantity(at(props, `resources.${field}`)))
            .map((field) => [`${path}.resources.${field}`, "is missing"]),
        ),
    brokenBy: [
      { container: { resources: undefined } },
      { container: { resources: { ...resources, limits: { cpu: "1" } } } },
      { container: { resources: { ...resources, requests: { memory: "128Mi" } } } },
      { container: { resources: { ...resources, requests: { cpu: "100m" } } } },
      { pod: { initContainers: [{ name: "init" }] } },
    ],
  }),
  onPods({
    id: "pods-probed-where-they-serve",
    requirement:
      "A container that serves a port says how to ask whether it may get requests and whether it still lives.",
    controls: ["K8S-11", "REL11-BP01"],
    severity: "medium",
    kinds: longRunningTypes,
    problems: (pod) =>
      ["readinessProbe", "livenessProbe"].flatMap((field) =>
        inContainers(lastingContainers(pod), ({ props }) =>
          list(props["ports"]).length > 0 && !isRecord(props[field]) ? [field, "is missing"] : undefined,
        ),
      ),
    brokenBy: [
      { container: { readinessProbe: undefined } },
      { container: { livenessProbe: undefined } },
      {
        pod: { initContainers: [{ name: "proxy", restartPolicy: "Always", ports: [{ containerPort: 1 }] }] },
      },
    ],
    keptBy: [
      { container: { ports: [], readinessProbe: undefined, livenessProbe: undefined } },
      { container: { readinessProbe: probe, livenessProbe: probe } },
    ],
  }),
];
