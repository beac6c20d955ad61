/** What JavaScript writes into a string where a value was missing or was no text. */
const hole = /\bundefined\b|\[object Object\]|\bNaN\b|Calling \[toString\]/;

/** Properties that hold programs, in which those words mean something. */
const programs = new Set(["code", "content", "data", "stringData", "userData", "values"]);

/** Paths of strings with a hole: a value that was not there when the string was made. */
export function holesIn(value: unknown, path = ""): readonly string[] {
  if (typeof value === "string") return hole.test(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => !programs.has(key))
    .flatMap(([key, inner]) => holesIn(inner, path === "" ? key : `${path}.${key}`));
}
