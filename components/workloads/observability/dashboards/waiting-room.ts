import type { ObservabilityFacts } from "../facts";
import type { Dashboard, Panel } from "./dashboard";

/** The line of visitors: in the queue service, and in the functions before the site where they run. */
export function waitingRoomDashboard(
  { gateway, namespace }: Pick<ObservabilityFacts, "gateway" | "namespace">,
  /** Where the functions' own figures are; undefined where they do not run. */
  figures: string | undefined,
): Dashboard {
  const of = (app: string) => `namespace="${namespace}",app="${app}"`;
  const rate = (labels: string) => `sum by (uri) (rate(http_server_requests_seconds_count{${labels}}[1m]))`;
  const statuses = `sum by (status) (rate(http_server_requests_seconds_count{${of(gateway)}}[1m]))`;
  return {
    uid: "urr-waiting-room",
    title: "URR: waiting room",
    panels: [
      {
        title: "Requests to the queue service",
        unit: "reqps",
        queries: [{ promql: rate(of("queue-service")), legend: "{{uri}}" }],
      },
      {
        title: "Slowest of a hundred, queue service",
        unit: "s",
        queries: [
          {
            promql: `histogram_quantile(0.99, sum by (uri, le) (rate(http_server_requests_seconds_bucket{${of("queue-service")}}[5m])))`,
            legend: "{{uri}}",
          },
        ],
      },
      {
        title: "Answers of the gateway, by status",
        unit: "reqps",
        queries: [{ promql: statuses, legend: "{{status}}" }],
      },
      {
        title: "Redis commands of the queue service",
        unit: "reqps",
        queries: [
          {
            promql: `sum by (command) (rate(lettuce_command_completion_seconds_count{${of("queue-service")}}[1m]))`,
            legend: "{{command}}",
          },
        ],
      },
      ...(figures === undefined ? [] : linePanels(figures)),
    ],
  };
}

function linePanels(namespace: string): readonly Panel[] {
  const perEvent = (title: string, unit: Panel["unit"], figure: string): Panel => ({
    title,
    unit,
    queries: [
      {
        insights: `SELECT MAX(${figure}) FROM SCHEMA("${namespace}", event, service) GROUP BY event ORDER BY MAX() DESC LIMIT 10`,
        legend: "${PROP('Dim.event')}",
      },
    ],
  });
  return [
    perEvent("Visitors who wait, by event", "short", "Waiting"),
    perEvent("Visitors inside, by event", "short", "Active"),
    perEvent("Age of the count, by event", "ms", "TickAge"),
    {
      title: "Faults of the waiting room's API",
      unit: "short",
      queries: [
        {
          ...{ namespace, metricName: "Faults", statistic: "Sum", legend: "faults" },
          dimensions: { service: "waiting-room-api" },
        },
      ],
    },
  ];
}
