import { sum, type Demand, type Requests } from "./demand";
import type { Room } from "./node";

/** What is asked for at a time, and how many nodes that takes. */
export interface Load extends Requests {
  readonly pods: number;
  /** Nodes that it takes; null where a single pod is larger than a node. */
  readonly nodes: number | null;
}

/**
 * Puts pods on as few nodes as it can, the largest first, each where there is room: as the scheduler might, and a node
 * more at most than would be possible in the usual case. On every node runs what runs on each.
 */
export function loadOf(demands: readonly Demand[], when: "atRest" | "atMost", room: Room): Load {
  const everywhere = demands.filter(({ count }) => count === "everyNode");
  const kept = sum(everywhere);
  const free: Room = {
    cpuMillis: room.cpuMillis - kept.cpuMillis,
    memoryMib: room.memoryMib - kept.memoryMib,
    pods: room.pods - everywhere.length,
  };
  const pods = demands
    .flatMap((demand) =>
      demand.count === "everyNode" ? [] : Array.from({ length: demand.count[when] }, () => demand),
    )
    .toSorted((one, other) => shareOf(other, free) - shareOf(one, free));
  const total = { ...sum(pods), pods: pods.length };
  if (free.pods < 1 || pods.some((pod) => shareOf(pod, free) > 1)) return { ...total, nodes: null };
  const nodes: { cpuMillis: number; memoryMib: number; pods: number }[] = [];
  for (const pod of pods) {
    let node = nodes.find(
      (one) => one.cpuMillis >= pod.cpuMillis && one.memoryMib >= pod.memoryMib && one.pods >= 1,
    );
    if (node === undefined) {
      node = { ...free };
      nodes.push(node);
    }
    node.cpuMillis -= pod.cpuMillis;
    node.memoryMib -= pod.memoryMib;
    node.pods -= 1;
  }
  return { ...total, nodes: nodes.length };
}

/** How much of a node a pod takes, by what it takes most of. */
function shareOf({ cpuMillis, memoryMib }: Requests, room: Room): number {
  return room.cpuMillis <= 0 || room.memoryMib <= 0
    ? Infinity
    : Math.max(cpuMillis / room.cpuMillis, memoryMib / room.memoryMib);
}
