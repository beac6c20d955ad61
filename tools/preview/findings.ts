import type { Settings } from "../../infra/settings";
import { allPolicies } from "../../policies/all";
import { exceptions } from "../../policies/exceptions";
import { judge } from "../../policies/judge";
import type { Resource } from "../offline/resource";
import type { Finding } from "../../policies/finding";
import { notices, type Surroundings } from "./notices";

/** Everything there is to say about a stack: what the policies find, and what its file leaves open. */
export function findingsOf(
  settings: Settings,
  resources: readonly Resource[],
  surroundings: Surroundings,
): readonly Finding[] {
  const judged = resources.map(({ inputs, outputs, id, ...resource }) => ({
    ...resource,
    id: id ?? undefined,
    props: { ...inputs, ...outputs },
  }));
  return [...judge(judged, allPolicies, exceptions), ...notices(settings, surroundings)].toSorted(byUrn);
}

/** By URN as everything in the document, those of the whole stack first; then by policy. */
export function byUrn(a: Finding, b: Finding): number {
  return order(a.urn ?? "", b.urn ?? "") || order(a.policy, b.policy) || order(a.path ?? "", b.path ?? "");
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
