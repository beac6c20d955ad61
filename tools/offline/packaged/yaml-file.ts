import type { Expansion } from "./expansion";

/** Objects of a file that stands on the internet: whoever does not fetch it cannot tell them. */
export function expandYamlFile(): Expansion {
  return { children: [], outputs: () => ({ resources: [] }) };
}
