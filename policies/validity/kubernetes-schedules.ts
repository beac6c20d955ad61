import { isSchedule } from "../cron";
import { object } from "../kubernetes-example";
import { kubernetesTypes } from "../kubernetes-types";
import type { ResourcePolicy } from "../policy";
import { at, text, violationIf } from "../read";

const { cronJob } = kubernetesTypes;
const job = (schedule: unknown, timeZone?: string) =>
  object(cronJob, "job", { spec: { schedule, timeZone } });

/** Names of time zones that the host knows; Kubernetes has the same list. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const schedulesLegal: ResourcePolicy = {
  kind: "resource",
  id: "cron-jobs-schedules-legal",
  requirement: "A CronJob has a schedule of five fields, and a time zone that exists where it has one.",
  controls: ["k8s:CronJob"],
  severity: "high",
  appliesTo: [cronJob],
  check: (one) => {
    const zone = at(one.props, "spec.timeZone");
    return [
      ...violationIf(
        !isSchedule(text(at(one.props, "spec.schedule")) ?? ""),
        one,
        "spec.schedule",
        "is no schedule such as 0 3 * * *; Sunday is 0, and the time zone has a field of its own",
      ),
      ...violationIf(
        zone !== undefined && !isTimeZone(text(zone) ?? ""),
        one,
        "spec.timeZone",
        "is no time zone such as Asia/Seoul",
      ),
    ];
  },
  violatedBy: [[job("daily")], [job(undefined)], [job("0 3 * * 7")], [job("0 3 * * *", "Asia/Suwon")]],
  keptBy: [job("0 3 * * *"), job("@hourly", "Asia/Seoul")],
};
