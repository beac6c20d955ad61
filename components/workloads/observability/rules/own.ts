import type { Alert } from "./alert";

/** Whether those who watch see anything at all. Series are there where collectors run. */
export const ownAlerts: readonly Alert[] = [
  {
    name: "LogsLost",
    when: "sum by (pod) (rate(otelcol_exporter_send_failed_log_records_total[5m])) > 0",
    ...{ lasting: "15m", severity: "warning" },
    summary: "{{ $labels.pod }} does not get rid of its logs.",
    advice: "See whether Loki is there and has room: `kubectl -n logging get pods`.",
  },
  {
    name: "SpansLost",
    when: "sum by (pod) (rate(otelcol_exporter_send_failed_spans_total[5m])) > 0",
    ...{ lasting: "15m", severity: "warning" },
    summary: "{{ $labels.pod }} does not get rid of its spans.",
    advice: "Its log says why; X-Ray refuses what its role may not write, and what comes too fast.",
  },
];
