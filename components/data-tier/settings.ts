import { z } from "zod";
import { minuteOfDay } from "../clock";
import { refusing, whenSound, type Contradiction } from "../contradiction";
import { backupSettings } from "./backup/settings";
import { bucketsSettings } from "./buckets/settings";
import { kafkaSettings } from "./kafka/settings";
import { postgresSettings } from "./postgres/settings";
import { collide, dailyWindow, weeklyWindow } from "./postgres/windows";
import { redisSettings } from "./redis/settings";
import { registrySettings } from "./registry/settings";
import { secretsSettings } from "./secrets/settings";
import { tablesSettings } from "./tables/settings";

const mode = (service: string) =>
  z
    .enum(["managed", "in-cluster"])
    .default("managed")
    .meta({
      description: `Who runs it: \`managed\` is ${service}; \`in-cluster\` leaves it to the workloads, for environments that may lose their data.`,
      examples: ["managed"],
    });

export const dataTierSettings = z
  .strictObject({
    postgres: postgresSettings.safeExtend({ mode: mode("Amazon RDS") }).prefault({}),
    redis: redisSettings.safeExtend({ mode: mode("Amazon ElastiCache") }).prefault({}),
    kafka: kafkaSettings.safeExtend({ mode: mode("Amazon MSK") }).prefault({}),
    tables: tablesSettings.prefault({}),
    buckets: bucketsSettings.prefault({}),
    registry: registrySettings.prefault({}),
    secrets: secretsSettings.prefault({}),
    backup: backupSettings.prefault({}),
  })
  .superRefine(
    refusing(backupProblems),
    whenSound(
      ...["backup.enabled", "backup.at"],
      ...["postgres.mode", "postgres.backupWindow", "postgres.maintenanceWindow"],
    ),
  );

interface Windows {
  readonly backupWindow: string;
  readonly maintenanceWindow: string;
}

function backupProblems(settings: {
  readonly backup: { readonly enabled: boolean; readonly at: string };
  readonly postgres: Windows & { readonly mode: string };
}): readonly Contradiction[] {
  const { backup, postgres } = settings;
  if (!backup.enabled || postgres.mode !== "managed") return [];
  const busy = busyWindow(backup.at, postgres);
  if (busy === undefined) return [];
  const message = `begins within an hour, which falls into ${busy} of postgres: RDS takes no backup then`;
  return [{ path: ["backup", "at"], message, example: "05:30" }];
}

const hour = 60;

/**
 * What keeps RDS from a backup of AWS Backup at that time: its own, maintenance, and the hour before maintenance.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
function busyWindow(
  at: string,
  windows: Windows,
): "backupWindow" | "the hour before maintenanceWindow or itself" | undefined {
  const start = minuteOfDay(at);
  const [backup, maintenance] = [dailyWindow(windows.backupWindow), weeklyWindow(windows.maintenanceWindow)];
  if (start === undefined || backup === undefined || maintenance === undefined) return undefined;
  const job = { start, minutes: hour };
  if (collide(job, backup)) return "backupWindow";
  const guarded = { start: maintenance.start - hour, minutes: maintenance.minutes + hour };
  return collide(job, guarded) ? "the hour before maintenanceWindow or itself" : undefined;
}

/** Settings of everything that holds data, every default filled in. */
export type DataTierSettings = z.output<typeof dataTierSettings>;
