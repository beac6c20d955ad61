import { instanceClass } from "../../../components/data-tier/postgres/instance-classes";
import { number, text } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { fixed, hoursPerMonth, shareAmong, used, type Line, type Pricer } from "./lines";
import { keyOf } from "./price-book";
import { uptime, whenUp } from "./uptime";

const instanceType = "aws:rds/instance:Instance";

/** With gp3, 3,000 operations and 125 MiB a second come with the storage, and from 400 GiB on four times as many. */
function storage({ inputs }: Resource, standby: boolean): readonly Line[] {
  const gib = number(inputs["allocatedStorage"]) ?? null;
  const type = text(inputs["storageType"]) ?? "of a kind that is not stated";
  const key = keyOf(`rds-${type}${standby ? "-multi-az" : ""}-gb-month`);
  const more = ["iops", "storageThroughput"].filter((property) => inputs[property] !== undefined);
  return [
    fixed(`storage ${type}${standby ? ", in two zones" : ""}`, key, gib),
    ...more.map((property) => fixed(`${property} of the storage`, null, null)),
  ];
}

/** Seven days of Database Insights are free; all else is paid by the processor. */
function insights({ inputs }: Resource, vcpus: number | null): readonly Line[] {
  const days = number(inputs["performanceInsightsRetentionPeriod"]) ?? 7;
  const isPaid = inputs["databaseInsightsMode"] === "advanced" || days > 7;
  return inputs["performanceInsightsEnabled"] === true && isPaid
    ? [fixed("Database Insights beyond seven days", "rds-insights-paid-vcpu-month", vcpus)]
    : [];
}

const instance: Pricer = ({ resource, resources, usage }) => {
  const { inputs } = resource;
  const standby = inputs["multiAz"] === true;
  const name = text(inputs["instanceClass"]) ?? "";
  const size = name.replace(/^db\./, "").replaceAll(".", "-");
  const share = shareAmong(resources, ({ type }) => type === instanceType);
  const part = uptime(inputs["identifier"], resources);
  return [
    fixed(
      `${name}${standby ? " and its standby" : ""}${whenUp(part)}`,
      inputs["engine"] === "postgres" ? keyOf(`rds-${size}${standby ? "-multi-az" : ""}-hour`) : null,
      hoursPerMonth * part,
    ),
    ...storage(resource, standby),
    ...insights(resource, instanceClass(name)?.vcpus ?? null),
    used("backups beyond the size of the database", "rds-backup-gb-month", usage.databaseBackupGb, share),
    ...((number(inputs["monitoringInterval"]) ?? 0) > 0
      ? [used("metrics of the operating system, as logs", "log-gb", usage.databaseMonitoringGb, share)]
      : []),
  ];
};

/** A proxy is paid by the processors of the instance behind it, two at least. */
const proxy: Pricer = ({ resource, resources }) => {
  const name = resource.inputs["name"];
  const target = resources.find(
    ({ type, inputs }) => type === "aws:rds/proxyTarget:ProxyTarget" && inputs["dbProxyName"] === name,
  );
  const behind = resources.find(
    ({ type, inputs }) =>
      type === instanceType &&
      inputs["identifier"] !== undefined &&
      inputs["identifier"] === target?.inputs["dbInstanceIdentifier"],
  );
  const vcpus = instanceClass(text(behind?.inputs["instanceClass"]) ?? "")?.vcpus;
  const hours = vcpus === undefined ? null : Math.max(2, vcpus) * hoursPerMonth;
  return [fixed("proxy, by the vCPUs of its database", "rds-proxy-vcpu-hour", hours)];
};

/** How PostgreSQL on RDS is paid for. */
export const rdsPricers: Readonly<Record<string, Pricer>> = {
  [instanceType]: instance,
  "aws:rds/proxy:Proxy": proxy,
};
