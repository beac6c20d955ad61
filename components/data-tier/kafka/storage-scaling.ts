import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface StorageScalingArgs {
  readonly clusterArn: pulumi.Input<string>;
  readonly maxGib: number;
}

/** AWS advises 50 to 60: a disk grows once in six hours only. https://docs.aws.amazon.com/msk/latest/developerguide/msk-autoexpand-details.html */
const targetPercent = 60;

/** Grows the brokers' disks; MSK never shrinks them. */
export class StorageScaling extends Component {
  constructor(name: string, args: StorageScalingArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:StorageScaling", name, opts);

    const target = new aws.appautoscaling.Target(
      this.named("target"),
      {
        serviceNamespace: "kafka",
        scalableDimension: "kafka:broker-storage:VolumeSize",
        resourceId: args.clusterArn,
        minCapacity: 1,
        maxCapacity: args.maxGib,
      },
      this.within,
    );
    new aws.appautoscaling.Policy(
      this.named("policy"),
      {
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
          targetValue: targetPercent,
          disableScaleIn: true,
        },
      },
      this.within,
    );

    this.registerOutputs({});
  }
}
