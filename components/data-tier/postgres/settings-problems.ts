import type { Contradiction } from "../../contradiction";
import type { PostgresSettings } from "./settings";
import { textsCollide } from "./windows";

const problem = (path: Contradiction["path"], message: string, example: unknown): Contradiction => ({
  path,
  message,
  example,
});

/** Growing by less than this is a step that RDS does not take: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
const leastGrowth = 1.26;

export function storageProblems({
  storage: { gib, maxGib },
}: Pick<PostgresSettings, "storage">): readonly Contradiction[] {
  const least = Math.ceil(gib * leastGrowth);
  return maxGib >= least
    ? []
    : [
        problem(
          ["storage", "maxGib"],
          `leaves ${String(gib)} GiB no room to grow; ${String(least)} is the least`,
          least,
        ),
      ];
}

export function windowProblems({
  backupWindow,
  maintenanceWindow,
}: Pick<PostgresSettings, "backupWindow" | "maintenanceWindow">): readonly Contradiction[] {
  return textsCollide(backupWindow, maintenanceWindow)
    ? [problem(["maintenanceWindow"], `overlaps the backup window ${backupWindow}`, "sun:04:00-sun:05:00")]
    : [];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Considerations.html */
export function insightProblems({
  insights: { mode, retentionDays },
}: Pick<PostgresSettings, "insights">): readonly Contradiction[] {
  const path = ["insights", "retentionDays"];
  if (mode === "advanced" && retentionDays !== 465)
    return [problem(path, "must be 465 with the mode advanced, which keeps 15 months", 465)];
  const legal =
    retentionDays === 7 || retentionDays === 731 || (retentionDays % 31 === 0 && retentionDays <= 713);
  return mode === "standard" && !legal
    ? [problem(path, "is neither 7 nor 731 nor a multiple of 31 up to 713", 7)]
    : [];
}

export function poolProblems({ pool }: Pick<PostgresSettings, "pool">): readonly Contradiction[] {
  return pool.maxIdleConnectionsPercent > pool.maxConnectionsPercent
    ? [
        problem(
          ["pool", "maxIdleConnectionsPercent"],
          `is more than the ${String(pool.maxConnectionsPercent)} % that may be open`,
          50,
        ),
      ]
    : [];
}

/** A user has one secret, which names one database. */
export function userProblems({
  databases,
  iamUsers,
  masterUser,
}: Pick<PostgresSettings, "databases" | "iamUsers" | "masterUser">): readonly Contradiction[] {
  const owners = Object.entries(databases).flatMap(([database, names]) =>
    names.map((name, index) => ({ name, path: ["databases", database, index] })),
  );
  const all = [...owners, ...Object.keys(iamUsers).map((name) => ({ name, path: ["iamUsers", name] }))];
  const twice = all.flatMap(({ name, path }, index) => {
    if (name === masterUser) return [problem(path, "is the master user, which no service uses", "ticket")];
    return all.findIndex((other) => other.name === name) === index
      ? []
      : [problem(path, `is a user already; a user has one database`, `${name}_2`)];
  });
  const homeless = Object.entries(iamUsers)
    .filter(
      ([name, database]) => databases[database] === undefined && !twice.some(({ path }) => path[1] === name),
    )
    .map(([name, database]) =>
      problem(
        ["iamUsers", name],
        `names ${database}, which is not among the databases`,
        Object.keys(databases)[0],
      ),
    );
  return [...twice, ...homeless];
}

export function parameterProblems({
  parameters,
}: Pick<PostgresSettings, "parameters">): readonly Contradiction[] {
  return [
    { name: "rds.force_ssl", reason: "stays on: connections without TLS are refused" },
    { name: "log_min_duration_statement", reason: "has a setting of its own, slowQueryMs" },
  ]
    .filter(({ name }) => parameters[name] !== undefined)
    .map(({ name, reason }) => problem(["parameters", name], reason, { work_mem: 16384 }));
}
