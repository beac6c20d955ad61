import type { ObservabilityFacts } from "../facts";
import type { ObservabilitySettings } from "../settings";
import type { Alert } from "./alert";

type Facts = Pick<ObservabilityFacts, "gateway" | "namespace">;

/** Below so many requests a second, one failure would be a large share. */
const least = 1;

/** Requests of the services, as Spring counts them. */
export function requestsOf({ namespace }: Pick<Facts, "namespace">, also = ""): string {
  const labels = [`namespace="${namespace}"`, ...(also === "" ? [] : [also])].join(",");
  return `http_server_requests_seconds_count{${labels}}`;
}

/** What visitors feel: errors, slow answers, and a crowd that comes near to what the platform is built for. */
export function serviceAlerts(
  { alerts }: Pick<ObservabilitySettings, "alerts">,
  facts: Facts,
): readonly Alert[] {
  const { errorPercent, p99Milliseconds, requestsPerSecond } = alerts;
  const rate = `sum by (app) (rate(${requestsOf(facts)}[5m]))`;
  const failed = `sum by (app) (rate(${requestsOf(facts, 'status=~"5.."')}[5m]))`;
  const buckets = `http_server_requests_seconds_bucket{namespace="${facts.namespace}"}`;
  const p99 = `histogram_quantile(0.99, sum by (app, le) (rate(${buckets}[5m])))`;
  return [
    {
      name: "ServiceFails",
      when: `100 * ${failed} / ${rate} > ${String(errorPercent)} and ${rate} > ${String(least)}`,
      ...{ lasting: "5m", severity: "critical" },
      summary: "{{ $labels.app }} fails {{ $value | humanize }} % of its requests.",
      advice:
        "Read its log and its last deployment; a blue/green service goes back by `kubectl argo rollouts undo`.",
    },
    {
      name: "ServiceSlow",
      when: `1000 * ${p99} > ${String(p99Milliseconds)} and ${rate} > ${String(least)}`,
      ...{ lasting: "5m", severity: "warning" },
      summary: "{{ $labels.app }} needs {{ $value | humanize }} ms for the slowest of a hundred requests.",
      advice:
        "See which address is slow in its dashboard, then whether its pool, Redis or the processor waits.",
    },
    ...(requestsPerSecond === undefined ? [] : crowdAlerts(requestsPerSecond, facts)),
  ];
}

/** The reference design warns at 28,000 and 29,000 of 30,000 requests a second. */
function crowdAlerts(capacity: number, facts: Facts): readonly Alert[] {
  const requests = `sum(rate(${requestsOf(facts, `app="${facts.gateway}"`)}[1m]))`;
  const above = (parts: number) => `${requests} > ${String(Math.round((capacity * parts) / 30))}`;
  const summary = `{{ $value | humanize }} requests a second come, and ${String(capacity)} is what the platform is built for.`;
  const advice = "Lower the rate at which the waiting room lets visitors in.";
  return [
    { name: "CrowdNearCapacity", when: above(28), lasting: "1m", severity: "warning", summary, advice },
    { name: "CrowdAtCapacity", when: above(29), lasting: "1m", severity: "critical", summary, advice },
  ];
}
