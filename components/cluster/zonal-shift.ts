import type * as pulumi from "@pulumi/pulumi";

/**
 * Lets AWS move the control plane's traffic out of a zone that fails. The packaged cluster has no argument for it, so
 * that its child is given one. https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
 */
export const zonalShift: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:eks/cluster:Cluster"
    ? { props: { ...(props as object), zonalShiftConfig: { enabled: true } }, opts }
    : undefined;
