import { isDeepStrictEqual } from "node:util";
import { formatPath } from "../../infra/problems";
import { isRecord } from "../../policies/read";

/** A place where two values differ; what is not there on one side is undefined. */
export interface Difference {
  /** For example `tags.Name`, or `subnetIds[]` where a list has one item more or less. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Path = readonly PropertyKey[];

export function differences(from: unknown, to: unknown, path: Path = []): readonly Difference[] {
  if (isDeepStrictEqual(from, to)) return [];
  const [left, right] = [parsedDocument(from), parsedDocument(to)];
  if (isWords(left) && isWords(right)) return wordDifferences(left, right, formatPath(path));
  if (Array.isArray(left) && Array.isArray(right)) {
    const indexes = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index);
    return indexes.flatMap((index) => differences(left[index], right[index], [...path, index]));
  }
  if (isRecord(left) && isRecord(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
    return keys.flatMap((key) => differences(left[key], right[key], [...path, key]));
  }
  return [{ path: formatPath(path), from, to }];
}

/** Lists of ids and names are compared as sets: one more subnet is one change, not a shift of all behind it. */
function wordDifferences(
  from: readonly string[],
  to: readonly string[],
  path: string,
): readonly Difference[] {
  const removed = from.filter((word) => !to.includes(word));
  const added = to.filter((word) => !from.includes(word));
  if (removed.length + added.length === 0) return [{ path, from, to }];
  return [
    ...removed.map((word) => ({ path: `${path}[]`, from: word, to: undefined })),
    ...added.map((word) => ({ path: `${path}[]`, from: undefined, to: word })),
  ];
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

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
