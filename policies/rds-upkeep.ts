import type { ResourcePolicy } from "./policy";
import { onInstances, when } from "./rds-rule";
import { number, text, texts } from "./read";

/** How a database is looked after, and what that costs. */
export const rdsUpkeepPolicies: readonly ResourcePolicy[] = [
  onInstances({
    id: "rds-system-monitored",
    requirement: "RDS looks at the operating system of every database at least once a minute.",
    controls: ["RDS-04", "RDS.6"],
    severity: "low",
    problem: ({ props }) =>
      when(
        (number(props["monitoringInterval"]) ?? 0) === 0 || text(props["monitoringRoleArn"]) === undefined,
        "monitoringInterval",
        "is off, or has no role to write with",
      ),
    brokenBy: [
      { monitoringInterval: undefined },
      { monitoringInterval: 0 },
      { monitoringRoleArn: undefined },
    ],
  }),
  onInstances({
    id: "rds-logs-exported",
    requirement: "A database sends the logs of its server and its upgrades to CloudWatch.",
    controls: ["RDS-06", "RDS.9", "RDS.36"],
    severity: "medium",
    problem: ({ props }) => {
      const exported = texts(props["enabledCloudwatchLogsExports"]);
      const missing = ["postgresql", "upgrade"].filter((log) => !exported.includes(log));
      return when(missing.length > 0, "enabledCloudwatchLogsExports", `lacks ${missing.join(" and ")}`);
    },
    brokenBy: [{ enabledCloudwatchLogsExports: undefined }, { enabledCloudwatchLogsExports: ["postgresql"] }],
  }),
  onInstances({
    id: "rds-minors-upgraded",
    requirement: "RDS installs new minor versions by itself.",
    controls: ["RDS-09", "RDS.13"],
    severity: "high",
    problem: ({ props }) =>
      when(props["autoMinorVersionUpgrade"] === false, "autoMinorVersionUpgrade", "is off: holes stay open"),
    brokenBy: [{ autoMinorVersionUpgrade: false }],
  }),
  onInstances({
    id: "rds-insights-on",
    requirement: "Database Insights tells what every database is busy with.",
    controls: ["RDS-20"],
    severity: "low",
    problem: ({ props }) =>
      when(props["performanceInsightsEnabled"] !== true, "performanceInsightsEnabled", "is not on"),
    brokenBy: [{ performanceInsightsEnabled: undefined }],
  }),
  onInstances({
    id: "rds-support-is-not-extended",
    requirement: "No database slips into extended support, which is paid by the processor and hour.",
    controls: ["FIN-02"],
    severity: "high",
    problem: ({ props }) =>
      when(
        props["engineLifecycleSupport"] !== "open-source-rds-extended-support-disabled",
        "engineLifecycleSupport",
        "is not open-source-rds-extended-support-disabled",
      ),
    brokenBy: [{ engineLifecycleSupport: undefined }],
  }),
  onInstances({
    id: "rds-on-graviton",
    requirement: "A database runs on AWS's own processors, which give more for the money.",
    controls: ["FIN-06"],
    severity: "low",
    problem: ({ props }) =>
      when(
        !/^db\.[a-z]+\d+g[a-z]*\./.test(text(props["instanceClass"]) ?? "db.r7g.large"),
        "instanceClass",
        "is of another processor; its family with a g costs less",
      ),
    brokenBy: [{ instanceClass: "db.t3.medium" }, { instanceClass: "db.r6i.large" }],
  }),
];
