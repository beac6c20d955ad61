import * as pulumi from "@pulumi/pulumi";
import type { Tier } from "../../components/network/addresses";
import type { Operations } from "../../components/operations";

export const alarmTopicArn = "arn:aws:sns:ap-northeast-2:123456789012:alarms";
export const logsKeyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/logs";

/** As much of Operations as components attach their alarms and logs to. */
export const operations = {
  alarms: { arn: pulumi.output(alarmTopicArn) },
  keyArn: pulumi.output(logsKeyArn),
  retentionDays: { application: 90, audit: 365, archive: 730 },
} as unknown as Pick<Operations, "alarms" | "keyArn" | "retentionDays">;

/** A VPC with subnets called `subnet-<tier>-<zone>`. */
export function networkIn(zones: readonly string[]) {
  const inZones = (tier: Tier) => zones.map((zone) => pulumi.output(`subnet-${tier}-${zone}`));
  return {
    vpcId: pulumi.output("vpc-1"),
    subnetIds: {
      ...{ public: inZones("public"), app: inZones("app"), db: inZones("db") },
      ...{ cache: inZones("cache"), streaming: inZones("streaming") },
    },
  };
}
