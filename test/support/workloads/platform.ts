import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { Karpenter } from "../../../components/cluster/karpenter";
import { Platform, type PlatformArgs } from "../../../components/workloads/platform";
import { addonsSettings } from "../../../components/workloads/platform/settings";
import { orderOf } from "../order";
import { evaluateComponents } from "../evaluate-component";
import { Graph, statementsOf } from "../graph";
import { networkIn, operations } from "../upstream";
import { callers } from "./callers";

export const volumeKeyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/volumes";
export const secretKeyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/secrets";
export const targetGroupArn =
  "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:targetgroup/gateway/0123456789abcdef";
export const queueArn = "arn:aws:sqs:ap-northeast-2:123456789012:reservations.fifo";

export interface PlatformCase extends Partial<
  Pick<
    PlatformArgs,
    "blueGreen" | "callers" | "delivery" | "discordWebhook" | "monitored" | "routesFrom" | "scalesByQueue"
  >
> {
  readonly settings?: z.input<typeof addonsSettings>;
  readonly onAws?: boolean;
  readonly karpenter?: boolean;
  readonly ingresses?: boolean;
  readonly nodes?: { readonly min: number; readonly max: number };
}

/** The platform by itself, with a cluster that stands for the real one. */
export async function platformOf(given: PlatformCase = {}) {
  const {
    onAws = true,
    karpenter = false,
    ingresses = false,
    nodes = { min: 3, max: 6 },
    settings = {},
    ...others
  } = given;
  const tags = { Project: "urr", Stack: "test" };
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const cluster = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
    const controlPlane = new pulumi.ComponentResource("urr:cluster:ControlPlane", "control-plane", {});
    const network = networkIn(["a", "b", "c"]);
    const groups = { cluster: pulumi.output("sg-cluster"), nodes: pulumi.output("sg-nodes") };
    const common = { account, clusterName: "urr-test", volumeKeyArn, tags };
    const nodeMaker = karpenter
      ? new Karpenter(
          "cluster-karpenter",
          {
            ...common,
            subnetIds: network.subnetIds.app,
            securityGroupIds: Object.values(groups),
            operations,
          },
          here,
        )
      : undefined;
    new Platform(
      "workloads-base",
      {
        ...{ settings: addonsSettings.parse(settings), kubernetesVersion: "1.36", clusterName: "urr-test" },
        callers,
        ...{ blueGreen: true, scalesByQueue: false, delivery: "pulumi", monitored: false },
        ...{ readers: ["urr-spring"], routesFrom: [], discordWebhook: undefined, after: [], ...others },
        aws: onAws
          ? {
              ...{ account, network, prefix: "urr-test", tags, volumeKeyArn },
              cluster: {
                ...{ clusterName: "urr-test", controlPlane, karpenter: nodeMaker },
                ...{ clusterSecurityGroupId: groups.cluster, nodeSecurityGroupId: groups.nodes },
              },
              clusterSettings: { architecture: "arm64", nodes },
              secretKeyArns: [secretKeyArn],
              ingresses,
              targetGroupArns: [targetGroupArn],
              queueArns: [queueArn],
            }
          : undefined,
      },
      pulumi.mergeOptions(here, { providers: { kubernetes: cluster } }),
    );
  });
  const graph = new Graph(resources);
  const before = orderOf(resources);
  return {
    ...{ graph, resources, problems },
    release: (name: string) => graph.named(`workloads-base-${name}-release`, "kubernetes:helm.sh/v3:Release"),
    releases: () =>
      graph
        .ofType("kubernetes:helm.sh/v3:Release")
        .map(({ inputs }) => String(inputs["name"]))
        .toSorted(),
    rights: (name: string) =>
      statementsOf(graph.named(`workloads-base-${name}-id-pods-policy`).inputs["policy"]),
    /** Names of what stands before a resource. */
    before: (name: string) => new Set([...before(graph.named(name))].map((one) => one.name)),
  };
}
