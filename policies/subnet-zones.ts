import type { Judged } from "./policy";
import { ofType, text } from "./read";
import { types } from "./types";

/** Subnets of this stack with these ids. */
export function subnetsOf(ids: readonly string[], resources: readonly Judged[]): readonly Judged[] {
  return ofType(resources, types.subnet).filter(({ id }) => id !== undefined && ids.includes(id));
}

/** The zone of each of these subnets; undefined for one that is not of this stack. */
export function zonesOf(
  ids: readonly string[],
  resources: readonly Judged[],
): readonly (string | undefined)[] {
  const subnets = ofType(resources, types.subnet);
  return ids.map((id) => text(subnets.find((subnet) => subnet.id === id)?.props["availabilityZone"]));
}

/** Whether two of these subnets lie in one zone, as far as their zones are known. */
export function shareZone(ids: readonly string[], resources: readonly Judged[]): boolean {
  const known = zonesOf(ids, resources).filter((zone) => zone !== undefined);
  return new Set(known).size < known.length;
}

/** Whether these subnets lie in one zone, as a single one does; not said where one is of another stack. */
export function inOneZone(ids: readonly string[], resources: readonly Judged[]): boolean {
  const known = subnetsOf(ids, resources);
  const zones = new Set(known.map(({ props }) => text(props["availabilityZone"])));
  return ids.length < 2 || (known.length === ids.length && zones.size < 2);
}
