import { namespaceOf, recordAt } from "./kubernetes-objects";
import { isEmptySelector } from "./kubernetes-selectors";
import { kubernetesTypes } from "./kubernetes-types";
import type { Judged } from "./policy";
import { isRecord, list, number, ofType, records, texts, type Props } from "./read";

export type Direction = "Ingress" | "Egress";

export interface NetworkPolicy {
  readonly resource: Judged;
  readonly namespace: string;
  readonly spec: Props;
}

export function networkPoliciesOf(resources: readonly Judged[]): readonly NetworkPolicy[] {
  return ofType(resources, kubernetesTypes.networkPolicy).map((resource) => ({
    resource,
    namespace: namespaceOf(resource),
    spec: recordAt(resource.props, "spec"),
  }));
}

/** What a policy lets through in a direction. */
export function rulesOf({ spec }: NetworkPolicy, direction: Direction): readonly Props[] {
  return records(spec[direction === "Ingress" ? "ingress" : "egress"]);
}

/**
 * Whether it closes its pods in a direction. A policy that leaves it open closes what comes in, and what goes out where it
 * has rules for that: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
 */
export function closes({ spec }: NetworkPolicy, direction: Direction): boolean {
  const said = texts(spec["policyTypes"]);
  if (said.length > 0) return said.includes(direction);
  return direction === "Ingress" || list(spec["egress"]).length > 0;
}

/** Whether it speaks of every pod of its namespace. */
export function isOfAllPods({ spec }: NetworkPolicy): boolean {
  return isEmptySelector(spec["podSelector"]);
}

/** Whether a rule lets a port through; a rule without ports lets them all through. */
export function admitsPort(rule: Props, wanted: number, protocol: string): boolean {
  const ports = list(rule["ports"]);
  if (ports.length === 0) return true;
  return ports.filter(isRecord).some((one) => {
    const port = number(one["port"]);
    const last = number(one["endPort"]) ?? port;
    if ((one["protocol"] ?? "TCP") !== protocol) return false;
    return one["port"] === undefined || (port !== undefined && port <= wanted && wanted <= (last ?? port));
  });
}
