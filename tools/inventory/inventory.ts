import type { Resource } from "../offline/resource";

/**
 * The names of everything in a stack, sorted: a rename, which replaces a resource, shows in a review as a changed line.
 */
export function inventoryOf(resources: readonly Pick<Resource, "type" | "name" | "origin">[]): string {
  const lines = resources.map(
    ({ type, name, origin }) => `${name}  ${type}${origin === "derived" ? "  derived" : ""}`,
  );
  return `${lines.toSorted().join("\n")}\n`;
}

export function inventoryFileOf(stack: string): string {
  return `test/inventory/${stack}.txt`;
}
