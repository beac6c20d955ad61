import type { ResourcePolicy } from "./policy";
import { onInstances, when } from "./rds-rule";
import { number, text } from "./read";

/** What a database survives. */
export const rdsDurabilityPolicies: readonly ResourcePolicy[] = [
  onInstances({
    id: "rds-in-two-zones",
    requirement: "A protected database has a standby in another zone.",
    controls: ["RDS-03", "RDS.5", "nag:RDS3"],
    severity: "medium",
    ofProtected: true,
    problem: ({ props }) =>
      when(props["multiAz"] !== true, "multiAz", "is not on: one zone can take it down"),
    brokenBy: [{ multiAz: false }],
  }),
  onInstances({
    id: "rds-protected-from-deletion",
    requirement: "RDS itself refuses to delete a protected database.",
    controls: ["RDS-05", "RDS.8", "nag:RDS10"],
    severity: "high",
    ofProtected: true,
    problem: ({ props }) => when(props["deletionProtection"] !== true, "deletionProtection", "is not on"),
    brokenBy: [{ deletionProtection: undefined }],
  }),
  onInstances({
    id: "rds-backed-up",
    requirement:
      "Every database is backed up daily; backups of a protected one are kept for 7 days or longer.",
    controls: ["RDS-08", "RDS.11", "nag:RDS13", "REL09-BP03"],
    severity: "medium",
    problem: ({ props, protect }) => {
      const [days, least] = [number(props["backupRetentionPeriod"]) ?? 0, protect ? 7 : 1];
      return when(
        days < least,
        "backupRetentionPeriod",
        `keeps backups for fewer than ${String(least)} days`,
      );
    },
    brokenBy: [{ backupRetentionPeriod: undefined }, { backupRetentionPeriod: 0 }],
  }),
  onInstances({
    id: "rds-snapshots-tagged",
    requirement: "Snapshots carry the tags of their database.",
    controls: ["RDS-10", "RDS.17"],
    severity: "low",
    problem: ({ props }) => when(props["copyTagsToSnapshot"] !== true, "copyTagsToSnapshot", "is not on"),
    brokenBy: [{ copyTagsToSnapshot: undefined }],
  }),
  onInstances({
    id: "rds-last-snapshot-kept",
    requirement: "A protected database leaves a last snapshot and its backups behind.",
    controls: ["RDS-18"],
    severity: "high",
    ofProtected: true,
    problem: ({ props }) =>
      when(props["skipFinalSnapshot"] === true, "skipFinalSnapshot", "is on") ??
      when(
        text(props["finalSnapshotIdentifier"]) === undefined,
        "finalSnapshotIdentifier",
        "is missing: RDS would refuse the deletion",
      ) ??
      when(
        props["deleteAutomatedBackups"] !== false,
        "deleteAutomatedBackups",
        "is not off: backups would go with the database",
      ),
    brokenBy: [
      { skipFinalSnapshot: true },
      { finalSnapshotIdentifier: undefined },
      { deleteAutomatedBackups: undefined },
    ],
  }),
  onInstances({
    id: "rds-storage-grows",
    requirement: "A database lies on gp3 storage that grows by itself.",
    controls: ["RDS-21", "FIN-03"],
    severity: "low",
    problem: ({ props }) =>
      when(props["storageType"] !== "gp3", "storageType", "is not gp3") ??
      when(
        (number(props["maxAllocatedStorage"]) ?? 0) <= (number(props["allocatedStorage"]) ?? 0),
        "maxAllocatedStorage",
        "is not above allocatedStorage: a full disk stops the database",
      ),
    brokenBy: [{ storageType: "gp2" }, { maxAllocatedStorage: undefined }, { maxAllocatedStorage: 100 }],
  }),
];
