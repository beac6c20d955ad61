import { rulesOf, type Direction, type NetworkPolicy } from "../../policies/kubernetes-network-rules";
import { number, records, text } from "../../policies/read";
import { admission, anyPort, rulesFor, type Rules } from "./admission";
import type { NamespaceLabels, Party, Place, Pods, Port } from "./network";
import type { Extent } from "./ranges";

export interface Network {
  readonly policies: readonly NetworkPolicy[];
  readonly namespaces: NamespaceLabels;
  readonly pods: readonly Pods[];
  readonly places: readonly Place[];
}

/** One caller that may call one other on one port. */
export interface Way {
  readonly from: Party;
  readonly to: Party;
  readonly port: Port | typeof anyPort;
  /** Whether every address of both may, or only some. */
  readonly extent: Exclude<Extent, "none">;
}

/**
 * Who may call whom: it must be let out where it is, and let in where it goes. What stands outside of the cluster, and
 * pods that are not ours, are told of only where ours are at the other end.
 *
 * The node that a pod runs on may always call it, and pods on the network of their node are under no policy.
 */
export function reachOf({ namespaces, places, pods, policies }: Network): readonly Way[] {
  const named = portsNamed(policies);
  const rules = (direction: Direction) =>
    new Map<Party, Rules>(pods.map((one) => [one, rulesFor(policies, direction, one)]));
  const [out, into] = [rules("Egress"), rules("Ingress")];
  const extentOf = (from: Party, to: Party, port: Port | typeof anyPort): Extent =>
    less(admission(out.get(from), to, port, namespaces), admission(into.get(to), from, port, namespaces));
  const parties: readonly Party[] = [...pods, ...places];
  return parties.filter(mayCall).flatMap((from) =>
    parties
      .filter((to) => isOurs(from) || isOurs(to))
      .flatMap((to) => {
        const ways = (ports: readonly (Port | typeof anyPort)[]) =>
          ports.flatMap((port): readonly Way[] => {
            const extent = extentOf(from, to, port);
            return extent === "none" ? [] : [{ from, to, port, extent }];
          });
        if (to.kind === "place" && to.ports?.length === 0) return [];
        const open = ways([anyPort]);
        if (open.length > 0) return open;
        const others = pods.filter((one) => to.kind === "pods" && one.namespace === to.namespace);
        return ways(to.ports ?? named.filter((port) => !others.some(answersAt(port))));
      }),
  );
}

const mayCall = (party: Party) => party.kind === "pods" || party.calls;
const isOurs = (party: Party) => party.kind === "pods" && party.own;

const answersAt =
  ({ number, protocol }: Port) =>
  ({ ports = [] }: Pods) =>
    ports.some((own) => own.number === number && own.protocol === protocol);

const extents: readonly Extent[] = ["none", "some", "all"];
const less = (one: Extent, other: Extent): Extent =>
  extents[Math.min(extents.indexOf(one), extents.indexOf(other))] ?? "none";

/** Every port that a policy lets pods out by, once. */
function portsNamed(policies: readonly NetworkPolicy[]): readonly Port[] {
  const all = policies
    .flatMap((one) => rulesOf(one, "Egress"))
    .flatMap((rule) => records(rule["ports"]))
    .flatMap(({ port, protocol }): readonly Port[] => {
      const given = number(port);
      return given === undefined ? [] : [{ number: given, protocol: text(protocol) ?? "TCP" }];
    });
  return [...new Map(all.map((port) => [`${String(port.number)}/${port.protocol}`, port])).values()];
}
