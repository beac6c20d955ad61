import { object, workload } from "../kubernetes-example";
import { networkPoliciesOf, rulesOf, type NetworkPolicy } from "../kubernetes-network-rules";
import { isWhollyKnown, objectName, recordAt } from "../kubernetes-objects";
import { podsOf } from "../kubernetes-pods";
import { selects } from "../kubernetes-selectors";
import { kubernetesTypes } from "../kubernetes-types";
import type { Judged, StackPolicy } from "../policy";
import { isRecord, ofType, records, text, violation, type Props } from "../read";

const { deployment, namespace, networkPolicy, release } = kubernetesTypes;

/** Kubernetes itself puts this label on every namespace. */
const nameLabel = "kubernetes.io/metadata.name";

/** Labels of the namespaces that there are: the stack's, those it installs charts in, and the system's. */
function namespaceLabels(resources: readonly Judged[]): readonly Props[] {
  const installed = ofType(resources, release).flatMap(({ props }) => text(props["namespace"]) ?? []);
  return [
    ...["kube-system", ...installed].map((name) => ({ [nameLabel]: name })),
    ...ofType(resources, namespace).map((one) => ({
      ...recordAt(one.props, "metadata.labels"),
      [nameLabel]: objectName(one),
    })),
  ];
}

/** Labels of a namespace's pods, and those that its policies speak of, as of pods that are not there so far. */
function podLabels(resources: readonly Judged[], policies: readonly NetworkPolicy[], inside: string) {
  return [
    ...podsOf(resources)
      .filter((pod) => pod.namespace === inside)
      .map(({ labels }) => labels),
    ...policies
      .filter((one) => one.namespace === inside)
      .map(({ spec }) => recordAt(spec, "podSelector.matchLabels")),
  ];
}

function problemOf(
  peer: Props,
  own: string,
  resources: readonly Judged[],
  policies: readonly NetworkPolicy[],
) {
  const { namespaceSelector, podSelector } = peer;
  if (isRecord(namespaceSelector)) {
    return namespaceLabels(resources).some((labels) => selects(namespaceSelector, labels))
      ? undefined
      : "is no namespace of the stack, nor kube-system";
  }
  if (!isRecord(podSelector) || !isWhollyKnown(resources, own)) return undefined;
  return podLabels(resources, policies, own).some((labels) => selects(podSelector, labels))
    ? undefined
    : `is of no pod in ${own}`;
}

const directions = [
  { direction: "Ingress", rules: "ingress", peers: "from" },
  { direction: "Egress", rules: "egress", peers: "to" },
] as const;

const policy = (peer: object, name = "out", direction: "egress" | "ingress" = "egress") =>
  object(networkPolicy, name, {
    spec: {
      podSelector: { matchLabels: { app: "app" } },
      [direction]: [{ [direction === "egress" ? "to" : "from"]: [peer], ports: [{ port: 80 }] }],
    },
  });
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { [nameLabel]: name } } });
const labelled = (labels: object) => object(namespace, "monitoring", {}, { namespace: undefined, labels });

export const networkPeersExist: StackPolicy = {
  kind: "stack",
  id: "network-policies-name-who-is-there",
  requirement: "Pods and namespaces that a NetworkPolicy lets in or out to are those of the stack.",
  controls: ["k8s:NetworkPolicy"],
  severity: "medium",
  appliesTo: [networkPolicy],
  check: (resources) => {
    const policies = networkPoliciesOf(resources);
    return policies.flatMap((one) =>
      directions.flatMap(({ direction, peers, rules }) =>
        rulesOf(one, direction).flatMap((rule, index) =>
          records(rule[peers]).flatMap((peer, place) => {
            const message = problemOf(peer, one.namespace, resources, policies);
            const path = `spec.${rules}.${String(index)}.${peers}.${String(place)}`;
            return message === undefined ? [] : [violation(one.resource, path, message)];
          }),
        ),
      ),
    );
  },
  violatedBy: [
    [workload(deployment), policy(pods("other"))],
    [workload(deployment), policy(pods("other"), "in", "ingress")],
    [workload(deployment, { metadata: { namespace: "elsewhere" }, labels: { app: "b" } }), policy(pods("b"))],
    [workload(deployment), policy(inNamespace("monitor")), labelled({})],
    [policy({ namespaceSelector: { matchLabels: { team: "b" } } }), labelled({ team: "a" })],
  ],
  keptBy: [
    workload(deployment),
    policy(pods("app")),
    policy(inNamespace("kube-system"), "dns"),
    policy({ ...inNamespace("monitoring"), ...pods("prometheus") }, "watched", "ingress"),
    policy({ namespaceSelector: { matchLabels: { team: "a" } } }, "team"),
    labelled({ team: "a" }),
    policy({ ipBlock: { cidr: "10.0.0.0/24" } }, "tier"),
    policy(pods("later"), "before-the-first-image"),
    object(networkPolicy, "later", { spec: pods("later") }),
  ],
};
