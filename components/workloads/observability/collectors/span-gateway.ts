import type { Statement } from "../../../policy-document";
import { podSecurity } from "../../manifests/security";
import { apart, oneAtATime, tolerations } from "../../platform/placement";
import type { ObservabilityFacts } from "../facts";
import { spanGateway } from "../spans";
import { collectorBase, collectorPorts, collectorResources, collectorSecurity, processors } from "./common";

/** AWS's own build, which has the exporter for X-Ray: https://github.com/aws-observability/aws-otel-collector/releases/tag/v0.49.0 */
const image = { repository: "public.ecr.aws/aws-observability/aws-otel-collector", tag: "v0.49.0" };

/** The user of that image: https://github.com/aws-observability/aws-otel-collector/blob/main/cmd/awscollector/Dockerfile */
const user = 4317;

const here = (port: number) => ({ endpoint: `\${env:MY_POD_IP}:${String(port)}` });

/**
 * Values of the chart opentelemetry-collector: takes spans in Zipkin's form, which services send, and in OpenTelemetry's
 * own, and passes them on to X-Ray. Which requests are traced is decided where they begin.
 */
export function spanGatewayValues(
  facts: ObservabilityFacts,
  { monitored, region }: { readonly monitored: boolean; readonly region: string },
) {
  const labels = { app: spanGateway };
  return {
    mode: "deployment",
    fullnameOverride: spanGateway,
    image,
    replicaCount: facts.replicas,
    podLabels: labels,
    serviceAccount: { name: spanGateway, automountServiceAccountToken: false },
    podSecurityContext: podSecurity(user),
    securityContext: collectorSecurity,
    resources: collectorResources,
    tolerations: tolerations(facts),
    topologySpreadConstraints: apart(labels),
    podDisruptionBudget: { enabled: facts.replicas > 1, ...oneAtATime },
    ports: collectorPorts(true),
    serviceMonitor: { enabled: monitored },
    // Taken as it is: `config` is merged with the chart's own receivers, which a release cannot take out again.
    alternateConfig: {
      receivers: {
        otlp: { protocols: { grpc: here(4317), http: here(4318) } },
        zipkin: here(9411),
      },
      processors: collectorBase.processors,
      exporters: { awsxray: { region } },
      extensions: collectorBase.extensions,
      service: {
        telemetry: collectorBase.telemetry,
        extensions: ["health_check"],
        pipelines: {
          traces: { receivers: ["otlp", "zipkin"], processors: [...processors], exporters: ["awsxray"] },
        },
      },
    },
  };
}

/** What the gateway's pods may do. X-Ray knows no resources for them: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export const spanGatewayRights: readonly Statement[] = [
  {
    Sid: "WriteSpans",
    Effect: "Allow",
    Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    Resource: "*",
  },
];
