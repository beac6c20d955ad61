import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadsArgs } from "./args";
import type { ObservabilityArgs } from "./observability";
import type { WorkloadsOnAws } from "./on-aws";
import type { PlatformArgs } from "./platform";
import { argoCd } from "./platform/argo-cd";
import { storageClassName } from "./storage-class";

type Ready = readonly pulumi.Resource[];

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
    ...{ deletedWith: aws?.cluster.controlPlane, after },
  };
}

/** What the controllers are told. */
export function platformArgs(args: WorkloadsArgs, after: Ready): PlatformArgs {
  const { aws, environment, settings, site } = args;
  const { addons, delivery, observability } = settings;
  return {
    ...{ settings: addons, delivery, after, kubernetesVersion: args.kubernetesVersion },
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
