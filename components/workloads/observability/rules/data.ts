import type { ObservabilityFacts } from "../facts";
import type { Alert } from "./alert";

/** Messages that a consumer may be behind. */
const lag = 1_000;

/** What services tell of the stores behind them, wherever these run, and of what prepares them. */
export function dataAlerts({ namespace }: Pick<ObservabilityFacts, "namespace">): readonly Alert[] {
  const inside = `namespace="${namespace}"`;
  return [
    {
      name: "PoolExhausted",
      when: `max by (app, pool) (hikaricp_connections_pending{${inside}}) > 0`,
      ...{ lasting: "5m", severity: "warning" },
      summary: "Requests of {{ $labels.app }} wait for a connection to PostgreSQL.",
      advice: "Look for slow statements; then raise the pool, within the connections that the database has.",
    },
    {
      name: "ConsumerBehind",
      when: `max by (app) (kafka_consumer_fetch_manager_records_lag_max{${inside}}) > ${String(lag)}`,
      ...{ lasting: "10m", severity: "warning" },
      summary: "{{ $labels.app }} is {{ $value | humanize }} Kafka messages behind.",
      advice: "See whether it fails on one message, or has fewer pods than partitions.",
    },
    {
      name: "WorkerNotScaled",
      when: "sum by (scaledObject) (rate(keda_scaled_object_errors_total[5m])) > 0",
      ...{ lasting: "10m", severity: "warning" },
      summary: "KEDA cannot scale {{ $labels.scaledObject }}.",
      advice: "Its log says why; the queue's own alarms tell how old messages get.",
    },
    {
      name: "RolloutDegraded",
      when: 'max by (name) (rollout_info{phase="Degraded"}) > 0',
      ...{ lasting: "1m", severity: "warning" },
      summary: "The new version of {{ $labels.name }} was not taken into service.",
      advice: "`kubectl argo rollouts get rollout` tells which check failed; the old version still serves.",
    },
    {
      name: "SecretNotRefreshed",
      when: 'max by (name) (externalsecret_status_condition{condition="Ready",status="False"}) > 0',
      ...{ lasting: "15m", severity: "warning" },
      summary: "Secret {{ $labels.name }} is not what Secrets Manager has.",
      advice:
        "`kubectl describe externalsecret` says why. Pods keep the old one, which may no longer be valid.",
    },
  ];
}
