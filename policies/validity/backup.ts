import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, number, records, text, violation, violationIf } from "../read";
import { types } from "../types";

/** For which AWS is paid once a backup is cold: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const coldDays = 90;

/** Six fields, of the days of a month and of a week one left open. */
const cron = /^cron\(\S+ \S+ (\? \S+ (?!\?)\S+|(?!\?)\S+ \S+ \?) \S+\)$/;

const plan = (rule: Readonly<Record<string, unknown>>) =>
  example(types.backupPlan, { rules: [{ ruleName: "daily", targetVaultName: "backups", ...rule }] });

export const backupPlansLegal: ResourcePolicy = {
  kind: "resource",
  id: "backups-plan-legal",
  requirement: `A backup rule has a name and times that AWS takes, and what has gone cold stays for ${String(coldDays)} days.`,
  controls: ["V-151"],
  severity: "high",
  appliesTo: [types.backupPlan],
  check: (one) =>
    records(one.props["rules"]).flatMap((rule, index) => {
      const path = `rules[${String(index)}]`;
      const schedule = text(rule["schedule"]);
      const copies = records(rule["copyActions"]).map((copy, number_) => ({
        path: `${path}.copyActions[${String(number_)}].lifecycle`,
        lifecycle: copy["lifecycle"],
      }));
      const tooSoon = [{ path: `${path}.lifecycle`, lifecycle: rule["lifecycle"] }, ...copies].filter(
        ({ lifecycle }) =>
          (number(at(lifecycle, "deleteAfter")) ?? Infinity) <
          (number(at(lifecycle, "coldStorageAfter")) ?? -Infinity) + coldDays,
      );
      const waits = number(rule["startWindow"]) ?? 60;
      return [
        ...violationIf(
          !/^[a-zA-Z0-9_.-]{1,50}$/.test(text(rule["ruleName"]) ?? ""),
          one,
          `${path}.ruleName`,
          "is not 1 to 50 letters, digits, dots, hyphens or underscores",
        ),
        ...violationIf(
          schedule !== undefined && !cron.test(schedule),
          one,
          `${path}.schedule`,
          "is not cron(minute hour day month weekday year) with ? for one of the days",
        ),
        ...violationIf(waits < 60, one, `${path}.startWindow`, "is shorter than the 60 minutes AWS asks for"),
        ...tooSoon.map((where) =>
          violation(
            one,
            where.path,
            `deletes backups before they have been cold for ${String(coldDays)} days`,
          ),
        ),
      ];
    }),
  violatedBy: [
    [plan({ ruleName: "every day" })],
    [plan({ schedule: "cron(30 5 * * *)" })],
    [plan({ schedule: "cron(30 5 * * * *)" })],
    [plan({ startWindow: 30 })],
    [plan({ lifecycle: { coldStorageAfter: 30, deleteAfter: 119 } })],
    [plan({ copyActions: [{ lifecycle: { coldStorageAfter: 1, deleteAfter: 35 } }] })],
  ],
  keptBy: [
    plan({
      schedule: "cron(30 5 * * ? *)",
      lifecycle: { deleteAfter: 35 },
      copyActions: [{ lifecycle: { deleteAfter: 35 } }],
    }),
    plan({ schedule: "cron(0 20 ? * SUN *)", lifecycle: { coldStorageAfter: 30, deleteAfter: 120 } }),
  ],
};
