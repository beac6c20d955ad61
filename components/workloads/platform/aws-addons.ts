import type * as pulumi from "@pulumi/pulumi";
import type { AwsFacts } from "./aws-facts";
import { charts } from "./charts";
import { autoscalerRights, clusterAutoscaler, clusterAutoscalerValues } from "./cluster-autoscaler";
import { clusterSecretStore, externalSecrets, externalSecretsValues, secretRights } from "./external-secrets";
import { InCluster } from "./in-cluster";
import { KarpenterNodes } from "./karpenter-nodes";
import {
  loadBalancerController,
  loadBalancerControllerValues,
  targetRights,
} from "./load-balancer-controller";
import { loadBalancerRights } from "./load-balancer-rights";
import type { AddonFacts } from "./placement";
import type { AddonsSettings } from "./settings";

export interface AwsAddonsArgs {
  readonly aws: AwsFacts;
  readonly facts: AddonFacts;
  readonly settings: AddonsSettings;
  readonly kubernetesVersion: string;
  /** Namespaces that may read secrets of the stack. */
  readonly readers: readonly string[];
  readonly after: readonly pulumi.Resource[];
}

/** What joins the cluster to AWS: targets of load balancers, secrets, and nodes as they are needed. */
export class AwsAddons extends InCluster {
  /** There once bindings of target groups are worked on, and Gateways where they are asked for. */
  readonly targets: readonly pulumi.Resource[];
  /** There once secrets are read. */
  readonly secrets: readonly pulumi.Resource[];
  /** There once nodes are made for pods that find none. */
  readonly nodes: readonly pulumi.Resource[];
  protected readonly controlPlane: pulumi.Resource;

  constructor(name: string, args: AwsAddonsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:AwsAddons", name, opts);
    this.controlPlane = args.aws.cluster.controlPlane;
    this.targets = this.#targets(args);
    this.secrets = this.#secrets(args);
    this.nodes = this.#nodes(args);
    this.registerOutputs({});
  }

  #targets({ after, aws, facts, settings }: AwsAddonsArgs) {
    const { account, cluster, network, tags, targetGroupArns } = aws;
    const makesLoadBalancers = settings.gatewayApi.enabled;
    const { clusterName } = cluster;
    // The controller looks for them once, as it starts.
    const kinds = makesLoadBalancers ? [this.gatewayKinds(after)] : [];
    const { serviceAccount, ...release } = loadBalancerController;
    return [
      this.chart({
        ...release,
        chart: charts.loadBalancerController,
        values: loadBalancerControllerValues({
          ...facts,
          ...{ clusterName, region: account.region, vpcId: network.vpcId, tags, makesLoadBalancers },
        }),
        identity: {
          ...{ account, cluster, serviceAccount },
          statements: [
            ...targetRights({ account, targetGroupArns }),
            ...(makesLoadBalancers ? loadBalancerRights({ account, clusterName }) : []),
          ],
        },
        after: [...after, ...kinds],
      }),
    ];
  }

  #secrets({ after, aws, facts, kubernetesVersion, readers }: AwsAddonsArgs) {
    const { account, cluster, prefix, secretKeyArns } = aws;
    const { serviceAccount, ...release } = externalSecrets;
    const controller = this.chart({
      ...release,
      chart: charts.externalSecrets,
      values: externalSecretsValues(facts),
      identity: {
        ...{ account, cluster, serviceAccount },
        statements: secretRights({ account, prefix, keyArns: secretKeyArns }),
      },
      after: [...after, this.namespace(release.namespace, "restricted", kubernetesVersion, after)],
    });
    return [this.object("secret-store", clusterSecretStore(account.region, readers), [controller])];
  }

  #nodes(args: AwsAddonsArgs): readonly pulumi.Resource[] {
    const { after, aws, facts, settings } = args;
    const { account, cluster, clusterSettings } = aws;
    if (cluster.karpenter !== undefined) {
      const { karpenter } = cluster;
      return new KarpenterNodes(this.named("nodes"), { aws, facts, karpenter, settings, after }, this.within)
        .pools;
    }
    if (!settings.clusterAutoscaler || clusterSettings.nodes.max === clusterSettings.nodes.min) return [];
    const { serviceAccount, ...release } = clusterAutoscaler;
    return [
      this.chart({
        ...release,
        chart: charts.clusterAutoscaler,
        values: clusterAutoscalerValues({
          ...facts,
          ...{ clusterName: cluster.clusterName, region: account.region },
        }),
        identity: {
          ...{ account, cluster, serviceAccount },
          statements: autoscalerRights(account, cluster.clusterName),
        },
        after,
      }),
    ];
  }
}
