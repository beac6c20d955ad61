import { example } from "./example";
import { object, workload } from "./kubernetes-example";
import { admitsPort, closes, isOfAllPods, networkPoliciesOf, rulesOf } from "./kubernetes-network-rules";
import { isWhollyKnown, namespaceOf, recordAt } from "./kubernetes-objects";
import { podsOf } from "./kubernetes-pods";
import { hasLabels } from "./kubernetes-selectors";
import { customTypes, kubernetesTypes } from "./kubernetes-types";
import type { Judged, StackPolicy } from "./policy";
import { at, number, ofType, text, violation } from "./read";
import { types } from "./types";

const { deployment, networkPolicy, service } = kubernetesTypes;

/** Ports by which pods reach the managed stores of a stack. */
function storePorts(resources: readonly Judged[]): readonly number[] {
  return [
    ...ofType(resources, types.dbInstance).map(({ props }) => number(props["port"]) ?? 5432),
    ...ofType(resources, types.replicationGroup).map(({ props }) => number(props["port"]) ?? 6379),
    // SASL/IAM, the only way in that brokers offer here.
    ...ofType(resources, types.mskCluster).map(() => 9098),
  ];
}

/** Namespaces with programs that other programs call. */
function servingNamespaces(resources: readonly Judged[]): ReadonlySet<string> {
  const services = ofType(resources, service);
  const isServed = (namespace: string, labels: Readonly<Record<string, unknown>>) =>
    services.some(
      (one) =>
        namespaceOf(one) === namespace &&
        text(at(one.props, "spec.type")) !== "ExternalName" &&
        hasLabels(recordAt(one.props, "spec.selector"), labels),
    );
  return new Set(
    podsOf(ofType(resources, deployment, customTypes.rollout))
      .filter(({ namespace, labels }) => isServed(namespace, labels))
      .map(({ namespace }) => namespace)
      .filter((namespace) => isWhollyKnown(resources, namespace)),
  );
}

const policy = (name: string, spec: object) => object(networkPolicy, name, { spec });
const denyAll = policy("default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const gateway = object(service, "gateway", { spec: { selector: { app: "app" } } });
const toTier = (...ports: readonly number[]) =>
  policy("tiers", {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr: "10.0.64.0/20" } }], ports: ports.map((port) => ({ port })) }],
  });
const stores = [
  example(types.dbInstance, { port: 5432 }),
  example(types.replicationGroup, {}),
  example(types.mskCluster, {}),
];

export const podsReachTheirStores: StackPolicy = {
  kind: "stack",
  id: "pods-reach-their-stores",
  requirement:
    "Where services are closed in, they are let out to the database, the cache and the brokers of the stack.",
  controls: ["K8S-13"],
  severity: "high",
  appliesTo: [networkPolicy],
  check: (resources) => {
    const policies = networkPoliciesOf(resources);
    const serving = servingNamespaces(resources);
    const closed = policies.filter(
      (one) => serving.has(one.namespace) && isOfAllPods(one) && closes(one, "Egress"),
    );
    return closed
      .slice(0, 1)
      .flatMap(({ resource }) =>
        [...new Set(storePorts(resources))]
          .filter(
            (port) =>
              !policies.some(
                (one) =>
                  serving.has(one.namespace) &&
                  rulesOf(one, "Egress").some((rule) => admitsPort(rule, port, "TCP")),
              ),
          )
          .map((port) =>
            violation(
              resource,
              "spec.policyTypes",
              `keeps pods from port ${String(port)}, which no other lets through`,
            ),
          ),
      );
  },
  violatedBy: [
    [workload(deployment), gateway, denyAll, ...stores],
    [workload(deployment), gateway, denyAll, ...stores, toTier(5432, 6379)],
    [workload(customTypes.rollout), gateway, denyAll, ...stores, toTier(5432, 9098)],
    [workload(deployment), gateway, denyAll, ...stores, toTier(6379, 9098)],
  ],
  keptBy: [workload(deployment), gateway, denyAll, ...stores, toTier(5432, 6379, 9098)],
};
