import { z } from "zod";
import { usageSetting } from "./usage";
import { workingHoursSettings } from "./working-hours/settings";

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

export const operationsSettings = z.strictObject({
  alarmEmail: z
    .email()
    .optional()
    .meta({
      description: "Who gets the alarms by e-mail. The address must confirm the subscription once.",
      examples: ["oncall@urr.example.com"],
    }),
  retentionDays: retentionDays.prefault({}),
  workingHours: workingHoursSettings.optional().meta({
    description:
      "Hours in which the environment is up; outside of them it has no nodes and its database is stopped. Always up unless set.",
    examples: [{ days: "MON-FRI", from: "08:00", to: "20:00" }],
  }),
  usage: usageSetting.prefault({}),
});

/** Settings of Operations, every default filled in. */
export type OperationsSettings = z.output<typeof operationsSettings>;
