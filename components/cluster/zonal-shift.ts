import type * as pulumi from "@pulumi/pulumi";

/**
 * Whether AWS may move the control plane's traffic out of a zone that fails. The packaged cluster has no argument for
 * it, so that its child is given one, also where it is off: EKS takes a change of the switch, not its disappearance.
 * https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
 */
export function zonalShift(enabled: boolean): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === "aws:eks/cluster:Cluster"
      ? { props: { ...(props as object), zonalShiftConfig: { enabled } }, opts }
      : undefined;
}
