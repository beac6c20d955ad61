import type { PodChange } from "../kubernetes-example";
import { onPods, type Problem } from "../kubernetes-pod-rule";
import type { Container, PodTemplate } from "../kubernetes-pods";
import { kubernetesTypes } from "../kubernetes-types";
import type { ResourcePolicy } from "../policy";
import { at, list, number, records, text } from "../read";

const label = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** A port's name is that of a service: https://www.rfc-editor.org/rfc/rfc6335#section-5.1 */
const portName = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const repeated = (values: readonly unknown[]) =>
  values.filter((value, index) => value !== undefined && values.indexOf(value) !== index);

const portsIn = (containers: readonly Container[]) =>
  containers.flatMap(({ props }) => records(props["ports"]));
const ofPort = (port: Readonly<Record<string, unknown>>) =>
  number(port["containerPort"]) === undefined
    ? undefined
    : `${String(number(port["containerPort"]))}/${text(port["protocol"]) ?? "TCP"}`;

/** Names of volumes, with those that a StatefulSet makes for each of its pods. */
function volumesOf({ resource, spec }: PodTemplate): readonly string[] {
  const claims =
    resource.type === kubernetesTypes.statefulSet
      ? records(at(resource.props, "spec.volumeClaimTemplates")).map((claim) => at(claim, "metadata.name"))
      : [];
  return [...records(spec["volumes"]).map(({ name }) => name), ...claims].filter(
    (name) => typeof name === "string",
  );
}

function namesOnce({ path, spec, containers }: PodTemplate): readonly Problem[] {
  const names = containers.map(({ props }) => props["name"]);
  const ports = portsIn(containers);
  return [
    ...names
      .filter((name) => !label.test(text(name) ?? ""))
      .map(() => [`${path}.containers`, "has a container whose name is no DNS label"] as const),
    ...ports
      .filter(({ name }) => name !== undefined && !portName.test(text(name) ?? ""))
      .map(() => [`${path}.containers`, "has a port whose name is not 1 to 15 of a-z, 0-9 and -"] as const),
    ...[
      ["containers", "has two containers of one name", names],
      ["volumes", "has two volumes of one name", records(spec["volumes"]).map(({ name }) => name)],
      ["containers", "has two ports of one name", ports.map(({ name }) => name)],
      ["containers", "has two containers that listen at one port", ports.map(ofPort)],
    ].flatMap(([field, message, values]) =>
      repeated(list(values)).length > 0 ? [[`${path}.${String(field)}`, String(message)] as const] : [],
    ),
  ];
}

function mountsExist(pod: PodTemplate): readonly Problem[] {
  const volumes = volumesOf(pod);
  return pod.containers.flatMap(({ path, props }): readonly Problem[] => {
    const mounts = records(props["volumeMounts"]);
    return [
      ...mounts
        .filter(({ name }) => !volumes.some((volume) => volume === name))
        .map(
          ({ name }) =>
            [
              `${path}.volumeMounts`,
              `mounts ${text(name) ?? "a volume"}, which is no volume of the pod`,
            ] as const,
        ),
      ...(repeated(mounts.map(({ mountPath }) => mountPath)).length > 0
        ? [[`${path}.volumeMounts`, "mounts two volumes at one path"] as const]
        : []),
    ];
  });
}

const tmp = { volumes: [{ name: "tmp", emptyDir: {} }] };
const mounting = (...names: readonly string[]): PodChange => ({
  pod: tmp,
  container: { volumeMounts: names.map((name) => ({ name, mountPath: "/tmp" })) },
});
const sidecar = (props: object): PodChange => ({
  pod: { initContainers: [{ name: "proxy", restartPolicy: "Always", ...props }] },
});

const places = [
  "startupProbe",
  "readinessProbe",
  "livenessProbe",
  "lifecycle.postStart",
  "lifecycle.preStop",
];

/** Ports at which the kubelet asks or tells a container something; by number it may be another one's of the pod. */
const askedPorts = ({ path, props }: Container) =>
  places.flatMap((place) =>
    ["httpGet", "tcpSocket", "grpc"]
      .map((kind) => [`${path}.${place}.${kind}.port`, at(props, `${place}.${kind}.port`), props] as const)
      .filter(([, port]) => port !== undefined),
  );

export const podValidity: readonly ResourcePolicy[] = [
  onPods({
    id: "pods-well-formed",
    requirement:
      "Containers, ports and volumes of a pod have names of their own, and what is mounted is there.",
    controls: ["k8s:PodSpec"],
    severity: "high",
    problems: (pod) => [...namesOnce(pod), ...mountsExist(pod)],
    brokenBy: [
      { container: { name: "App" } },
      { container: { ports: [{ name: "http-of-the-gateway", containerPort: 1 }] } },
      { container: { ports: [{ name: "8080", containerPort: 8080 }] } },
      sidecar({ name: "app" }),
      sidecar({ ports: [{ name: "http", containerPort: 9 }] }),
      sidecar({ ports: [{ name: "other", containerPort: 3001 }] }),
      { pod: { volumes: [...tmp.volumes, ...tmp.volumes] } },
      mounting("data"),
      {
        pod: tmp,
        container: {
          volumeMounts: [
            ...list(mounting("tmp").container?.["volumeMounts"]),
            { name: "tmp", mountPath: "/tmp" },
          ],
        },
      },
    ],
    keptBy: [
      mounting("tmp"),
      sidecar({ ports: [{ name: "metrics", containerPort: 3001, protocol: "UDP" }] }),
    ],
  }),
  onPods({
    id: "pods-probed-where-they-listen",
    requirement:
      "Probes and hooks call a port that the container, or for a number its pod, says it listens at.",
    controls: ["k8s:Probe"],
    severity: "high",
    problems: ({ containers }) => {
      const numbers = portsIn(containers).map(({ containerPort }) => containerPort);
      return containers.flatMap((container) =>
        askedPorts(container)
          .filter(([, port, props]) =>
            typeof port === "string"
              ? !records(props["ports"]).some(({ name }) => name === port)
              : !numbers.includes(port),
          )
          .map(([path, port]): Problem => [path, `is ${JSON.stringify(port)}, where nothing listens`]),
      );
    },
    brokenBy: [
      { container: { livenessProbe: { httpGet: { port: 3002 } } } },
      { container: { readinessProbe: { tcpSocket: { port: "grpc" } } } },
      { container: { startupProbe: { grpc: { port: 9 } } } },
      { container: { lifecycle: { preStop: { httpGet: { port: "drain" } } } } },
      sidecar({ readinessProbe: { httpGet: { port: "http" } } }),
    ],
    keptBy: [
      {
        container: {
          startupProbe: { exec: { command: ["true"] } },
          livenessProbe: { tcpSocket: { port: "http" } },
        },
      },
      sidecar({ readinessProbe: { httpGet: { port: 3001 } } }),
    ],
  }),
];
