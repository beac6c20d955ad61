import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { allDashboards } from "../dashboards/all";
import { observabilitySettings } from "../settings";
import { allAlerts } from "./all";

/** Who tells figures that begin so, of those that the platform runs. */
const tellers: Readonly<Record<string, RegExp>> = {
  "Spring Boot's Micrometer": /^(http_server_requests|jvm|hikaricp|lettuce|kafka_(consumer|producer))_/,
  "node-exporter": /^node_/,
  "kube-state-metrics": /^kube_/,
  "the kubelet": /^(container|kubelet)_/,
  "OpenTelemetry collectors": /^otelcol_/,
  KEDA: /^keda_/,
  "Argo Rollouts": /^rollout_/,
  "External Secrets": /^externalsecret_/,
  Prometheus: /^up$/,
};

const settings = observabilitySettings.parse({
  ...{ metrics: "prometheus", logs: "loki" },
  alerts: { requestsPerSecond: 30_000 },
});
const questions = [
  ...Object.values(allAlerts(settings, facts))
    .flat()
    .map(({ when }) => when),
  ...allDashboards({ ...facts, onAws: true, waitingRoomFigures: "urr-test/WaitingRoom" }).flatMap(
    ({ panels }) =>
      panels.flatMap(({ queries }) => queries.flatMap((query) => ("promql" in query ? [query.promql] : []))),
  ),
];

/** Names that stand where a figure does: not a label, a function, or a word of the language. */
function figuresIn(promql: string): readonly string[] {
  const bare = promql.replace(/"[^"]*"/g, '""').replace(/\{[^}]*\}/g, "{}");
  return [...bare.replace(/\bby \([^)]*\)/g, "").matchAll(/\b([a-zA-Z_]+)\b(?!\s*\()/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !["and", "or", "unless", "by", "m", "bool"].includes(name));
}

describe("what Prometheus is asked", () => {
  it.each(questions)("is told by somebody: %s", (promql) => {
    const figures = figuresIn(promql);
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) {
      expect(
        Object.values(tellers).some((told) => told.test(figure)),
        figure,
      ).toBe(true);
    }
  });

  it.each(questions)("closes what it opens: %s", (promql) => {
    let rest = promql.replace(/"[^"]*"/g, "").replace(/[^()[\]{}]/g, "");
    while (/\(\)|\[\]|\{\}/.test(rest)) rest = rest.replace(/\(\)|\[\]|\{\}/g, "");
    expect(rest).toBe("");
  });
});
