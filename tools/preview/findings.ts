import { compareText } from "../../policies/order";
import type { Settings } from "../../infra/settings";
import { allPolicies } from "../../policies/all";
import { exceptions } from "../../policies/exceptions";
import { judge } from "../../policies/judge";
import type { Resource } from "../offline/resource";
import type { Finding } from "../../policies/finding";
import { asJudged } from "./judged";
import { notices, type Surroundings } from "./notices";

/** Everything there is to say about a stack: what the policies find, and what its file leaves open. */
export function findingsOf(
  settings: Settings,
  resources: readonly Resource[],
  surroundings: Surroundings,
): readonly Finding[] {
  return [
    ...judge(asJudged(resources), allPolicies, exceptions),
    ...notices(settings, surroundings),
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
