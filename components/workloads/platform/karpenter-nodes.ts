import * as pulumi from "@pulumi/pulumi";
import type { Karpenter } from "../../cluster/karpenter";
import type { AwsFacts } from "./aws-facts";
import { charts } from "./charts";
import { karpenter, karpenterValues } from "./karpenter";
import { chart, objectOnAws, type Place } from "./made-in-cluster";
import { nodeClassHead, nodeClassSpec } from "./node-class";
import { nodePool, poolNames } from "./node-pools";
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
 * Karpenter, and the pools of nodes that it makes: there once a pod that asks for a node gets one.
 *
 * Its nodes are known to nobody else: they must be gone before it and its rights are.
 */
export function karpenterNodes(place: Place, args: KarpenterNodesArgs): readonly pulumi.Resource[] {
  const { aws, settings } = args;
  const { architecture } = aws.clusterSettings;
  const nodeClass = objectOnAws(place, "node-class", { ...nodeClassHead, spec: specOf(args) }, [
    controller(place, args),
  ]);
  const pools: readonly PoolName[] = ["critical", "general", ...(settings.loadTests ? loadTest : [])];
  return pools.map((pool) =>
    objectOnAws(place, `${poolNames[pool]}-pool`, nodePool(pool, settings.karpenter[pool], architecture), [
      nodeClass,
    ]),
  );
}

const loadTest = ["loadTest"] as const;

function controller(place: Place, { after, aws, facts, karpenter: made }: KarpenterNodesArgs) {
  const { namespace, releaseName } = karpenter;
  const kinds = chart(place, "karpenter-kinds", {
    ...{ releaseName: "karpenter-crd", namespace, chart: charts.karpenterCrds, values: {}, after },
  });
  return chart(place, "karpenter", {
    ...{ releaseName, namespace, chart: charts.karpenter, withoutCrds: true },
    values: karpenterValues({
      ...facts,
      ...{ clusterName: aws.cluster.clusterName, region: aws.account.region, queueName: made.queueName },
    }),
    after: [...after, kinds, made],
  });
}

function specOf({ aws, karpenter: made, settings }: KarpenterNodesArgs) {
  const { clusterSecurityGroupId, nodeSecurityGroupId } = aws.cluster;
  const { diskGib, image } = settings.karpenter;
  return pulumi
    .all([
      made.instanceProfileName,
      pulumi.all([...aws.network.subnetIds.app]),
      pulumi.all([clusterSecurityGroupId, nodeSecurityGroupId]),
      aws.volumeKeyArn,
    ])
    .apply(([instanceProfile, subnetIds, securityGroupIds, volumeKeyArn]) =>
      nodeClassSpec({
        ...{ instanceProfile, subnetIds, securityGroupIds, volumeKeyArn, image, diskGib, tags: aws.tags },
      }),
    );
}
