import type { Judged } from "../../../policies/policy";
import { at, number, ofType, texts } from "../../../policies/read";
import { types } from "../../../policies/types";
import { sum, type Requests } from "./demand";
import { leastRoom, type Room } from "./node";
import { demandsOfAddons } from "./of-addons";
import { demandsOfCharts } from "./of-charts";
import { demandsOfObjects } from "./of-objects";
import { loadOf, type Load } from "./packing";

/** What the pods of a stack ask for, and what its nodes have. */
export interface NodeCapacity {
  /** Any of which a node may be. */
  readonly instanceTypes: readonly string[];
  readonly nodes: { readonly min: number; readonly desired: number; readonly max: number };
  /** What one node leaves to pods; null where the type of instance is not known. */
  readonly room: Room | null;
  /** What runs on every node asks for; it is part of neither load. */
  readonly everyNode: Requests;
  /** Where nothing happens, and where every autoscaler is at its end; null as `room` is. */
  readonly atRest: Load | null;
  readonly atMost: Load | null;
  /** Releases and add-ons of which it is not known what they ask for. */
  readonly uncounted: readonly string[];
}

const nodePool = "kubernetes:karpenter.sh/v1:NodePool";

/**
 * Of the stack's one group of nodes; null where it has none, or several, and where Karpenter makes nodes for whoever
 * finds none: there pods choose by themselves.
 */
export function nodeCapacityOf(resources: readonly Judged[]): NodeCapacity | null {
  const [group, ...others] = ofType(resources, types.nodeGroup);
  if (group === undefined || others.length > 0 || ofType(resources, nodePool).length > 0) return null;
  const instanceTypes = texts(group.props["instanceTypes"]);
  const room = leastRoom(instanceTypes) ?? null;
  const size = (end: string) => number(at(group.props, `scalingConfig.${end}Size`)) ?? 0;
  const [charts, addons] = [demandsOfCharts(resources), demandsOfAddons(resources)];
  const demands = [...demandsOfObjects(resources), ...charts.demands, ...addons.demands];
  return {
    ...{ instanceTypes, room },
    nodes: { min: size("min"), desired: size("desired"), max: size("max") },
    everyNode: sum(demands.filter(({ count }) => count === "everyNode")),
    atRest: room === null ? null : loadOf(demands, "atRest", room),
    atMost: room === null ? null : loadOf(demands, "atMost", room),
    uncounted: [...charts.uncounted, ...addons.uncounted],
  };
}
