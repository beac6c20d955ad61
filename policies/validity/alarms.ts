import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, list, number, records, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const day = 86_400;

/**
 * What is wrong with the queries of an alarm on metric math.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-search-expressions.html
 */
function mathProblems(props: Props): readonly string[] {
  const queries = records(props["metricQueries"]);
  if (queries.length === 0) return [];
  const ids = queries.map(({ id }) => text(id) ?? "");
  const expressions = queries.flatMap(({ expression }) => text(expression) ?? []);
  const unknown = expressions
    // A query of Metrics Insights has names of its own, and asks no other query.
    .filter((expression) => !/^SELECT\s/.test(expression))
    // Functions are upper case, so that what begins with a small letter is the id of another query.
    .flatMap((expression) => [...expression.matchAll(/\b[a-z]\w*\b/g)].map(([id]) => id))
    .filter((id) => !ids.includes(id));
  return [
    ...ids
      .filter((id) => !/^[a-z]\w*$/.test(id))
      .map((id) => `has the id ${id}, which CloudWatch does not take`),
    ...unknown.map((id) => `speaks of ${id}, which is no query of this alarm`),
    ...(expressions.some((expression) => /\bSEARCH\s*\(/.test(expression))
      ? ["search for metrics, which no alarm can; SELECT … FROM SCHEMA(…) can"]
      : []),
    ...(queries.filter(({ returnData }) => returnData === true).length === 1
      ? []
      : ["need exactly one that returns data"]),
    ...(props["metricName"] === undefined
      ? []
      : ["stand beside a metricName; CloudWatch takes one or the other"]),
  ];
}

const query = (id: string) => ({
  id,
  metric: { namespace: "AWS/NATGateway", metricName: "Drops", period: 300 },
});
const ratio = (expression: string) => ({ id: "ratio", expression, returnData: true });

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
      ...mathProblems(props).map((message) => violation(alarm, "metricQueries", message)),
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
    [example(types.metricAlarm, { period: 90 })],
    [example(types.metricAlarm, { period: 0 })],
    [example(types.metricAlarm, { evaluationPeriods: 2, datapointsToAlarm: 3 })],
    [example(types.metricAlarm, { period: 300, evaluationPeriods: 289 })],
    [example(types.metricAlarm, { metricQueries: [{ id: "m", returnData: true, metric: { period: 45 } }] })],
    [example(types.metricAlarm, { metricQueries: [ratio("a / b"), query("a")] })],
    [example(types.metricAlarm, { metricQueries: [ratio("a / 2"), query("a"), { ...query("Bad-Id") }] })],
    [example(types.metricAlarm, { metricQueries: [query("a")] })],
    [example(types.metricAlarm, { metricQueries: [ratio("MAX(SEARCH('{Line,EVENT} Age', 'Maximum'))")] })],
    [
      example(types.metricAlarm, {
        metricName: "Drops",
        metricQueries: [{ ...query("a"), returnData: true }],
      }),
    ],
  ],
  keptBy: [
    example(types.metricAlarm, {
      metricQueries: [ratio("IF(a > 5, 100 * b / a, 0)"), query("a"), query("b")],
    }),
    example(types.metricAlarm, { metricQueries: [ratio('SELECT MAX(Age) FROM SCHEMA("Line", event)')] }),
    example(types.metricAlarm, { period: 300, evaluationPeriods: 3, datapointsToAlarm: 3 }),
    example(types.metricAlarm, { period: 10, evaluationPeriods: 1 }),
    example(types.metricAlarm, { period: 300, evaluationPeriods: 288 }),
    example(types.metricAlarm, { period: 3600, evaluationPeriods: 168 }),
    example(types.metricAlarm, { alarmActions: Array.from({ length: 5 }, (_, n) => `arn-${String(n)}`) }),
  ],
};
