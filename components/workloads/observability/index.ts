import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { ChartRelease } from "../platform/chart-release";
import { charts } from "../platform/charts";
import { object, shut, type NamespaceFacts, type Place } from "../platform/made-in-cluster";
import { namespace } from "../platform/namespaces";
import type { ObservabilityOnAws } from "./aws";
import { ContainerInsights } from "./cloudwatch";
import { spanGatewayRights, spanGatewayValues } from "./collectors/span-gateway";
import { namespaces, type ObservabilityFacts } from "./facts";
import { LogStore } from "./loki";
import { neededNamespaces } from "./needed-namespaces";
import { MetricsStack } from "./prometheus";
import type { ObservabilitySettings } from "./settings";
import { spanGateway, zipkinEndpoint } from "./spans";

export interface ObservabilityArgs extends ObservabilitySettings, NamespaceFacts {
  readonly facts: ObservabilityFacts;
  /** Services that tell their figures in Prometheus' form. */
  readonly scraped: readonly string[];
  /** Whether load tests write their figures to Prometheus. */
  readonly loadTests: boolean;
  /** Address of a Discord channel that takes Alertmanager's alerts; nobody is told where absent. */
  readonly discordWebhook: pulumi.Input<string> | undefined;
  /** Undefined where there is no AWS, which settings that need it have been refused for. */
  readonly aws: ObservabilityOnAws | undefined;
  /** What takes everything without a volume along when it is destroyed; undefined where the cluster is not ours. */
  readonly deletedWith: pulumi.Resource | undefined;
  /** What must be there before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Who watches the cluster and its services: figures, logs and traces, each by AWS or inside the cluster, as the
 * settings say.
 */
export class Observability extends Component {
  /** Where services send their spans; undefined where nobody takes them. */
  readonly endpoints: { readonly zipkin: string | undefined };
  /** Kinds of the Prometheus operator, which whoever is scraped needs before; empty where nobody scrapes. */
  readonly definitions: readonly pulumi.Resource[];
  /** What services wait for: who takes their spans. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ObservabilityArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:Observability", name, opts);
    const { aws, deletedWith, facts } = args;
    const here: Place = {
      parent: this,
      named: (part) => this.named(part),
      controlPlane: deletedWith,
    };
    const spaces = Object.entries(neededNamespaces(args)).flatMap(([space, level]) =>
      shut(
        here,
        space,
        args.callers,
        object(here, space, namespace(space, level, args.kubernetesVersion), args.after),
      ),
    );
    this.definitions = args.metrics === "prometheus" ? [this.#definitions(args, spaces)] : [];
    const after = [...args.after, ...spaces, ...this.definitions];

    if (args.metrics === "prometheus") {
      new MetricsStack(this.named("metrics"), { ...args, after }, this.within);
    }
    if (args.logs === "loki") {
      new LogStore(
        this.named("logs"),
        { ...{ loki: args.loki, facts, aws, deletedWith }, after },
        this.within,
      );
    }
    if (aws !== undefined && (args.metrics === "cloudwatch" || args.logs === "cloudwatch")) {
      const { logs, metrics, kubernetesVersion } = args;
      new ContainerInsights(
        this.named("insights"),
        { ...aws, ...{ logs, metrics, kubernetesVersion, after } },
        this.within,
      );
    }
    this.ready = aws !== undefined && args.traces === "xray" ? [this.#spanGateway(args, aws, after)] : [];
    this.endpoints = { zipkin: zipkinEndpoint(args) };
    this.registerOutputs({ endpoints: this.endpoints });
  }

  /** Apart from the stack: Helm would install them once and never again. */
  #definitions(args: ObservabilityArgs, spaces: readonly pulumi.Resource[]): pulumi.Resource {
    return new ChartRelease(
      this.named("definitions"),
      {
        releaseName: "prometheus-operator-crds",
        namespace: namespaces.metrics,
        chart: charts.prometheusOperatorCrds,
        values: {},
        deletedWith: args.deletedWith,
        after: [...args.after, ...spaces],
      },
      this.within,
    );
  }

  #spanGateway(
    { deletedWith, facts, metrics }: ObservabilityArgs,
    { account, cluster }: ObservabilityOnAws,
    after: readonly pulumi.Resource[],
  ): pulumi.Resource {
    const { region } = account;
    return new ChartRelease(
      this.named("spans"),
      {
        releaseName: spanGateway,
        namespace: namespaces.traces,
        chart: charts.openTelemetryCollector,
        values: spanGatewayValues(facts, { monitored: metrics === "prometheus", region }),
        identity: { account, cluster, serviceAccount: spanGateway, statements: spanGatewayRights },
        deletedWith,
        after,
      },
      this.within,
    );
  }
}
