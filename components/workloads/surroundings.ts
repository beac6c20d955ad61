import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadsArgs } from "./args";
import { anywhere } from "./network-policies/openings";
import type { PlatformCallers } from "./network-policies/platform";
import type { ObservabilityArgs } from "./observability";
import { namespaces } from "./observability/facts";
import { neededNamespaces } from "./observability/needed-namespaces";
import { grafanaPort } from "./observability/prometheus/grafana";
import type { WorkloadsOnAws } from "./on-aws";
import type { PlatformArgs } from "./platform";
import { argoCd } from "./platform/argo-cd";
import { k6Operator } from "./platform/k6-operator";
import { loadTest } from "./platform/load-test";
import { storageClassName } from "./storage-class";

type Ready = readonly pulumi.Resource[];

/** Who comes into namespaces beside the services'; undefined where nobody is kept out. */
function platformCallers({ aws, settings, site }: WorkloadsArgs): PlatformCallers | undefined {
  if (!settings.networkPolicies) return undefined;
  const { nodePort } = settings.observability.grafana;
  return {
    // EKS puts the API's own interfaces into the cluster's subnets; on a laptop Docker chooses its address.
    api: aws === undefined ? anywhere : aws.network.tierCidrs.app,
    services: site.namespace,
    others: [
      ...Object.keys(neededNamespaces(settings.observability)),
      ...(settings.addons.loadTests ? [k6Operator.namespace, loadTest.namespace] : []),
    ],
    gateway: settings.addons.argocd.host === undefined ? undefined : site.gatewayFrom,
    atNodes: nodePort === undefined ? {} : { [namespaces.metrics]: [grafanaPort] },
  };
}

/** What those who watch the cluster are told. */
export function observabilityArgs(args: WorkloadsArgs, after: Ready): ObservabilityArgs {
  const { aws, services, settings, site } = args;
  return {
    ...settings.observability,
    facts: {
      replicas: settings.addons.replicas,
      platformNodesTainted: aws?.cluster.karpenter !== undefined,
      namespace: site.namespace,
      gateway: services.find(({ door }) => door === "gateway")?.name ?? "",
      ...(aws === undefined ? {} : { storageClass: storageClassName }),
    },
    scraped: services.filter(({ runtime }) => runtime === "spring").map(({ name }) => name),
    loadTests: settings.addons.loadTests,
    ...{ kubernetesVersion: args.kubernetesVersion, discordWebhook: args.discordWebhook },
    aws:
      aws === undefined
        ? undefined
        : {
            ...{ account: aws.account, cluster: aws.cluster, operations: aws.operations },
            ...{ disposable: !args.environment.protect, restsOutOfHours: aws.restsOutOfHours },
            waitingRoomFigures: aws.queueing.waitingRoom?.figures,
          },
    callers: platformCallers(args),
    ...{ deletedWith: aws?.cluster.controlPlane, after },
  };
}

/** What the controllers are told. */
export function platformArgs(args: WorkloadsArgs, after: Ready): PlatformArgs {
  const { aws, environment, settings, site } = args;
  const { addons, delivery, observability } = settings;
  return {
    ...{ settings: addons, delivery, after, kubernetesVersion: args.kubernetesVersion },
    callers: platformCallers(args),
    clusterName: aws?.cluster.clusterName ?? environment.prefix,
    blueGreen: args.services.some(({ release }) => release === "blueGreen"),
    scalesByQueue: args.podWorker,
    monitored: observability.metrics === "prometheus",
    readers: [
      site.namespace,
      ...(delivery === "argocd" && settings.argocd.credentials ? [argoCd.namespace] : []),
    ],
    routesFrom: args.services.some(({ host }) => host !== undefined) ? [site.namespace] : [],
    discordWebhook: args.discordWebhook,
    aws:
      aws === undefined
        ? undefined
        : {
            ...{ account: aws.account, cluster: aws.cluster, clusterSettings: aws.clusterSettings },
            ...{ network: aws.network, prefix: environment.prefix, tags: environment.tags },
            secretKeyArns: secretKeys(aws),
            volumeKeyArn: aws.cluster.volumeKeyArn,
            ingresses: settings.entry === "ingress",
            targetGroupArns: Object.values(aws.edge.loadBalancer.targetGroups).map(({ arn }) => arn),
            queueArns: args.podWorker ? [aws.queueing.stream.events.arn] : [],
          },
  };
}

/** Whoever reads the environment's secrets opens them with these. */
function secretKeys({ dataTier, operations }: WorkloadsOnAws): readonly pulumi.Input<string>[] {
  const { managed } = dataTier.redis;
  return [
    ...[dataTier.postgres.keyArn, dataTier.secrets.keyArn, operations.keyArn],
    ...(managed === undefined ? [] : [managed.keyArn]),
  ];
}
