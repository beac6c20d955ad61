import { object, workload } from "../kubernetes-example";
import { namespaceOf, recordAt } from "../kubernetes-objects";
import { podsOf, type PodTemplate } from "../kubernetes-pods";
import { hasLabels } from "../kubernetes-selectors";
import { kubernetesTypes, longRunningTypes } from "../kubernetes-types";
import type { Judged, ResourcePolicy, StackPolicy, Violation } from "../policy";
import { at, grouped, isRecord, number, ofType, records, text, violation, violationIf } from "../read";

const { deployment, service } = kubernetesTypes;

const portsOf = ({ props }: Judged) => records(at(props, "spec.ports"));
const protocolOf = (port: Readonly<Record<string, unknown>>) => text(port["protocol"]) ?? "TCP";
const serving = (ports: readonly object[], spec: object = {}) =>
  object(service, "app", { spec: { selector: { app: "app" }, ports, ...spec } });

const isPort = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535;

export const servicePortsLegal: ResourcePolicy = {
  kind: "resource",
  id: "services-ports-legal",
  requirement:
    "The ports of a Service are numbers of ports, each once, and have names where there are several.",
  controls: ["k8s:Service"],
  severity: "high",
  appliesTo: [service],
  check: (one) => {
    const ports = portsOf(one);
    const repeated = (keyOf: (port: Readonly<Record<string, unknown>>) => string | undefined) =>
      [...grouped(ports, keyOf)].filter(([, same]) => same.length > 1).map(([key]) => key);
    const names = repeated((port) => text(port["name"]));
    const numbers = repeated((port) =>
      number(port["port"]) === undefined ? undefined : `${String(number(port["port"]))}/${protocolOf(port)}`,
    );
    return [
      ...violationIf(
        !ports.every(({ port }) => isPort(port)),
        one,
        "spec.ports",
        "has a port that is no number from 1 to 65535",
      ),
      ...violationIf(
        ports.length > 1 && !ports.every(({ name }) => text(name) !== undefined),
        one,
        "spec.ports",
        "has several ports, and one of them has no name",
      ),
      ...violationIf(names.length > 0, one, "spec.ports", `has the name ${names.join(", ")} more than once`),
      ...violationIf(
        numbers.length > 0,
        one,
        "spec.ports",
        `has the port ${numbers.join(", ")} more than once`,
      ),
    ];
  },
  violatedBy: [
    [serving([{ port: 0 }])],
    [serving([{ port: "http" }])],
    [serving([{ port: 80 }, { port: 443, name: "https" }])],
    [
      serving([
        { port: 80, name: "http" },
        { port: 443, name: "http" },
      ]),
    ],
    [
      serving([
        { port: 80, name: "a" },
        { port: 80, name: "b", protocol: "TCP" },
      ]),
    ],
  ],
  keptBy: [
    serving([{ port: 80 }]),
    serving([
      { port: 53, name: "dns", protocol: "UDP" },
      { port: 53, name: "dns-tcp" },
    ]),
  ],
};

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
const [firstNodePort, lastNodePort] = [30_000, 32_767];

export const nodePortsOnce: StackPolicy = {
  kind: "stack",
  id: "services-node-ports-once",
  requirement: "A port of the nodes is one that Kubernetes gives away, and leads to one Service.",
  controls: ["k8s:Service"],
  severity: "high",
  appliesTo: [service],
  check: (resources) => {
    const taken = ofType(resources, service).flatMap((one) =>
      portsOf(one).flatMap((port) => {
        const nodePort = number(port["nodePort"]);
        return nodePort === undefined || nodePort === 0
          ? []
          : [{ one, nodePort, protocol: protocolOf(port) }];
      }),
    );
    return [...grouped(taken, ({ nodePort, protocol }) => `${String(nodePort)}/${protocol}`)].flatMap(
      ([key, users]) =>
        users.flatMap(({ one, nodePort }): readonly Violation[] => [
          ...violationIf(
            users.length > 1,
            one,
            "spec.ports",
            `asks for node port ${key}, which another has as well`,
          ),
          ...violationIf(
            nodePort < firstNodePort || nodePort > lastNodePort,
            one,
            "spec.ports",
            `asks for node port ${key}; there are those from ${String(firstNodePort)} to ${String(lastNodePort)}`,
          ),
        ]),
    );
  },
  violatedBy: [
    [serving([{ port: 80, nodePort: 30001 }]), serving([{ port: 81, nodePort: 30001 }])],
    [serving([{ port: 80, nodePort: 29999 }])],
    [serving([{ port: 80, nodePort: 32768 }])],
  ],
  keptBy: [
    serving([{ port: 80, nodePort: 30000 }]),
    serving([{ port: 80, nodePort: 32767 }]),
    serving([{ port: 80, nodePort: 30000, protocol: "UDP" }]),
  ],
};

function listens({ containers }: PodTemplate, target: unknown, protocol: string): boolean {
  return containers
    .flatMap(({ props }) => records(props["ports"]))
    .some(
      (port) =>
        (port["name"] === target || port["containerPort"] === target) && protocolOf(port) === protocol,
    );
}

export const servicesMeetListeners: StackPolicy = {
  kind: "stack",
  id: "services-meet-listeners",
  requirement: "Where a Service sends requests, a container of every pod behind it says that it listens.",
  controls: ["k8s:Service"],
  severity: "high",
  appliesTo: [service],
  check: (resources) => {
    const pods = podsOf(ofType(resources, ...longRunningTypes));
    return ofType(resources, service)
      .filter(({ props }) => isRecord(at(props, "spec.selector")))
      .flatMap((one) =>
        pods
          .filter((pod) => pod.namespace === namespaceOf(one))
          .filter((pod) => hasLabels(recordAt(one.props, "spec.selector"), pod.labels))
          .flatMap((pod) =>
            portsOf(one)
              .map((port) => [port["targetPort"] ?? port["port"], protocolOf(port)] as const)
              .filter(([target, protocol]) => !listens(pod, target, protocol))
              .map(([target]) =>
                violation(
                  one,
                  "spec.ports",
                  `leads to ${JSON.stringify(target)}, which is no port of ${pod.resource.name}`,
                ),
              ),
          ),
      );
  },
  violatedBy: [
    [workload(deployment), serving([{ port: 80 }])],
    [workload(deployment), serving([{ port: 80, targetPort: "grpc" }])],
    [workload(deployment), serving([{ port: 3001, protocol: "UDP" }])],
  ],
  keptBy: [
    workload(deployment),
    serving([{ port: 80, targetPort: "http" }]),
    serving([{ port: 3001 }]),
    serving([{ port: 80 }], { selector: { app: "other" } }),
  ],
};
