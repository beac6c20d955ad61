/** What JavaScript writes into a string where a value was missing or was no text. */
const holes = /\bundefined\b|\[object Object\]|\bNaN\b|Calling \[toString\]/;

/** Paths of strings with a hole: a value that was not there when the string was made. */
export function holesIn(value: unknown, path = ""): readonly string[] {
  if (typeof value === "string") return holes.test(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    holesIn(inner, path === "" ? key : `${path}.${key}`),
  );
}
