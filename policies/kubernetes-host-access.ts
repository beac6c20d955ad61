import { recordAt } from "./kubernetes-objects";
import { onPods, type Problem } from "./kubernetes-pod-rule";
import type { Container, PodTemplate } from "./kubernetes-pods";
import { at, isRecord, number, records, text } from "./read";

/** Where a kubelet asks or tells a container something, which may name another host. */
const askedPlaces = [
  "startupProbe",
  "readinessProbe",
  "livenessProbe",
  "lifecycle.postStart",
  "lifecycle.preStop",
];

const probesOtherHosts = ({ path, props }: Container): readonly Problem[] =>
  askedPlaces.flatMap((place) =>
    ["httpGet", "tcpSocket"]
      .map((kind) => `${place}.${kind}.host`)
      .filter((field) => text(at(props, field)) !== undefined)
      .map((field) => [`${path}.${field}`, "has the kubelet call a host that is not the pod"] as const),
  );

function ofContainer(container: Container): readonly Problem[] {
  const { path, props } = container;
  const context = recordAt(props, "securityContext");
  const mount = text(context["procMount"]) ?? "Default";
  return [
    ...(context["privileged"] === true
      ? [[`${path}.securityContext.privileged`, "is true: it is root on the node"] as const]
      : []),
    ...(mount === "Default"
      ? []
      : [[`${path}.securityContext.procMount`, "is not Default: it sees what the node hides"] as const]),
    ...records(props["ports"]).flatMap((port, index) =>
      (number(port["hostPort"]) ?? 0) > 0
        ? [[`${path}.ports.${String(index)}.hostPort`, "opens a port of the node"] as const]
        : [],
    ),
    ...probesOtherHosts(container),
  ];
}

function ofPod({ path, spec }: PodTemplate): readonly Problem[] {
  return [
    ...["hostNetwork", "hostPID", "hostIPC"]
      .filter((field) => spec[field] === true)
      .map((field) => [`${path}.${field}`, "is true: the pod shares it with the node"] as const),
    ...records(spec["volumes"]).flatMap((volume, index) =>
      isRecord(volume["hostPath"])
        ? [[`${path}.volumes.${String(index)}.hostPath`, "is a folder of the node"] as const]
        : [],
    ),
  ];
}

export const podsLeaveHostAlone = onPods({
  id: "pods-leave-their-node-alone",
  requirement: "No pod shares a name space, a port, a folder or the privileges of its node.",
  controls: ["K8S-08", "PSS-B", "CIS-EKS 4.2.1", "CIS-EKS 4.2.2", "CIS-EKS 4.2.3", "CIS-EKS 4.2.4"],
  severity: "high",
  problems: (pod) => [...ofPod(pod), ...pod.containers.flatMap(ofContainer)],
  brokenBy: [
    { pod: { hostNetwork: true } },
    { pod: { hostPID: true } },
    { pod: { hostIPC: true } },
    { pod: { volumes: [{ name: "root", hostPath: { path: "/" } }] } },
    { container: { securityContext: { privileged: true } } },
    { container: { securityContext: { procMount: "Unmasked" } } },
    { container: { ports: [{ containerPort: 3001, hostPort: 3001 }] } },
    { container: { readinessProbe: { httpGet: { port: 80, host: "169.254.169.254" } } } },
    { container: { lifecycle: { preStop: { httpGet: { port: 80, host: "10.0.0.1" } } } } },
  ],
  keptBy: [{ container: { ports: [{ containerPort: 3001, hostPort: 0 }] } }],
});
