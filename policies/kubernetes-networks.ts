import { object, workload } from "./kubernetes-example";
import { closes, isOfAllPods, networkPoliciesOf, rulesOf } from "./kubernetes-network-rules";
import { isDelivered } from "./kubernetes-objects";
import { podsOf } from "./kubernetes-pods";
import { customTypes, kubernetesTypes, podTypes } from "./kubernetes-types";
import type { StackPolicy } from "./policy";
import { at, grouped, list, records, violation } from "./read";

const { deployment, networkPolicy } = kubernetesTypes;
const both = ["Ingress", "Egress"] as const;

const policy = (name: string, spec: object) => object(networkPolicy, name, { spec });
const denyAll = policy("default-deny", { podSelector: {}, policyTypes: both });
const dns = policy("dns", {
  podSelector: {},
  policyTypes: ["Egress"],
  egress: [
    { to: [{ namespaceSelector: {} }], ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })) },
  ],
});

export const podsClosedByDefault: StackPolicy = {
  kind: "stack",
  id: "pods-closed-by-default",
  requirement: "In a namespace with pods nothing comes in and nothing goes out but what is said.",
  controls: ["K8S-13", "CIS-EKS 4.3.2"],
  severity: "high",
  appliesTo: podTypes,
  check: (resources) => {
    const policies = networkPoliciesOf(resources).filter(isOfAllPods);
    const pods = podsOf(resources).filter(({ namespace }) => !isDelivered(resources, namespace));
    return [...grouped(pods, ({ namespace }) => namespace)].flatMap(([namespace, inside]) => {
      const own = policies.filter((one) => one.namespace === namespace);
      const open = both.filter(
        (direction) => !own.some((one) => closes(one, direction) && rulesOf(one, direction).length === 0),
      );
      return inside
        .slice(0, 1)
        .flatMap(({ resource }) =>
          open.map((direction) =>
            violation(resource, null, `is in ${namespace}, where no NetworkPolicy denies all ${direction}`),
          ),
        );
    });
  },
  violatedBy: [
    [workload(deployment), dns],
    ...podTypes.map((type) => [workload(type)]),
    [workload(deployment), dns, policy("in", { podSelector: {}, policyTypes: ["Ingress"] })],
    [workload(deployment), dns, policy("out", { podSelector: {}, policyTypes: ["Egress"], egress: [{}] })],
    [
      workload(deployment),
      dns,
      policy("some", { podSelector: { matchLabels: { app: "a" } }, policyTypes: both }),
    ],
    [
      workload(deployment),
      dns,
      object(networkPolicy, "deny", { spec: { podSelector: {}, policyTypes: both } }, { namespace: "other" }),
    ],
  ],
  keptBy: [
    workload(deployment),
    denyAll,
    dns,
    workload(deployment, { metadata: { namespace: "elsewhere" } }),
    object(customTypes.appProject, "apps", { spec: { destinations: [{ namespace: "else*" }] } }),
  ],
};

const everywhere = ["0.0.0.0/0", "::/0"];

export const networkRulesNarrow: StackPolicy = {
  kind: "stack",
  id: "pods-network-rules-narrow",
  requirement:
    "A NetworkPolicy says who may come in or where pods may go, and by which ports into the internet.",
  controls: ["K8S-13", "CIS-EKS 4.3.2"],
  severity: "high",
  appliesTo: [networkPolicy],
  check: (resources) =>
    networkPoliciesOf(resources).flatMap((one) =>
      both.flatMap((direction) =>
        rulesOf(one, direction).flatMap((rule, index) => {
          const peers = list(rule[direction === "Ingress" ? "from" : "to"]);
          const isOpen = records(peers).some(({ ipBlock }) =>
            everywhere.some((all) => at(ipBlock, "cidr") === all),
          );
          const where = `spec.${direction.toLowerCase()}.${String(index)}`;
          if (peers.length === 0)
            return [violation(one.resource, where, "names nobody, which means everybody")];
          return isOpen && list(rule["ports"]).length === 0
            ? [violation(one.resource, where, "means every address by every port")]
            : [];
        }),
      ),
    ),
  violatedBy: [
    [policy("open", { podSelector: {}, ingress: [{}] })],
    [policy("open", { podSelector: {}, egress: [{ ports: [{ port: 443 }] }] })],
    [policy("open", { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
  ],
  keptBy: [
    denyAll,
    dns,
    policy("https", {
      podSelector: {},
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }],
    }),
  ],
};
