import { isDeepStrictEqual } from "node:util";
import { formatPath } from "../../infra/problems";
import type { Change, PreviewResource, PropertyChange } from "./document";
import { replaces } from "./replacements";

type Path = readonly PropertyKey[];

/** What turns the resources of `before` into those of `after`, by URN. Components count only where they come or go. */
export function changesBetween(
  before: readonly PreviewResource[],
  after: readonly PreviewResource[],
): readonly Change[] {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const present = new Set(after.map(({ urn }) => urn));
  const appeared = after.flatMap((resource): Change[] => {
    const previous = old.get(resource.urn);
    if (previous === undefined) return [{ urn: resource.urn, action: "create", properties: [] }];
    const properties = propertyChanges(resource.type, previous.inputs, resource.inputs);
    if (properties.length === 0) return [];
    const action = properties.some((property) => property.replaces) ? "replace" : "update";
    return [{ urn: resource.urn, action, properties }];
  });
  const gone = before
    .filter(({ urn }) => !present.has(urn))
    .map(({ urn }): Change => ({ urn, action: "delete", properties: [] }));
  return [...appeared, ...gone].toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
}

function propertyChanges(type: string, from: unknown, to: unknown): PropertyChange[] {
  return differences(from, to, []).map(({ path, ...values }) => {
    const text = formatPath(path);
    return { path: text, ...values, replaces: replaces(type, text) };
  });
}

interface Difference {
  readonly path: Path;
  readonly from: unknown;
  readonly to: unknown;
}

function differences(from: unknown, to: unknown, path: Path): Difference[] {
  if (isDeepStrictEqual(from, to)) return [];
  const [left, right] = [parsedDocument(from), parsedDocument(to)];
  if (Array.isArray(left) && Array.isArray(right)) {
    const indexes = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index);
    return indexes.flatMap((index) => differences(left[index], right[index], [...path, index]));
  }
  if (isRecord(left) && isRecord(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
    return keys.flatMap((key) => differences(left[key], right[key], [...path, key]));
  }
  return [{ path, from, to }];
}

/** Policy documents are JSON in a string; what changed inside one is easier to read than two long strings. */
function parsedDocument(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
