import {
  admitsPort,
  closes,
  rulesOf,
  type Direction,
  type NetworkPolicy,
} from "../../policies/kubernetes-network-rules";
import { isEmptySelector, selects } from "../../policies/kubernetes-selectors";
import { at, isRecord, list, records, text, texts, type Props } from "../../policies/read";
import type { NamespaceLabels, Party, Pods, Port } from "./network";
import { covered, rangesOf, without, type Extent, type Range } from "./ranges";

/** Every port there is, as pods have them that no policy closes. */
export const anyPort = "any";

/** What lets pods speak with others in a direction. */
interface Rule {
  /** Of the policy, which means its own where it names none. */
  readonly namespace: string;
  readonly rule: Props;
  /** Empty means everybody. */
  readonly peers: readonly Props[];
  readonly ranges: readonly Range[];
}

/** The rules of all policies that select pods in a direction; undefined where there is no such policy. */
export type Rules = readonly Rule[] | undefined;

export function rulesFor(policies: readonly NetworkPolicy[], direction: Direction, subject: Pods): Rules {
  const closing = policies.filter((one) => closes(one, direction) && isAbout(one, subject));
  if (closing.length === 0) return undefined;
  return closing.flatMap((one) =>
    rulesOf(one, direction).map((rule): Rule => {
      const peers = records(rule[direction === "Ingress" ? "from" : "to"]);
      return { namespace: one.namespace, rule, peers, ranges: peers.flatMap(blockOf) };
    }),
  );
}

/**
 * Whether pods may speak with a peer on a port of whoever is called, as Kubernetes has it: pods that no policy selects
 * in a direction are open, and of those that do, one that admits it is enough.
 */
export function admission(
  rules: Rules,
  peer: Party,
  port: Port | typeof anyPort,
  namespaces: NamespaceLabels,
): Extent {
  if (rules === undefined) return "all";
  const admitting = rules.filter(({ rule }) => admits(rule, port));
  const isNamed = admitting.some(
    ({ namespace, peers }) =>
      peers.length === 0 || peers.some((one) => includes(one, namespace, peer, namespaces)),
  );
  return isNamed
    ? "all"
    : covered(
        peer.ranges,
        admitting.flatMap(({ ranges }) => ranges),
      );
}

/** Pods whose labels are not known are those only that a policy of all pods speaks of. */
function isAbout({ namespace, spec }: NetworkPolicy, { labels, namespace: own }: Pods): boolean {
  const selector = spec["podSelector"];
  return namespace === own && (labels === undefined ? isEmptySelector(selector) : selects(selector, labels));
}

function admits(rule: Props, port: Port | typeof anyPort): boolean {
  if (port === anyPort) return list(rule["ports"]).length === 0;
  return (
    admitsPort(rule, port.number, port.protocol) ||
    records(rule["ports"]).some(
      (one) =>
        port.name !== undefined &&
        one["port"] === port.name &&
        (text(one["protocol"]) ?? "TCP") === port.protocol,
    )
  );
}

function includes(selector: Props, namespace: string, peer: Party, namespaces: NamespaceLabels): boolean {
  const { namespaceSelector, podSelector } = selector;
  if (peer.kind === "place" || (!isRecord(namespaceSelector) && !isRecord(podSelector))) return false;
  const isThere = isRecord(namespaceSelector)
    ? selects(namespaceSelector, namespaces.get(peer.namespace) ?? {})
    : peer.namespace === namespace;
  return (
    isThere && (!isRecord(podSelector) || peer.labels === undefined || selects(podSelector, peer.labels))
  );
}

function blockOf({ ipBlock }: Props): readonly Range[] {
  const excepted = texts(at(ipBlock, "except")).flatMap(rangesOf);
  return without(rangesOf(text(at(ipBlock, "cidr")) ?? ""), excepted);
}
