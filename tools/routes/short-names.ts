import type { Behaviour, Origin } from "./distribution";
import type { Action } from "./listener";
import type { Place } from "./places";
import type { Site } from "./site";

/**
 * The same site with names that are as short as they can be and still tell apart what stands in one column: what all
 * logical names of a kind begin and end with is left out, and the only one of its kind has none.
 */
export function withShortNames(site: Site): Site {
  const { distribution, hosts, loadBalancers } = site;
  const behaviours = distribution?.behaviours ?? [];
  const listeners = loadBalancers.flatMap((one) => one.listeners);
  const rules = listeners.flatMap((one) => one.rules);
  const origins = behaviours.flatMap(({ failover, origin }) => [
    origin,
    ...(failover ? [failover.origin] : []),
  ]);
  const places = [...hosts, ...origins].map(({ place }) => place);

  const lookingOn = shortening(behaviours.map(({ viewerFunction }) => viewerFunction?.name));
  const headers = shortening(behaviours.map(({ headersPolicy }) => headersPolicy));
  const rule = shortening(rules.map(({ name }) => name));
  const target = shortening(
    rules.flatMap(({ action }) => (action.kind === "forward" ? action.targets : [])).map(({ name }) => name),
  );
  const kinds = Map.groupBy(places, ({ kind }) => kind);
  const ofKind = new Map(
    [...kinds].map(([kind, all]) => {
      const isOne = kind !== "bucket" && new Set(all.map(({ name }) => name)).size === 1;
      return [kind, isOne ? () => "" : shortening(all.map(({ name }) => name))] as const;
    }),
  );
  const place = ({ kind, name }: Place): Place => ({ kind, name: ofKind.get(kind)?.(name) ?? name });
  const origin = (one: Origin): Origin => ({ ...one, place: place(one.place) });
  const action = (one: Action): Action =>
    one.kind === "forward"
      ? { ...one, targets: one.targets.map((group) => ({ ...group, name: target(group.name) })) }
      : one;
  const behaviour = (one: Behaviour): Behaviour => ({
    ...one,
    viewerFunction: one.viewerFunction && { ...one.viewerFunction, name: lookingOn(one.viewerFunction.name) },
    headersPolicy: one.headersPolicy && headers(one.headersPolicy),
    origin: origin(one.origin),
    failover: one.failover && { ...one.failover, origin: origin(one.failover.origin) },
  });
  return {
    hosts: hosts.map((one) => ({ ...one, place: place(one.place) })),
    distribution: distribution && {
      ...distribution,
      name: place({ kind: "distribution", name: distribution.name }).name,
      behaviours: behaviours.map(behaviour),
    },
    loadBalancers: loadBalancers.map((one) => ({
      ...one,
      name: place({ kind: "loadBalancer", name: one.name }).name,
      listeners: one.listeners.map((listener) => ({
        ...listener,
        rules: listener.rules.map((each) => ({
          ...each,
          name: rule(each.name),
          action: action(each.action),
        })),
        otherwise: action(listener.otherwise),
      })),
    })),
  };
}

/** What to call these names; one that is alone in its column needs none but its last part. */
function shortening(names: readonly (string | undefined)[]): (name: string) => string {
  const all = [...new Set(names.filter((name) => name !== undefined))].map((name) => name.split("-"));
  const shortest = Math.min(...all.map((parts) => parts.length));
  const [first] = all;
  if (first === undefined) return (name) => name;
  const shared = (at: (parts: readonly string[], index: number) => string | undefined, most: number) => {
    let count = 0;
    while (count < most && all.every((parts) => at(parts, count) === at(first, count))) count += 1;
    return count;
  };
  const start = shared((parts, index) => parts[index], shortest - 1);
  const end = shared((parts, index) => parts.at(-1 - index), shortest - 1 - start);
  return (name) => {
    const parts = name.split("-");
    return parts.slice(start, parts.length - end).join("-");
  };
}
