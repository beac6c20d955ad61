import { z } from "zod";
import { timeOfDay } from "../../clock";
import { refusing, whenSound } from "../../contradiction";

const days = z.int().min(1).max(36_500);

/** What has been moved to cold storage is paid for 90 days: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const coldDays = 90;

const monthly = z
  .strictObject({
    keepDays: days.default(365).meta({
      description: "Days that the backup of the first of a month is kept.",
      examples: [365],
    }),
    coldAfterDays: days.optional().meta({
      description:
        "Days after which it moves to cold storage, where AWS offers that: tables can, databases and buckets cannot.",
      examples: [30],
    }),
  })
  .superRefine(
    refusing(({ keepDays, coldAfterDays }) => {
      if (coldAfterDays === undefined || keepDays >= coldAfterDays + coldDays) return [];
      const message = `is less than coldAfterDays and ${String(coldDays)} days, for which cold storage is paid`;
      return [{ path: ["keepDays"], message, example: coldAfterDays + coldDays }];
    }),
    whenSound("keepDays", "coldAfterDays"),
  );

export const backupSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether AWS Backup keeps copies of databases, tables and uploads, beside what these services keep themselves.",
      examples: [true],
    }),
  // An RDS instance takes no other backup in its own window, nor in the hour before its maintenance.
  at: z
    .string()
    .regex(timeOfDay, "must be of the form hh:mm, in Korean time")
    .default("05:30")
    .meta({
      description:
        "When backups start, in Korean time, within an hour: outside the database's own backup window, and no hour before its maintenance.",
      examples: ["05:30"],
    }),
  daily: z
    .strictObject({
      keepDays: days.default(35).meta({
        description: "Days that a daily backup is kept.",
        examples: [35],
      }),
    })
    .prefault({})
    .meta({ description: "The backup of every day.", examples: [{ keepDays: 35 }] }),
  monthly: monthly
    .prefault({})
    .meta({ description: "The backup of the first of a month.", examples: [{ keepDays: 365 }] }),
  copyTo: z
    .strictObject({
      region: z
        .string()
        .regex(/^[a-z]{2}-[a-z]+-\d$/, "is no region of AWS")
        .meta({ description: "Region that holds the copies.", examples: ["ap-northeast-1"] }),
      keepDays: days.default(35).meta({ description: "Days that a copy is kept.", examples: [35] }),
    })
    .optional()
    .meta({
      description:
        "Copies every backup to another region, for the day on which this one is gone. Off unless set.",
      examples: [{ region: "ap-northeast-1" }],
    }),
  lock: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Whether nobody may delete a backup before its time. Who may manage the vault can take the lock off again.",
      examples: [true],
    }),
});

/** Settings of AWS Backup, every default filled in. */
export type BackupSettings = z.output<typeof backupSettings>;
