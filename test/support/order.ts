import type { Resource } from "../../tools/offline/resource";

/**
 * What stands before a resource: it is made earlier and goes later.
 *
 * By the engine's rules (`DependenciesOf` in pulumi's `pkg/resource/graph/dependency_graph.go`): a parent stands before
 * its children, and who depends on a component depends on all of its children that were registered earlier.
 */
export function orderOf(resources: readonly Resource[]): (resource: Resource) => ReadonlySet<Resource> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const children = Map.groupBy(resources, ({ parent }) => parent ?? "");
  const known = new Map<string, ReadonlySet<Resource>>();

  const place = new Map(resources.map(({ urn }, index) => [urn, index]));
  const placeOf = ({ urn }: Resource) => place.get(urn) ?? Infinity;

  const below = (urn: string): readonly Resource[] =>
    (children.get(urn) ?? []).flatMap((child) => [child, ...below(child.urn)]);
  const dependencies = (dependent: Resource): readonly Resource[] =>
    dependent.dependencies.flatMap((urn) => {
      const resource = byUrn.get(urn);
      if (resource === undefined) return [];
      const earlier = below(urn).filter((child) => placeOf(child) < placeOf(dependent));
      return resource.custom ? [resource] : [resource, ...earlier];
    });
  const before = (resource: Resource): ReadonlySet<Resource> => {
    const found = known.get(resource.urn);
    if (found !== undefined) return found;
    const set = new Set<Resource>();
    // Known from now on, so that a component that waits for another's child ends here.
    known.set(resource.urn, set);
    const parent = byUrn.get(resource.parent ?? "");
    const provider = byUrn.get(resource.provider?.replace(/::[^:]*$/, "") ?? "");
    const direct = [
      ...(parent === undefined ? [] : [parent]),
      ...(provider === undefined ? [] : [provider]),
      ...dependencies(resource),
    ];
    for (const one of direct) {
      set.add(one);
      for (const further of before(one)) set.add(further);
    }
    return set;
  };
  return before;
}
