import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, list, number, records, violation, violationIf } from "../read";
import { types } from "../types";

const day = 86_400;

export const alarmsLegal: ResourcePolicy = {
  kind: "resource",
  id: "alarms-legal",
  requirement: "An alarm's periods, actions and times are ones that CloudWatch takes.",
  controls: ["V-149"],
  severity: "high",
  appliesTo: [types.metricAlarm],
  check: (alarm) => {
    const { props } = alarm;
    const evaluations = number(props["evaluationPeriods"]) ?? 1;
    const periods = [
      number(props["period"]),
      ...records(props["metricQueries"]).flatMap((query) => [
        number(query["period"]),
        number(at(query, "metric.period")),
      ]),
    ].filter((period) => period !== undefined);
    return [
      ...["alarmActions", "okActions", "insufficientDataActions"]
        .filter((kind) => list(props[kind]).length > 5)
        .map((kind) => violation(alarm, kind, "has more than five actions")),
      ...violationIf(
        periods.some((period) => ![10, 20, 30].includes(period) && (period % 60 !== 0 || period <= 0)),
        alarm,
        "period",
        "is not 10, 20, 30 or a multiple of 60 seconds",
      ),
      ...violationIf(
        (number(props["datapointsToAlarm"]) ?? 1) > evaluations,
        alarm,
        "datapointsToAlarm",
        "is more than evaluationPeriods",
      ),
      ...violationIf(
        periods.some((period) => period * evaluations > (period >= 3600 ? 7 * day : day)),
        alarm,
        "evaluationPeriods",
        "looks back for longer than a day, or a week with periods of an hour or more",
      ),
    ];
  },
  violatedBy: [
    [example(types.metricAlarm, { alarmActions: Array.from({ length: 6 }, (_, n) => `arn-${String(n)}`) })],
    [example(types.metricAlarm, { period: 90, metricQueries: [{ period: 60 }] })],
    [example(types.metricAlarm, { period: 0 })],
    [example(types.metricAlarm, { evaluationPeriods: 2, datapointsToAlarm: 3 })],
    [example(types.metricAlarm, { period: 300, evaluationPeriods: 289, metricQueries: [{ period: 60 }] })],
    [example(types.metricAlarm, { metricQueries: [{ metric: { period: 45 } }] })],
  ],
  keptBy: [
    example(types.metricAlarm, { period: 300, evaluationPeriods: 3, datapointsToAlarm: 3 }),
    example(types.metricAlarm, { period: 10, evaluationPeriods: 1 }),
    example(types.metricAlarm, { period: 300, evaluationPeriods: 288 }),
    example(types.metricAlarm, { period: 3600, evaluationPeriods: 168 }),
    example(types.metricAlarm, { alarmActions: Array.from({ length: 5 }, (_, n) => `arn-${String(n)}`) }),
  ],
};
