import { z } from "zod";

/** The only values CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const days = z.literal(logRetentions);

const retentionDays = z.strictObject({
  application: days.default(90).meta({
    description: "Days that logs of services and functions stay in CloudWatch.",
    examples: [90],
  }),
  audit: days.default(365).meta({
    description: "Days that audit, flow and firewall logs stay in CloudWatch.",
    examples: [365],
  }),
  archive: z
    .int()
    .min(1)
    .max(3650)
    .default(730)
    .meta({
      description:
        "Days after which objects of the log archive are deleted. On the way they go to cheaper classes, where that pays.",
      examples: [730],
    }),
});

/** What an environment expects to use in a month. The preview prices what is stated and guesses nothing. */
export const usageSetting = z
  .strictObject({
    internetOutGb: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "GB that leave for the internet.", examples: [300] }),
    interZoneGb: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "GB between zones, each direction counted.", examples: [100] }),
    natGb: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "GB that NAT gateways process.", examples: [200] }),
    endpointGb: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "GB that interface endpoints process.", examples: [100] }),
    flowLogGb: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "GB of flow logs written.", examples: [20] }),
    logArchiveGb: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "GB kept in the log archive.", examples: [50] }),
    kmsRequests: z
      .number()
      .min(0)
      .optional()
      .meta({ description: "Requests to KMS keys.", examples: [100000] }),
  })
  .meta({ description: "Expected monthly usage, for the cost estimate.", examples: [{ natGb: 200 }] });

export const operationsSettings = z.strictObject({
  alarmEmail: z
    .email()
    .optional()
    .meta({
      description: "Who gets the alarms by e-mail. The address must confirm the subscription once.",
      examples: ["oncall@urr.example.com"],
    }),
  retentionDays: retentionDays.prefault({}),
  usage: usageSetting.prefault({}),
});

/** Settings of Operations, every default filled in. */
export type OperationsSettings = z.output<typeof operationsSettings>;
