import { object, workload, type PodChange } from "./kubernetes-example";
import {
  admitsPort,
  closes,
  networkPoliciesOf,
  rulesOf,
  type NetworkPolicy,
} from "./kubernetes-network-rules";
import { isDelivered } from "./kubernetes-objects";
import { podsOf, type PodTemplate } from "./kubernetes-pods";
import { selects } from "./kubernetes-selectors";
import { kubernetesTypes, podTypes } from "./kubernetes-types";
import type { StackPolicy } from "./policy";
import { list, records, violation, type Props } from "./read";

const { deployment, networkPolicy } = kubernetesTypes;
const dnsPort = 53;

/** Whether a rule leads to others than pods like this one, which know each other by address. */
function leadsAway(rule: Props, { labels }: PodTemplate): boolean {
  const isOfDns =
    list(rule["ports"]).length > 0 && records(rule["ports"]).every(({ port }) => port === dnsPort);
  const peers = records(rule["to"]);
  return (
    !isOfDns &&
    (peers.length === 0 ||
      peers.some(
        (peer) =>
          peer["ipBlock"] !== undefined ||
          peer["namespaceSelector"] !== undefined ||
          !selects(peer["podSelector"], labels),
      ))
  );
}

/** What the policies of its namespace let out of a pod; undefined where none closes it. */
function waysOut(pod: PodTemplate, policies: readonly NetworkPolicy[]): readonly Props[] | undefined {
  const own = policies.filter(
    (one) =>
      one.namespace === pod.namespace &&
      closes(one, "Egress") &&
      selects(one.spec["podSelector"], pod.labels),
  );
  return own.length === 0 ? undefined : own.flatMap((one) => rulesOf(one, "Egress"));
}

const policy = (name: string, spec: object) =>
  object(networkPolicy, name, { spec: { podSelector: {}, policyTypes: ["Egress"], ...spec } });
const denyAll = policy("default-deny", {});
const toPods = (app: string) =>
  policy("calls", { egress: [{ to: [{ podSelector: { matchLabels: { app } } }], ports: [{ port: 3001 }] }] });
const toDns = (...protocols: readonly string[]) =>
  policy("dns", {
    egress: [
      { to: [{ namespaceSelector: {} }], ports: protocols.map((protocol) => ({ protocol, port: 53 })) },
    ],
  });
const storePod: PodChange = { labels: { app: "store" }, metadata: { name: "store" } };

export const podsResolveNames: StackPolicy = {
  kind: "stack",
  id: "pods-resolve-names",
  requirement: "A pod that may call others may also ask DNS where they are, by UDP and by TCP.",
  controls: ["K8S-13"],
  severity: "high",
  appliesTo: podTypes,
  check: (resources) => {
    const policies = networkPoliciesOf(resources);
    return podsOf(resources)
      .filter(({ namespace }) => !isDelivered(resources, namespace))
      .flatMap((pod) => {
        const ways = waysOut(pod, policies);
        if (ways?.some((rule) => leadsAway(rule, pod)) !== true) return [];
        return ["UDP", "TCP"]
          .filter((protocol) => !ways.some((rule) => admitsPort(rule, dnsPort, protocol)))
          .map((protocol) =>
            violation(
              pod.resource,
              pod.path,
              `may call others, but no NetworkPolicy lets it ask DNS by ${protocol}`,
            ),
          );
      });
  },
  violatedBy: [
    ...podTypes.map((type) => [workload(type), denyAll, toPods("other")]),
    [workload(deployment), toPods("other"), toDns("UDP")],
    [workload(deployment), toPods("other"), toDns("TCP")],
    [
      workload(deployment),
      policy("tier", { egress: [{ to: [{ ipBlock: { cidr: "10.0.64.0/20" } }], ports: [{ port: 5432 }] }] }),
    ],
    [workload(deployment), policy("any", { egress: [{ ports: [{ port: 443 }] }] })],
  ],
  keptBy: [
    workload(deployment),
    policy("calls", {
      podSelector: { matchLabels: { app: "app" } },
      egress: [{ to: [{ podSelector: { matchLabels: { app: "store" } } }], ports: [{ port: 6379 }] }],
    }),
    policy("dns", {
      podSelector: { matchLabels: { app: "app" } },
      egress: [{ ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })) }],
    }),
    // Members of a store call nobody but each other.
    workload(kubernetesTypes.statefulSet, storePod),
    policy("members", {
      podSelector: { matchLabels: { app: "store" } },
      egress: [{ to: [{ podSelector: { matchLabels: { app: "store" } } }], ports: [{ port: 16379 }] }],
    }),
  ],
};
