import { edgePolicies, edgeValidity } from "../../policies/edge";
import { judge } from "../../policies/judge";
import type { Judged } from "../../policies/policy";
import type { Props } from "../../policies/read";

/** What becomes of a resource's properties. */
export type Change = (props: Props) => Props;
/** What is wrong then, with which resources, and the policy that says so. */
export type Case = readonly [what: string, type: string, change: Change, policy: string];

/** Policies of the edge that are broken once the resources of a type are others. */
export function edgeBrokenBy(
  resources: readonly Judged[],
  type: string,
  change: Change = () => ({}),
): readonly string[] {
  const changed = resources.map((one) =>
    one.type === type ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
  );
  return judge(changed, [...edgePolicies, ...edgeValidity], [])
    .filter(({ status }) => status === "open")
    .map(({ policy }) => policy);
}
