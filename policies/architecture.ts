export type Architecture = "arm64" | "x86_64";

/**
 * The architecture of an instance type by its name; undefined for what is no name of a type.
 *
 * AWS marks its Graviton processors by a `g` after the generation, except in the first family that had them. The `g`
 * in front, as in `g5`, stands for graphics: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture | undefined {
  const [, series, generation, options] =
    /^([a-z]+)(\d+)([a-z-]*[a-z\d]*)\.[a-z0-9-]+$/.exec(instanceType) ?? [];
  if (series === undefined) return undefined;
  const isGraviton = (options ?? "").includes("g") || `${series}${generation ?? ""}` === "a1";
  return isGraviton ? "arm64" : "x86_64";
}

/** The architecture of an image for nodes, e.g. `AL2023_ARM_64_STANDARD`; undefined for one of our own making. */
export function architectureOfImage(amiType: string): Architecture | undefined {
  if (amiType === "CUSTOM") return undefined;
  return amiType.includes("ARM_64") ? "arm64" : "x86_64";
}
