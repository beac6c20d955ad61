import * as pulumi from "@pulumi/pulumi";
import type { Karpenter } from "../../cluster/karpenter";
import type { AwsFacts } from "./aws-facts";
import { charts } from "./charts";
import { InCluster } from "./in-cluster";
import { karpenter, karpenterValues } from "./karpenter";
import { nodeClassHead, nodeClassSpec } from "./node-class";
import { nodePool } from "./node-pools";
import type { AddonFacts } from "./placement";
import type { PoolName } from "./pool-settings";
import type { AddonsSettings } from "./settings";

export interface KarpenterNodesArgs {
  readonly aws: AwsFacts;
  /** Its rights and its queue, which are there first. */
  readonly karpenter: Karpenter;
  readonly facts: AddonFacts;
  readonly settings: Pick<AddonsSettings, "karpenter" | "loadTests">;
  readonly after: readonly pulumi.Resource[];
}

/**
 * Karpenter, and the pools of nodes that it makes.
 *
 * Its nodes are known to nobody else: they must be gone before it and its rights are.
 */
export class KarpenterNodes extends InCluster {
  /** There once a pod that asks for a node gets one. */
  readonly pools: readonly pulumi.Resource[];
  protected readonly controlPlane: pulumi.Resource;

  constructor(name: string, args: KarpenterNodesArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:KarpenterNodes", name, opts);
    const { aws, settings } = args;
    const { account, cluster, clusterSettings, network } = aws;
    this.controlPlane = cluster.controlPlane;

    const release = { namespace: karpenter.namespace, after: args.after };
    const kinds = this.chart({
      ...release,
      releaseName: "karpenter-crd",
      chart: charts.karpenterCrds,
      values: {},
    });
    const controller = this.chart({
      ...release,
      releaseName: karpenter.releaseName,
      chart: charts.karpenter,
      values: karpenterValues({
        ...args.facts,
        ...{ clusterName: cluster.clusterName, region: account.region },
        queueName: args.karpenter.queueName,
      }),
      withoutCrds: true,
      after: [...args.after, kinds, args.karpenter],
    });

    const spec = pulumi
      .all([
        args.karpenter.instanceProfileName,
        pulumi.all([...network.subnetIds.app]),
        pulumi.all([cluster.clusterSecurityGroupId, cluster.nodeSecurityGroupId]),
        aws.volumeKeyArn,
      ])
      .apply(([instanceProfile, subnetIds, securityGroupIds, volumeKeyArn]) =>
        nodeClassSpec({
          ...{ instanceProfile, subnetIds, securityGroupIds, volumeKeyArn, tags: aws.tags },
          ...{ image: settings.karpenter.image, diskGib: settings.karpenter.diskGib },
        }),
      );
    const nodeClass = this.objectOnAws("node-class", { ...nodeClassHead, spec }, [controller]);
    const names: readonly PoolName[] = ["critical", "general", ...(settings.loadTests ? loadTest : [])];
    this.pools = names.map((pool) =>
      this.objectOnAws(
        `${pool}-pool`,
        nodePool(pool, settings.karpenter[pool], clusterSettings.architecture),
        [nodeClass],
      ),
    );
    this.registerOutputs({});
  }
}

const loadTest = ["loadTest"] as const;
