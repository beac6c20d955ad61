import type { Manifest } from "../../components/workloads/manifests/manifest";

type Path = readonly string[];

/** What stands at a path of an object; undefined where nothing does. */
export function at(object: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return object;
  return typeof object === "object" && object !== null
    ? at((object as Record<string, unknown>)[key], rest)
    : undefined;
}

/** The object with another value at a path, or with none; as it was where there is nothing. */
export function changedAt(object: object, path: Path, change: (value: unknown) => unknown): object {
  const [key, ...rest] = path;
  const value = key === undefined ? undefined : (object as Record<string, unknown>)[key];
  if (key === undefined || value === undefined) return object;
  const changed =
    rest.length === 0 || typeof value !== "object" ? change(value) : changedAt(value ?? {}, rest, change);
  if (Array.isArray(object)) return object.with(Number(key), changed) as object;
  return Object.fromEntries(
    Object.entries(object)
      .map(([name, one]): [string, unknown] => [name, name === key ? changed : one])
      .filter(([, one]) => one !== undefined),
  );
}

const container = ["spec", "template", "spec", "containers", "0"];

/** The image of a service's pods. */
export function imageOf(manifest: Manifest): string | undefined {
  const image = at(manifest, [...container, "image"]);
  return typeof image === "string" ? image : undefined;
}

/** What the base calls an image: its last part, without a registry and without a tag. */
export const baseImage = (image: string) => image.slice(image.lastIndexOf("/") + 1, image.lastIndexOf(":"));

export const placeholder = (image: unknown) => baseImage(String(image));

/** Without the profile of Spring, which an environment brings. */
export function withoutProfile(object: object): object {
  return changedAt(object, [...container, "env"], (variables) =>
    (variables as readonly { readonly name: string }[]).filter(
      ({ name }) => name !== "SPRING_PROFILES_ACTIVE",
    ),
  );
}
