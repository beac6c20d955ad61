import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { logAgentValues } from "./log-agent";
import { spanGatewayRights, spanGatewayValues } from "./span-gateway";

const gateway = spanGatewayValues(facts, { monitored: true, region: "ap-northeast-2" });
const agent = logAgentValues();

/** Names of components that a collector's pipelines speak of and that are not there. */
function undefinedIn(config: typeof agent.alternateConfig | typeof gateway.alternateConfig): string[] {
  return Object.values(config.service.pipelines).flatMap((pipeline) =>
    (["receivers", "processors", "exporters"] as const).flatMap((kind) =>
      (pipeline as Record<typeof kind, readonly string[]>)[kind].filter((name) => !(name in config[kind])),
    ),
  );
}

describe("collectors", () => {
  it("take Zipkin's and OpenTelemetry's own spans, and pass them on to X-Ray: CON-32, KCON-09, OBS-30, OPS-11, OPS-12", () => {
    const { receivers, exporters, service } = gateway.alternateConfig;
    expect(receivers.zipkin.endpoint).toMatch(/:9411$/);
    expect(receivers.otlp.protocols.grpc.endpoint).toMatch(/:4317$/);
    expect(exporters.awsxray).toEqual({ region: "ap-northeast-2" });
    expect(service.pipelines.traces).toMatchObject({
      receivers: ["otlp", "zipkin"],
      exporters: ["awsxray"],
    });
    for (const port of ["otlp", "otlp-http", "zipkin"] as const)
      expect(gateway.ports[port].enabled).toBe(true);
  });

  it("may write spans and nothing else", () => {
    expect(spanGatewayRights.flatMap(({ Action }) => Action)).toEqual([
      "xray:PutTraceSegments",
      "xray:PutTelemetryRecords",
    ]);
  });

  it("bring logs of every node to Loki, not by Promtail, and go on where they were: KCON-32, OPS-10, OPS-12, WEA-56", () => {
    expect(agent.mode).toBe("daemonset");
    expect(agent.presets.logsCollection).toEqual({ enabled: true, storeCheckpoints: true });
    expect(agent.tolerations).toEqual([{ operator: "Exists" }]);
    expect(agent.alternateConfig.exporters.otlp_http.endpoint).toBe(
      "http://loki.logging.svc.cluster.local:3100/otlp",
    );
    expect(agent.alternateConfig.service.pipelines.logs.exporters).toEqual(["otlp_http"]);
  });

  it.each([
    ["the gateway", gateway],
    ["the agent", agent],
  ])("%s is bounded, answers its probes, and speaks of nothing that it has not", (_, values) => {
    const { alternateConfig, ports, resources, securityContext } = values;
    expect(undefinedIn(alternateConfig)).toEqual([]);
    const [pipeline] = Object.values(alternateConfig.service.pipelines);
    expect(pipeline?.processors).toEqual(["memory_limiter", "batch"]);
    expect(alternateConfig.service.extensions).toContain("health_check");
    expect(resources.limits.memory).toBeDefined();
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(ports.metrics.enabled).toBe(true);
    expect(values.image.tag).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  it("run as nobody in particular where they need no file of the node", () => {
    expect(gateway.podSecurityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(gateway.serviceAccount.automountServiceAccountToken).toBe(false);
  });
});
