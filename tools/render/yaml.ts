import { stringify } from "yaml";
import type { Manifest } from "../../components/workloads/manifests/manifest";

/** Begins every file that is written here, and tells it from others. */
export const mark = "# Written by `npm run render";

/**
 * Objects as a file of YAML, their keys in the order in which they were built.
 *
 * Kubernetes reads YAML 1.1, in which `on` and `1:30` are no text, other tools read 1.2: what either takes for something
 * else stands in quotes.
 */
export function fileText(stack: string, manifests: readonly Manifest[]): string {
  const head = `${mark} -- ${stack}\`. A change here is lost: change the stack file or the program, and render again.\n`;
  return head + manifests.map((manifest) => `---\n${yamlOf(manifest)}`).join("");
}

function yamlOf(manifest: Manifest): string {
  return stringify(manifest, {
    compat: "yaml-1.1",
    lineWidth: 0,
    // An anchor saves a line and costs whoever reads it two.
    aliasDuplicateObjects: false,
  });
}
