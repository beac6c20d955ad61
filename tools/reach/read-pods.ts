import { compareText } from "../../policies/order";
import { objectName } from "../../policies/kubernetes-objects";
import { lastingContainers, podsOf, type PodTemplate } from "../../policies/kubernetes-pods";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import type { Judged } from "../../policies/policy";
import { at, grouped, isRecord, number, ofType, records, text, type Props } from "../../policies/read";
import type { NamespaceLabels, Pods, Port } from "./network";
import type { Range } from "./ranges";

const system = "kube-system";

/** Kubernetes itself puts this label on every namespace. */
const nameLabel = "kubernetes.io/metadata.name";

/** Of every namespace that the stack speaks of, and of the one that every cluster has. */
export function namespacesOf(resources: readonly Judged[]): NamespaceLabels {
  const made = ofType(resources, kubernetesTypes.namespace).map(
    (one) => [objectName(one) ?? "", at(one.props, "metadata.labels")] as const,
  );
  const spoken = [
    ...podsOf(resources).map(({ namespace }) => namespace),
    ...ofType(resources, kubernetesTypes.release).flatMap(({ props }) => text(props["namespace"]) ?? []),
  ];
  const labels = (name: string, own: unknown): Props => ({
    ...(isRecord(own) ? own : {}),
    [nameLabel]: name,
  });
  return new Map([
    ...[system, ...spoken].map((name) => [name, labels(name, {})] as const),
    ...made.map(([name, own]) => [name, labels(name, own)] as const),
  ]);
}

/**
 * The pods of a stack, one entry for all that are alike; and for namespaces in which others make them, pods that may be
 * like anything.
 *
 * @param ranges where pods have their addresses from. For those of others the subnets stand as a whole.
 */
export function readPods(resources: readonly Judged[], ranges: readonly Range[]): readonly Pods[] {
  const known = [...grouped(podsOf(resources), keyOf).values()].flatMap(([pod]) =>
    pod === undefined ? [] : [ours(pod, ranges)],
  );
  const dns: Pods = {
    ...{ kind: "pods", name: "DNS", namespace: system, own: false, ranges: [] },
    labels: { "k8s-app": "kube-dns" },
    ports: ["UDP", "TCP"].map((protocol) => ({ number: 53, protocol })),
  };
  const sorted = known.toSorted((one, other) => compareText(one.name, other.name));
  const own = new Set(known.map(({ namespace }) => namespace));
  const others = [...namespacesOf(resources).keys()]
    .filter((namespace) => !own.has(namespace))
    .map((namespace): Pods => ({
      ...{ kind: "pods", name: namespace, namespace, own: false, ranges: [] },
      ...{ labels: undefined, ports: undefined },
    }));
  return [...sorted, dns, ...others];
}

const keyOf = ({ labels, namespace }: PodTemplate) =>
  JSON.stringify([namespace, Object.entries(labels).toSorted()]);

function ours(pod: PodTemplate, ranges: readonly Range[]): Pods {
  const { labels, namespace, resource } = pod;
  const name = text(labels["app"]) ?? objectName(resource) ?? resource.name;
  const ports = lastingContainers(pod).flatMap(({ props }) => records(props["ports"]).flatMap(portOf));
  return { kind: "pods", name, namespace, own: true, labels, ports, ranges };
}

function portOf({ containerPort, name, protocol }: Props): readonly Port[] {
  const [given, called] = [number(containerPort), text(name)];
  if (given === undefined) return [];
  return [
    {
      number: given,
      protocol: text(protocol) ?? "TCP",
      ...(called === undefined ? {} : { name: called }),
    },
  ];
}
