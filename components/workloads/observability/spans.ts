import { storePorts } from "../stores/ports";
import { namespaces } from "./facts";
import type { ObservabilitySettings } from "./settings";

/** Who takes the services' spans. */
export interface SpanReceiver {
  /** Where spans in Zipkin's form are posted, which is the only form that services know. */
  readonly url: string;
  readonly port: number;
  /** The `app` label of its pods. */
  readonly app: string;
  /** Of its pods; that of the services where absent. */
  readonly namespace?: string;
}

/** Of the collector that passes spans on to X-Ray, and of its Service. */
export const spanGateway = "otel-gateway";

/** Who takes spans in Zipkin's form; undefined where nobody does. */
export function spanReceiver({ traces }: Pick<ObservabilitySettings, "traces">): SpanReceiver | undefined {
  const { app, port } = storePorts.zipkin;
  const path = "/api/v2/spans";
  switch (traces) {
    case "none":
      return undefined;
    case "zipkin":
      return { url: `http://${app}:${String(port)}${path}`, port, app };
    case "xray": {
      const namespace = namespaces.traces;
      const url = `http://${spanGateway}.${namespace}.svc.cluster.local:${String(port)}${path}`;
      return { url, port, app: spanGateway, namespace };
    }
  }
}

/** Value of `ZIPKIN_ENDPOINT`; undefined where nobody takes spans. */
export function zipkinEndpoint(settings: Pick<ObservabilitySettings, "traces">): string | undefined {
  return spanReceiver(settings)?.url;
}
