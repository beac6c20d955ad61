import { compareText } from "../../policies/order";
import { allPolicies } from "../../policies/all";
import { exceptions } from "../../policies/exceptions";
import { judge } from "../../policies/judge";
import type { Finding } from "../../policies/finding";
import type { Judged } from "../../policies/policy";
import type { Stack } from "../project/stack";
import { surroundingNotices, type Surroundings } from "./notices";

/**
 * Everything there is to say about a stack: what the policies find, and what its file leaves open.
 *
 * @param resources with what Argo CD brings.
 */
export function findingsOf(
  { notices }: Pick<Stack, "notices">,
  resources: readonly Judged[],
  surroundings: Surroundings,
): readonly Finding[] {
  return [
    ...judge(resources, allPolicies, exceptions),
    ...notices,
    ...surroundingNotices(surroundings),
  ].toSorted(bySubject);
}

/** By URN as everything in the document, those of the whole stack first; then by policy. */
export function bySubject(a: Finding, b: Finding): number {
  return (
    compareText(a.urn ?? "", b.urn ?? "") ||
    compareText(a.policy, b.policy) ||
    compareText(a.path ?? "", b.path ?? "")
  );
}
