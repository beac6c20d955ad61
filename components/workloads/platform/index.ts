import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { argoCd, argoCdValues } from "./argo-cd";
import { noticeSecret } from "./argo-cd-notices";
import { argoRollouts, argoRolloutsValues } from "./argo-rollouts";
import { awsAddons } from "./aws-addons";
import type { AwsFacts } from "./aws-facts";
import { charts } from "./charts";
import { gateway, gatewayClass, loadBalancerConfiguration, platformGateway, podsAsTargets } from "./gateway";
import { k6Operator, k6OperatorValues } from "./k6-operator";
import { keda, kedaValues, queueLengthRights } from "./keda";
import { loadTest, loadTestManifests } from "./load-test";
import { chart, object, objectOnAws, ownNamespace, type NamespaceFacts, type Place } from "./made-in-cluster";
import type { AddonFacts } from "./placement";
import type { AddonsSettings } from "./settings";

export interface PlatformArgs extends NamespaceFacts {
  readonly settings: AddonsSettings;
  /** What the cluster is called in metrics. */
  readonly clusterName: string;
  /** Whether services are deployed blue/green. */
  readonly blueGreen: boolean;
  /** Whether the length of a queue decides how many pods there are. */
  readonly scalesByQueue: boolean;
  readonly delivery: "argocd" | "pulumi";
  /** Whether there is a Prometheus operator; its kinds must be there before, see `after`. */
  readonly monitored: boolean;
  /** Namespaces that may read secrets of the stack: the services', and others that have some. */
  readonly readers: readonly string[];
  /** Namespaces beside Argo CD's whose routes the gateway takes. */
  readonly routesFrom: readonly string[];
  /** Where Argo CD tells what it did; undefined where nobody wants to know. */
  readonly discordWebhook: pulumi.Input<string> | undefined;
  /** Undefined on a laptop, where nothing is made that works on AWS. */
  readonly aws: AwsFacts | undefined;
  /** What must be there before: nodes, and kinds of the Prometheus operator. */
  readonly after: readonly pulumi.Resource[];
}

type Ready = readonly pulumi.Resource[];

/** What others wait for, by what they are going to make; nothing where it is not there. */
export interface PlatformReady {
  /** TargetGroupBindings. */
  readonly targets: Ready;
  /** ExternalSecrets. */
  readonly secrets: Ready;
  /** Pods that need nodes which are not there yet. */
  readonly nodes: Ready;
  /** Rollouts and AnalysisTemplates. */
  readonly rollouts: Ready;
  /** ScaledObjects. */
  readonly scaling: Ready;
  /** Routes of Gateways. */
  readonly gateways: Ready;
  /** Applications and projects of Argo CD. */
  readonly delivery: Ready;
  /** TestRuns. */
  readonly loadTests: Ready;
}

/** Controllers that run in the cluster beside the services, in the order in which they need each other. */
export class Platform extends Component {
  readonly ready: PlatformReady;
  readonly #place: Place;

  constructor(name: string, args: PlatformArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:Platform", name, opts);
    const { after, aws, settings } = args;
    this.#place = {
      parent: this,
      named: (part) => this.named(part),
      controlPlane: aws?.cluster.controlPlane,
    };
    const facts: AddonFacts = {
      replicas: settings.replicas,
      platformNodesTainted: aws?.cluster.karpenter !== undefined,
      monitored: args.monitored,
    };
    const joined =
      aws === undefined ? undefined : awsAddons(this.#place, { ...args, aws, facts, settings, after });
    const targets = joined?.targets ?? [];
    const gateways = this.#gateway(args, targets);
    const asked = args.delivery === "argocd" || settings.argocd.enabled;

    this.ready = {
      ...{ targets, secrets: joined?.secrets ?? [], nodes: joined?.nodes ?? [] },
      rollouts: args.blueGreen ? [this.#rollouts(args, facts)] : [],
      scaling: args.scalesByQueue ? [this.#scaling(args, facts)] : [],
      ...{ gateways, delivery: asked ? [this.#delivery(args, facts, gateways)] : [] },
      loadTests: settings.loadTests ? this.#loadTests(args, facts) : [],
    };
    this.registerOutputs({});
  }

  #own(args: PlatformArgs, name: string): Ready {
    return [...args.after, ...ownNamespace(this.#place, name, args, args.after)];
  }

  #rollouts(args: PlatformArgs, facts: AddonFacts): pulumi.Resource {
    return chart(this.#place, "rollouts", {
      ...argoRollouts,
      chart: charts.argoRollouts,
      values: argoRolloutsValues(facts),
      after: this.#own(args, argoRollouts.namespace),
    });
  }

  #scaling(args: PlatformArgs, facts: AddonFacts): pulumi.Resource {
    const { aws, clusterName } = args;
    const { serviceAccount, ...release } = keda;
    return chart(this.#place, "keda", {
      ...release,
      chart: charts.keda,
      values: kedaValues({ ...facts, clusterName }),
      ...(aws === undefined || aws.queueArns.length === 0
        ? {}
        : {
            identity: {
              ...{ account: aws.account, cluster: aws.cluster, serviceAccount },
              statements: queueLengthRights(aws.queueArns),
            },
          }),
      after: this.#own(args, release.namespace),
    });
  }

  /** The gateway for operators, and where it leads to. */
  #gateway(args: PlatformArgs, targets: Ready): Ready {
    const { aws, routesFrom, settings } = args;
    if (aws === undefined || !settings.gatewayApi.enabled) return [];
    const facts = {
      settings: settings.gatewayApi,
      routesFrom: [argoCd.namespace, ...routesFrom],
      tags: aws.tags,
    };
    const place = ownNamespace(this.#place, gateway.namespace, args, targets);
    const kind = objectOnAws(this.#place, "gateway-class", gatewayClass(), targets);
    const configuration = objectOnAws(
      this.#place,
      "gateway-load-balancer",
      loadBalancerConfiguration(facts),
      [...targets, ...place],
    );
    return [objectOnAws(this.#place, "gateway", platformGateway(facts), [kind, configuration])];
  }

  #delivery(args: PlatformArgs, facts: AddonFacts, gateways: Ready): pulumi.Resource {
    const { discordWebhook, settings } = args;
    const place = this.#own(args, argoCd.namespace);
    const { host } = settings.argocd;
    const before = [
      ...(discordWebhook === undefined ? [] : [this.#notices(discordWebhook, place)]),
      ...(host === undefined
        ? []
        : [
            object(this.#place, "argocd-targets", podsAsTargets(argoCd.server, "/healthz"), [
              ...place,
              ...gateways,
            ]),
          ]),
    ];
    return chart(this.#place, "argocd", {
      releaseName: argoCd.releaseName,
      namespace: argoCd.namespace,
      chart: charts.argoCd,
      values: argoCdValues({
        ...{ ...facts, host, gateway },
        tellsDiscord: discordWebhook !== undefined,
      }),
      after: [...place, ...before],
    });
  }

  /** Kept out of the chart's values, which Helm stores readable. */
  #notices(webhook: pulumi.Input<string>, after: Ready): pulumi.Resource {
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: noticeSecret.name, namespace: argoCd.namespace },
      stringData: { [noticeSecret.key]: webhook },
    };
    return object(this.#place, "argocd-notices", secret, after);
  }

  #loadTests(args: PlatformArgs, facts: AddonFacts): Ready {
    const place = ownNamespace(this.#place, loadTest.namespace, args, args.after);
    const operator = chart(this.#place, "k6", {
      ...k6Operator,
      chart: charts.k6Operator,
      values: k6OperatorValues(facts),
      after: this.#own(args, k6Operator.namespace),
    });
    const objects = loadTestManifests(args.settings.karpenter.loadTest).map((manifest) =>
      object(this.#place, `load-test-${manifest.kind.toLowerCase()}`, manifest, place),
    );
    return [operator, ...objects];
  }
}
