import { collide, dailyWindow, weeklyWindow } from "../../components/data-tier/postgres/windows";
import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { number, text, violationIf, type Props } from "../read";
import { types } from "../types";

const instance = (props: Props) => example(types.dbInstance, props);
const instances = (...all: readonly Props[]) => all.map((props) => [instance(props)]);

export const rdsMonitoringLegal: ResourcePolicy = {
  kind: "resource",
  id: "rds-monitoring-legal",
  requirement: "Intervals and retentions of a database are ones that RDS offers.",
  controls: ["V-86"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (one) => {
    const { props } = one;
    const interval = number(props["monitoringInterval"]) ?? 0;
    const backups = number(props["backupRetentionPeriod"]) ?? 0;
    const insights = number(props["performanceInsightsRetentionPeriod"]) ?? 7;
    return [
      ...violationIf(
        ![0, 1, 5, 10, 15, 30, 60].includes(interval),
        one,
        "monitoringInterval",
        "is not 0, 1, 5, 10, 15, 30 or 60",
      ),
      ...violationIf(
        interval > 0 && props["monitoringRoleArn"] === undefined,
        one,
        "monitoringRoleArn",
        "is missing",
      ),
      ...violationIf(backups < 0 || backups > 35, one, "backupRetentionPeriod", "is not from 0 to 35"),
      ...violationIf(
        insights !== 7 && insights !== 731 && (insights % 31 !== 0 || insights <= 0 || insights > 713),
        one,
        "performanceInsightsRetentionPeriod",
        "is neither 7 nor 731 nor a multiple of 31 up to 713",
      ),
      ...violationIf(
        props["databaseInsightsMode"] === "advanced" && insights < 465,
        one,
        "performanceInsightsRetentionPeriod",
        "is shorter than the 465 days of the mode advanced",
      ),
    ];
  },
  violatedBy: instances(
    { monitoringInterval: 20, monitoringRoleArn: "arn:aws:iam::123456789012:role/m" },
    { monitoringInterval: 60 },
    { backupRetentionPeriod: 36 },
    { performanceInsightsRetentionPeriod: 90 },
    { databaseInsightsMode: "advanced", performanceInsightsRetentionPeriod: 7 },
  ),
  keptBy: [
    instance({ monitoringInterval: 60, monitoringRoleArn: "arn:aws:iam::123456789012:role/m" }),
    instance({ performanceInsightsRetentionPeriod: 93, backupRetentionPeriod: 35 }),
    instance({ databaseInsightsMode: "advanced", performanceInsightsRetentionPeriod: 465 }),
  ],
};

export const rdsStorageLegal: ResourcePolicy = {
  kind: "resource",
  id: "rds-storage-legal",
  requirement: "More operations or throughput than gp3 begins with are bought from 400 GiB on.",
  controls: ["V-87"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (one) =>
    ["iops", "storageThroughput"].flatMap((path) =>
      violationIf(
        one.props[path] !== undefined &&
          one.props["storageType"] === "gp3" &&
          (number(one.props["allocatedStorage"]) ?? 400) < 400,
        one,
        path,
        "is set although the storage has less than 400 GiB",
      ),
    ),
  violatedBy: instances({ storageType: "gp3", allocatedStorage: 100, iops: 12_000 }),
  keptBy: [
    instance({ storageType: "gp3", allocatedStorage: 400, iops: 12_000 }),
    instance({ storageType: "gp3", allocatedStorage: 100 }),
    instance({ storageType: "io2", allocatedStorage: 100, iops: 3000 }),
  ],
};

export const rdsDestroyable: ResourcePolicy = {
  kind: "resource",
  id: "rds-destroyable",
  requirement: "A database says what becomes of its data when it is deleted, in a name that RDS takes.",
  controls: ["V-88", "V-80"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (one) => {
    const name = text(one.props["finalSnapshotIdentifier"]);
    return [
      ...violationIf(
        name === undefined && one.props["skipFinalSnapshot"] !== true,
        one,
        "finalSnapshotIdentifier",
        "is missing although skipFinalSnapshot is not on: RDS refuses the deletion",
      ),
      ...violationIf(
        name !== undefined && (name.length > 255 || !/^[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*$/.test(name)),
        one,
        "finalSnapshotIdentifier",
        "must be letters and digits joined by single hyphens, a letter first",
      ),
    ];
  },
  violatedBy: instances({}, { finalSnapshotIdentifier: "last--1" }, { finalSnapshotIdentifier: "1-last" }),
  keptBy: [
    instance({ skipFinalSnapshot: true }),
    instance({ finalSnapshotIdentifier: "urr-prod-last-0a1b" }),
  ],
};

export const rdsWindowsApart: ResourcePolicy = {
  kind: "resource",
  id: "rds-windows-apart",
  requirement: "The windows for backups and for maintenance have half an hour or more and do not overlap.",
  controls: ["V-89"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (one) => {
    const [backup, maintenance] = [text(one.props["backupWindow"]), text(one.props["maintenanceWindow"])];
    const ofDay = backup === undefined ? undefined : dailyWindow(backup);
    const ofWeek = maintenance === undefined ? undefined : weeklyWindow(maintenance.toLowerCase());
    const wrong = (given: string | undefined, read: { readonly minutes: number } | undefined) =>
      given !== undefined && (read === undefined || read.minutes < 30);
    return [
      ...violationIf(wrong(backup, ofDay), one, "backupWindow", "is no window of 30 minutes or more"),
      ...violationIf(
        wrong(maintenance, ofWeek),
        one,
        "maintenanceWindow",
        "is no window of 30 minutes or more",
      ),
      ...violationIf(
        ofDay !== undefined && ofWeek !== undefined && collide(ofDay, ofWeek),
        one,
        "maintenanceWindow",
        "overlaps the backup window",
      ),
    ];
  },
  violatedBy: instances(
    { backupWindow: "18:00-18:15" },
    { maintenanceWindow: "19:00-20:00" },
    { backupWindow: "18:00-19:00", maintenanceWindow: "Sat:18:30-Sat:19:30" },
  ),
  keptBy: [instance({ backupWindow: "18:00-19:00", maintenanceWindow: "sat:19:00-sat:20:00" })],
};
