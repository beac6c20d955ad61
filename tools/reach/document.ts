import { networkPoliciesOf } from "../../policies/kubernetes-network-rules";
import type { Judged } from "../../policies/policy";
import { grouped } from "../../policies/read";
import { anyPort } from "./admission";
import type { Party } from "./network";
import { reachOf, type Way } from "./reach";
import { namespacesOf, readPods } from "./read-pods";
import { nodeRanges, readPlaces } from "./read-places";

/** What `npm run reach -- <stack> --json` prints: version 1. */
export interface ReachDocument {
  readonly version: 1;
  readonly stack: string;
  /** Everybody there is, in the order in which they are shown. */
  readonly parties: readonly { readonly name: string; readonly inside: boolean }[];
  readonly ways: readonly WayRow[];
  /** What to know beside it, each a sentence. */
  readonly notes: readonly string[];
}

export interface WayRow {
  readonly from: string;
  readonly to: string;
  /** Null means every port. */
  readonly port: number | null;
  /** Null means every protocol. */
  readonly protocol: string | null;
  /** False where only some of the addresses of one reach the other. */
  readonly whole: boolean;
}

/** Who may call whom in a stack, by its network policies. */
export function reachDocument(
  stack: string,
  resources: readonly Judged[],
  notes: readonly string[] = [],
): ReachDocument {
  const network = {
    policies: networkPoliciesOf(resources),
    namespaces: namespacesOf(resources),
    pods: readPods(resources, nodeRanges(resources)),
    places: readPlaces(resources),
  };
  const parties: readonly Party[] = [...network.pods, ...network.places];
  const nameOf = namesOf(parties);
  return {
    ...{ version: 1, stack },
    parties: parties.map((party) => ({ name: nameOf(party), inside: party.kind === "pods" })),
    ways: reachOf(network).map((way) => rowOf(way, nameOf)),
    notes,
  };
}

const rowOf = ({ extent, from, port, to }: Way, nameOf: (party: Party) => string): WayRow => ({
  ...{ from: nameOf(from), to: nameOf(to), whole: extent === "all" },
  ...(port === anyPort ? { port: null, protocol: null } : { port: port.number, protocol: port.protocol }),
});

/** By their own names, and by that of their namespace too where others are called the same. */
function namesOf(parties: readonly Party[]): (party: Party) => string {
  const times = grouped(parties, ({ name }) => name);
  return (party) =>
    party.kind === "pods" && (times.get(party.name)?.length ?? 0) > 1
      ? `${party.namespace}/${party.name}`
      : party.name;
}
