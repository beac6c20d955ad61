import type { Finding } from "../../../policies/finding";
import type { NodeCapacity } from "./node-capacity";

/**
 * What does not fit on the nodes of a stack: what always runs, on those that are meant to be there, less one that may be
 * lost where data is protected; and what runs under the highest load, on as many as there may be.
 */
export function capacityFindings(capacity: NodeCapacity | null, isProtected: boolean): readonly Finding[] {
  if (capacity === null) return [];
  const { atMost, atRest, instanceTypes, nodes, room, uncounted } = capacity;
  const finding = (policy: string, severity: Finding["severity"], message: string): Finding => ({
    ...{ policy, severity, urn: null, path: "urr:cluster.nodes", message, status: "open", reason: null },
  });
  const unknown = [
    ...(room === null ? [`how much room there is on ${instanceTypes.join(" or ")}`] : []),
    ...uncounted.map((what) => `what the pods of ${what} ask for`),
  ];
  const spare = isProtected ? 1 : 0;
  const needed = (atRest?.nodes ?? Infinity) + spare;
  const most = atMost?.nodes ?? Infinity;
  return [
    ...unknown.map((what) => finding("capacity-known", "low", `nobody knows ${what}, so it is not counted`)),
    ...(atRest !== null && needed > nodes.desired
      ? [
          finding(
            "capacity-at-rest",
            "medium",
            `desired is ${String(nodes.desired)}, but ${loadWords(atRest)} where nothing happens take ${nodeWords(atRest.nodes)}${isProtected ? ", and one may be lost" : ""}`,
          ),
        ]
      : []),
    ...(atMost !== null && most > nodes.max
      ? [
          finding(
            "capacity-at-most",
            "low",
            `max is ${String(nodes.max)}, but ${loadWords(atMost)} under the highest load take ${nodeWords(atMost.nodes)}`,
          ),
        ]
      : []),
  ];
}

const loadWords = ({ cpuMillis, memoryMib, pods }: NonNullable<NodeCapacity["atRest"]>) =>
  `${String(pods)} pods with ${(cpuMillis / 1000).toFixed(1)} processors and ${(memoryMib / 1024).toFixed(1)} GiB`;

const nodeWords = (nodes: number | null) =>
  nodes === null ? "larger nodes: one pod does not fit on any" : `${String(nodes)} nodes`;
