import type { Manifest } from "../../../components/workloads/manifests/manifest";
import { at, records } from "../../../policies/read";

/** The one object of this kind and name. */
export function object(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const [found, ...others] = manifests.filter((one) => one.kind === kind && one.metadata.name === name);
  if (found === undefined || others.length > 0) throw new Error(`there is not one ${kind} ${name}`);
  return found;
}

/** The pod that an object makes; undefined where it makes none. */
export const podSpec = (manifest: Manifest): unknown => at(manifest, "spec.template.spec");

/** The first container of the pods that an object makes. */
export function container(manifest: Manifest): Readonly<Record<string, unknown>> {
  const [first] = records(at(podSpec(manifest), "containers"));
  if (first === undefined) throw new Error(`${manifest.metadata.name} has no container`);
  return first;
}

/** Variables of a container with a plain value, by name. */
export const variables = (manifest: Manifest): Readonly<Record<string, unknown>> =>
  Object.fromEntries<unknown>(
    records(container(manifest)["env"])
      .filter(({ value }) => value !== undefined)
      .map(({ name, value }) => [String(name), value] as const),
  );
