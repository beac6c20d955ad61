import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsFacts } from "./aws-facts";
import { charts } from "./charts";
import { autoscales } from "./autoscaled";
import { autoscalerRights, clusterAutoscaler, clusterAutoscalerValues } from "./cluster-autoscaler";
import { clusterSecretStore, externalSecrets, externalSecretsValues, secretRights } from "./external-secrets";
import { gatewayDefinitions } from "./gateway";
import { karpenterNodes } from "./karpenter-nodes";
import {
  loadBalancerController,
  loadBalancerControllerValues,
  targetRights,
} from "./load-balancer-controller";
import { loadBalancerRights } from "./load-balancer-rights";
import { chart, object, ownNamespace, type NamespaceFacts, type Place } from "./made-in-cluster";
import type { AddonFacts } from "./placement";
import type { AddonsSettings } from "./settings";

export interface AwsAddonsArgs extends NamespaceFacts {
  readonly aws: AwsFacts;
  readonly facts: AddonFacts;
  readonly settings: AddonsSettings;
  /** Namespaces that may read secrets of the stack. */
  readonly readers: readonly string[];
  readonly after: readonly pulumi.Resource[];
}

/** What joins the cluster to AWS. */
export interface AwsAddons {
  /** There once bindings of target groups are worked on, and Gateways where they are asked for. */
  readonly targets: readonly pulumi.Resource[];
  /** There once secrets are read. */
  readonly secrets: readonly pulumi.Resource[];
  /** There once nodes are made for pods that find none. */
  readonly nodes: readonly pulumi.Resource[];
}

/** Makes what registers targets, what reads secrets, and what makes nodes. */
export function awsAddons(place: Place, args: AwsAddonsArgs): AwsAddons {
  return { targets: targets(place, args), secrets: secrets(place, args), nodes: nodes(place, args) };
}

function targets(place: Place, { after, aws, facts, settings }: AwsAddonsArgs) {
  const { account, cluster, network, tags, targetGroupArns } = aws;
  const makesFor = { gateways: settings.gatewayApi.enabled, ingresses: aws.ingresses };
  const { clusterName } = cluster;
  // The controller looks for them once, as it starts.
  const kinds = makesFor.gateways ? [gatewayKinds(place, after)] : [];
  const { serviceAccount, ...release } = loadBalancerController;
  return [
    chart(place, "lbc", {
      ...release,
      chart: charts.loadBalancerController,
      values: loadBalancerControllerValues({
        ...facts,
        ...{ clusterName, region: account.region, vpcId: network.vpcId, tags, makesFor },
      }),
      identity: {
        ...{ account, cluster, serviceAccount },
        statements: [
          ...targetRights({ account, targetGroupArns }),
          ...(makesFor.gateways || makesFor.ingresses ? loadBalancerRights({ account, clusterName }) : []),
        ],
      },
      after: [...after, ...kinds],
    }),
  ];
}

/** Kinds of the Gateway API, from whom it is: no chart of ours brings them. */
function gatewayKinds({ named, parent }: Place, after: readonly pulumi.Resource[]): pulumi.Resource {
  return new kubernetes.yaml.v2.ConfigFile(
    named("gateway-kinds"),
    { file: gatewayDefinitions },
    { parent, dependsOn: [...after] },
  );
}

function secrets(place: Place, args: AwsAddonsArgs) {
  const { after, aws, facts, readers } = args;
  const { account, cluster, prefix, secretKeyArns } = aws;
  const { serviceAccount, ...release } = externalSecrets;
  const controller = chart(place, "eso", {
    ...release,
    chart: charts.externalSecrets,
    values: externalSecretsValues(facts),
    identity: {
      ...{ account, cluster, serviceAccount },
      statements: secretRights({ account, prefix, keyArns: secretKeyArns }),
    },
    after: [...after, ...ownNamespace(place, release.namespace, args, after)],
  });
  return [object(place, "secret-store", clusterSecretStore(account.region, readers), [controller])];
}

function nodes(place: Place, args: AwsAddonsArgs): readonly pulumi.Resource[] {
  const { after, aws, facts, settings } = args;
  const { account, cluster, clusterSettings } = aws;
  if (cluster.karpenter !== undefined) {
    const { karpenter } = cluster;
    return karpenterNodes(place, { aws, facts, karpenter, settings, after });
  }
  if (!autoscales(settings, clusterSettings.nodes)) return [];
  const { clusterName } = cluster;
  const { serviceAccount, ...release } = clusterAutoscaler;
  return [
    chart(place, "cas", {
      ...release,
      chart: charts.clusterAutoscaler,
      values: clusterAutoscalerValues({ ...facts, clusterName, region: account.region }),
      identity: { account, cluster, serviceAccount, statements: autoscalerRights(account, clusterName) },
      after,
    }),
  ];
}
