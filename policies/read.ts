import type { Judged, Violation } from "./policy";

export type Props = Readonly<Record<string, unknown>>;

/**
 * Readers of what is not known to have any shape: whatever is missing or of another kind is left out, so that no
 * policy fails on odd input.
 */
export function isRecord(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path like `rule.objectOwnership`; undefined where the path leads nowhere. */
export function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
      value,
    );
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The strings of a list; a single string counts as a list of one, as it does in IAM documents. */
export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}

export function records(value: unknown): readonly Props[] {
  return list(value).filter(isRecord);
}

/** What a JSON text says; undefined where it is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** EC2's templates and ElastiCache take some of their switches as words. */
export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** Every string in a value, with its path. */
export function stringsIn(value: unknown, path = ""): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, path === "" ? key : `${path}.${key}`),
  );
}

export function ofType(resources: readonly Judged[], ...types: readonly string[]): readonly Judged[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** The resource of this stack that a value names, by ARN or by id. */
export function resourceNamed(
  type: string,
  value: unknown,
  resources: readonly Judged[],
): Judged | undefined {
  const named = text(value);
  if (named === undefined) return undefined;
  return ofType(resources, type).find((one) => one.props["arn"] === named || one.id === named);
}

/** What of this type names a role as its own: policies and their attachments. */
export function ofRole(role: Judged, type: string, resources: readonly Judged[]): readonly Judged[] {
  const name = text(role.props["name"]) ?? role.id;
  return ofType(resources, type).filter(({ props }) => name !== undefined && props["role"] === name);
}

/** Whether a resource is made by this explicit provider. */
export function isProviderOf({ urn }: Judged, { provider }: Judged): boolean {
  return provider !== null && (provider === urn || provider.startsWith(`${urn}::`));
}

/** Items by a key; those without one are left out. `Map.groupBy` came with Node 21, the policy host may run on 20. */
export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

export function violation({ urn }: Judged, path: string | null, message: string): Violation {
  return { urn, path, message };
}

/** One violation where `broken` holds, none otherwise. */
export function violationIf(
  broken: boolean,
  resource: Judged,
  path: string | null,
  message: string,
): readonly Violation[] {
  return broken ? [violation(resource, path, message)] : [];
}
