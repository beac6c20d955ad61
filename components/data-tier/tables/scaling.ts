import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface UnitRange {
  readonly min: number;
  readonly max: number;
}

/** Capacity of a table or an index. */
export interface Capacity {
  readonly read: UnitRange;
  readonly write: UnitRange;
}

export interface ScalingArgs {
  readonly kind: "table" | "index";
  /** `table/<table>` or `table/<table>/index/<index>`. */
  readonly resourceId: pulumi.Input<string>;
  readonly capacity: Capacity;
  /** Percent of the capacity that is kept in use. */
  readonly targetUtilization: number;
}

/** Moves the capacity of a table or index between its bounds, reads and writes each for themselves. */
export class Scaling extends Component {
  constructor(name: string, args: ScalingArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Scaling", name, opts);

    for (const direction of ["read", "write"] as const) {
      const word = direction === "read" ? "Read" : "Write";
      const { min, max } = args.capacity[direction];
      const target = new aws.appautoscaling.Target(
        this.named(direction),
        {
          serviceNamespace: "dynamodb",
          resourceId: args.resourceId,
          scalableDimension: `dynamodb:${args.kind}:${word}CapacityUnits`,
          minCapacity: min,
          maxCapacity: max,
        },
        this.within,
      );
      new aws.appautoscaling.Policy(
        this.named(`${direction}-policy`),
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          resourceId: target.resourceId,
          scalableDimension: target.scalableDimension,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${word}CapacityUtilization` },
            targetValue: args.targetUtilization,
          },
        },
        this.within,
      );
    }

    this.registerOutputs({});
  }
}
