import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "../../../component";
import { ChartRelease } from "../../platform/chart-release";
import { charts } from "../../platform/charts";
import { registerManifest } from "../../register";
import type { ObservabilityOnAws } from "../aws";
import { dashboards } from "../dashboards/all";
import { namespaces, type ObservabilityFacts } from "../facts";
import { alertRules } from "../rules/all";
import type { ObservabilitySettings } from "../settings";
import { discordConfiguration } from "./alertmanager";
import { adminKeys, grafanaName } from "./grafana";
import { grafanaRights } from "./grafana-rights";
import { servicesMonitor } from "./monitors";
import { prometheusValues } from "./values";

export interface MetricsStackArgs extends Pick<
  ObservabilitySettings,
  "alerts" | "grafana" | "logs" | "prometheus" | "traces"
> {
  readonly facts: ObservabilityFacts;
  /** Services that tell their figures. */
  readonly scraped: readonly string[];
  readonly loadTests: boolean;
  /** Address of a Discord channel that takes alerts. */
  readonly discordWebhook: pulumi.Input<string> | undefined;
  readonly aws: ObservabilityOnAws | undefined;
  readonly deletedWith: pulumi.Resource | undefined;
  /** Kinds of the Prometheus operator, and the namespaces. */
  readonly after: readonly pulumi.Resource[];
}

const channel = { name: "alertmanager-discord", key: "webhook" } as const;
const admin = "grafana-admin";

/** Prometheus, Alertmanager and Grafana, with the rules and dashboards of this platform. */
export class MetricsStack extends Component {
  constructor(name: string, args: MetricsStackArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:MetricsStack", name, opts);
    const { aws, facts } = args;
    const ready = { ...this.within, dependsOn: [...args.after] };
    const secrets = [this.#adminSecret(ready), ...this.#channel(args.discordWebhook, ready)];
    const discord = args.discordWebhook === undefined ? undefined : channel;
    const stack = new ChartRelease(
      this.named("stack"),
      {
        releaseName: "kube-prometheus-stack",
        namespace: namespaces.metrics,
        chart: charts.kubePrometheusStack,
        values: prometheusValues(args, {
          ...facts,
          ...{ adminSecret: admin, discord, loadTests: args.loadTests },
          cloudWatchRegion: aws?.account.region,
        }),
        ...(aws === undefined
          ? {}
          : {
              identity: {
                ...{ account: aws.account, cluster: aws.cluster },
                ...{ serviceAccount: grafanaName, statements: grafanaRights },
              },
            }),
        withoutCrds: true,
        keepsVolumes: true,
        deletedWith: args.deletedWith,
        after: [...args.after, ...secrets],
      },
      this.within,
    );
    const objects = [
      ...alertRules(args, facts),
      servicesMonitor(facts.namespace, args.scraped),
      ...dashboards({
        ...facts,
        onAws: aws !== undefined,
        waitingRoomFigures: aws?.waitingRoomFigures,
      }),
    ];
    // The operator's webhook looks at rules: it must be there, and go after them.
    const watched = { ...this.within, dependsOn: stack };
    for (const object of objects) {
      const part = `${object.kind.toLowerCase()}-${object.metadata.name}`;
      registerManifest(this.named(part), object, watched);
    }
    this.registerOutputs({});
  }

  /** A password nobody has chosen: `kubectl -n monitoring get secret grafana-admin` tells it. */
  #adminSecret(opts: pulumi.CustomResourceOptions): pulumi.Resource {
    const password = new random.RandomPassword(
      this.named("admin-password"),
      { length: 32, special: false },
      opts,
    );
    return new kubernetes.core.v1.Secret(
      this.named("admin"),
      {
        metadata: { name: admin, namespace: namespaces.metrics },
        stringData: { [adminKeys.user]: "admin", [adminKeys.password]: password.result },
      },
      opts,
    );
  }

  #channel(
    address: pulumi.Input<string> | undefined,
    opts: pulumi.CustomResourceOptions,
  ): readonly pulumi.Resource[] {
    if (address === undefined) return [];
    const secret = new kubernetes.core.v1.Secret(
      this.named("discord-address"),
      {
        metadata: { name: channel.name, namespace: namespaces.metrics },
        stringData: { [channel.key]: address },
      },
      opts,
    );
    return [secret, registerManifest(this.named("discord"), discordConfiguration(channel), opts)];
  }
}
