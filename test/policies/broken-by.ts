import { allPolicies } from "../../policies/all";
import { judge } from "../../policies/judge";
import { asJudged } from "../../tools/preview/judged";
import type { Resource } from "../../tools/offline/resource";

/** Ids of the policies that a resource breaks once some of its inputs are others. */
export async function brokenBy(
  captured: Promise<readonly Resource[]>,
  name: string,
  changed: Resource["inputs"] = {},
): Promise<readonly string[]> {
  const resources = (await captured).map((one) =>
    one.name === name
      ? { ...one, inputs: { ...one.inputs, ...changed }, outputs: { ...one.outputs, ...changed } }
      : one,
  );
  return judge(asJudged(resources), allPolicies, [])
    .filter(({ status, urn }) => status === "open" && urn?.endsWith(`::${name}`))
    .map(({ policy }) => policy);
}
