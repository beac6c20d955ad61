import type * as pulumi from "@pulumi/pulumi";
import type { TargetGroup } from "../../edge/load-balancer/targets";
import { labelsOf } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { Site } from "../site";
import type { Workload } from "../workload";

export interface Targets {
  readonly group: Pick<TargetGroup, "arn" | "port" | "targetType">;
  readonly vpcId: pulumi.Input<string>;
}

/**
 * Has the controller keep a target group of the load balancer in step with a service. It names the group by its ARN, and
 * is therefore never rendered.
 */
export function targetGroupBinding(
  { name, port }: Workload,
  { namespace }: Site,
  targets: Targets,
): Manifest {
  return {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    // Group and kind of targets cannot change, so that others are another binding, made before this one goes:
    // https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/webhooks/elbv2/targetgroupbinding_validator.go
    metadata: {
      ...{ name: `${name}-${targets.group.targetType}-${String(targets.group.port)}`, namespace },
      labels: labelsOf(name),
    },
    spec: {
      serviceRef: { name, port },
      targetGroupARN: targets.group.arn,
      targetType: targets.group.targetType,
      vpcID: targets.vpcId,
    },
  };
}
