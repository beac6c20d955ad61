import { isAtOrBelow } from "../../infra/problems";
import { byUrn } from "../../policies/order";
import type { Change, PreviewResource, PropertyChange } from "./document";
import { masked } from "../offline/wire-values";
import { differences } from "./differences";
import { replaces } from "./replacements";

/**
 * What turns the resources of `before` into those of `after`, by URN.
 *
 * A resource that is made anew gets another id, so that whatever refers to it changes too, and may be made anew itself.
 */
export function changesBetween(
  before: readonly PreviewResource[],
  after: readonly PreviewResource[],
): readonly Change[] {
  const verdict = verdictOf(after);
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const present = new Set(after.map(({ urn }) => urn));
  const created = after
    .filter(({ urn }) => !old.has(urn))
    .map(({ urn }): Change => ({ urn, action: "create", properties: [] }));
  const kept = after.flatMap((resource) => {
    const previous = old.get(resource.urn);
    return previous === undefined ? [] : [{ resource, properties: ownChanges(previous, resource, verdict) }];
  });
  const deleted = before
    .filter(({ urn }) => !present.has(urn))
    .map(({ urn }): Change => ({ urn, action: "delete", properties: [] }));
  return [...created, ...withConsequences(kept, verdict), ...deleted].toSorted(byUrn);
}

interface Kept {
  readonly resource: PreviewResource;
  readonly properties: readonly PropertyChange[];
}

/** Whether a change at a path makes a resource anew. */
type Verdict = (resource: PreviewResource, path: string) => boolean;

function verdictOf(resources: readonly PreviewResource[]): Verdict {
  const providers = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ urn, inputs }) => [urn, inputs]),
  );
  return (resource, path) =>
    resource.replaceOnChanges.some((named) => named === "*" || isAtOrBelow(path, named)) ||
    replaces(resource, path, providers.get(providerOf(resource) ?? ""));
}

/** URN of the provider that a resource names. */
const providerOf = ({ provider }: PreviewResource) => provider?.slice(0, provider.lastIndexOf("::"));

function ownChanges(
  previous: PreviewResource,
  resource: PreviewResource,
  verdict: Verdict,
): readonly PropertyChange[] {
  const inputs = differences(previous.inputs, resource.inputs)
    .filter(({ path }) => !resource.ignoreChanges.some((ignored) => isAtOrBelow(path, ignored)))
    .map((difference) => ({ ...difference, replaces: verdict(resource, difference.path) }));
  if (previous.protect === resource.protect) return inputs;
  return [{ path: "protect", from: previous.protect, to: resource.protect, replaces: false }, ...inputs];
}

/** Follows replacements along the ids that resources refer to each other by, until no further one comes up. */
function withConsequences(kept: readonly Kept[], verdict: Verdict): readonly Change[] {
  const changes = new Map(kept.map(({ resource, properties }) => [resource.urn, { resource, properties }]));
  const replaced = new Set<string>();
  for (;;) {
    const next = [...changes.values()].filter(
      ({ resource, properties }) => !replaced.has(resource.urn) && properties.some((one) => one.replaces),
    );
    if (next.length === 0) break;
    for (const { resource } of next) replaced.add(resource.urn);
    const ids = new Map(
      next
        .filter(({ resource }) => !generates(resource) && !isInCluster(resource))
        .flatMap(({ resource: { id, name } }) => (id === null ? [] : [[id, name] as const])),
    );
    const generated = next.map(({ resource }) => resource).filter(generates);
    const providers = new Map(next.map(({ resource: { urn, name } }) => [urn, name]));
    for (const [urn, { resource, properties }] of changes) {
      const known = new Set(properties.map(({ path }) => path));
      const source = generated.find((one) => resource.dependencies.includes(one.urn));
      const followed = [
        ...madeBy(resource, providers),
        ...references(resource, verdict, (value) => (value === resource.id ? undefined : ids.get(value))),
        // What is masked shows no reference.
        ...references(resource, verdict, (value) => (value === masked ? source?.name : undefined)),
      ].filter(({ path }) => !known.has(path));
      if (followed.length > 0) changes.set(urn, { resource, properties: [...properties, ...followed] });
    }
  }
  return [...changes].flatMap(([urn, { properties }]): Change[] =>
    properties.length === 0 ? [] : [{ urn, action: replaced.has(urn) ? "replace" : "update", properties }],
  );
}

/** Where a resource refers to one of those that are made anew, or holds its secret; `nameOf` tells it by the value. */
function references(
  resource: PreviewResource,
  verdict: Verdict,
  nameOf: (value: string) => string | undefined,
): readonly PropertyChange[] {
  return stringsIn(resource.inputs).flatMap(([path, value]) => {
    const name = nameOf(value);
    if (name === undefined) return [];
    return [{ path, from: value, to: `another ${name}`, replaces: verdict(resource, path) }];
  });
}

/** What a provider has made goes with it, since another one of its kind looks elsewhere. */
function madeBy(
  resource: PreviewResource,
  providers: ReadonlyMap<string, string>,
): readonly PropertyChange[] {
  const name = providers.get(providerOf(resource) ?? "");
  return name === undefined ? [] : [{ path: "provider", from: name, to: `another ${name}`, replaces: true }];
}

/** Every password has the id `none`, so that nothing refers to it by that. */
const generates = ({ type }: PreviewResource) => type.startsWith("random:");

/** Objects are referred to by their names, which another one of the same name has as well. */
const isInCluster = ({ type }: PreviewResource) => type.startsWith("kubernetes:");

function stringsIn(value: unknown, path = ""): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  const inList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, inList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
  );
}
