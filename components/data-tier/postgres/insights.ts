import type * as pulumi from "@pulumi/pulumi";
import type { PostgresSettings } from "./settings";

/** Arguments of an instance for Database Insights, which are still called Performance Insights in part. */
export function insightsOf(
  { mode, retentionDays }: PostgresSettings["insights"],
  keyArn: pulumi.Input<string>,
) {
  if (mode === "off") return { performanceInsightsEnabled: false };
  return {
    databaseInsightsMode: mode,
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: retentionDays,
    performanceInsightsKmsKeyId: keyArn,
  };
}
