import type { ObservabilityFacts } from "../facts";
import type { Dashboard, Panel } from "./dashboard";

/** The stores as the services feel them, wherever they run, and what AWS says of those that it runs. */
export function dataTierDashboard(
  { namespace }: Pick<ObservabilityFacts, "namespace">,
  onAws: boolean,
): Dashboard {
  const inside = `namespace="${namespace}"`;
  return {
    uid: "urr-data-tier",
    title: "URR: data tier",
    panels: [
      {
        title: "Connections to PostgreSQL",
        unit: "short",
        queries: [
          { promql: `sum by (app) (hikaricp_connections_active{${inside}})`, legend: "{{app}}, in use" },
          { promql: `sum by (app) (hikaricp_connections_max{${inside}})`, legend: "{{app}}, at most" },
        ],
      },
      {
        title: "Requests that wait for a connection",
        unit: "short",
        queries: [{ promql: `sum by (app) (hikaricp_connections_pending{${inside}})`, legend: "{{app}}" }],
      },
      {
        title: "Duration of Redis commands",
        unit: "s",
        queries: [
          {
            promql: `sum by (app, command) (rate(lettuce_command_completion_seconds_sum{${inside}}[5m])) / sum by (app, command) (rate(lettuce_command_completion_seconds_count{${inside}}[5m]))`,
            legend: "{{app}}, {{command}}",
          },
        ],
      },
      {
        title: "Redis commands",
        unit: "reqps",
        queries: [
          {
            promql: `sum by (app) (rate(lettuce_command_completion_seconds_count{${inside}}[5m]))`,
            legend: "{{app}}",
          },
        ],
      },
      {
        title: "Kafka messages not yet read",
        unit: "short",
        queries: [
          {
            promql: `max by (app) (kafka_consumer_fetch_manager_records_lag_max{${inside}})`,
            legend: "{{app}}",
          },
        ],
      },
      {
        title: "Kafka messages that could not be sent",
        unit: "short",
        queries: [
          {
            promql: `sum by (app) (rate(kafka_producer_record_error_total{${inside}}[5m]))`,
            legend: "{{app}}",
          },
        ],
      },
      ...(onAws ? managed : []),
    ],
  };
}

/** Stores are found by a query, since their names are given when they are made. */
const worst = (title: string, unit: Panel["unit"], schema: string, figure: string, by: string): Panel => ({
  title,
  unit,
  queries: [
    {
      insights: `SELECT MAX(${figure}) FROM SCHEMA("${schema}", ${by}) GROUP BY ${by} ORDER BY MAX() DESC LIMIT 10`,
      legend: `\${PROP('Dim.${by}')}`,
    },
  ],
});

const managed: readonly Panel[] = [
  worst("RDS: processor", "percent", "AWS/RDS", "CPUUtilization", "DBInstanceIdentifier"),
  worst("RDS: connections", "short", "AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier"),
  worst("ElastiCache: processor", "percent", "AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId"),
  worst(
    "ElastiCache: memory",
    "percent",
    "AWS/ElastiCache",
    "DatabaseMemoryUsagePercentage",
    "CacheClusterId",
  ),
  worst("SQS: oldest message", "s", "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName"),
];
