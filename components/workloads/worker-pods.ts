import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadsArgs } from "./args";
import type { Manifest } from "./manifests/manifest";
import { logGroupNames } from "./observability/cloudwatch/log-groups";
import { object } from "./platform/made-in-cluster";
import { PodWorker } from "./worker";

/**
 * Makes the ticket worker as pods; nothing where a function does its work.
 *
 * @param manifests none where somebody else delivers them.
 */
export function workerPods(
  name: string,
  { aws, environment, settings, site }: WorkloadsArgs,
  manifests: readonly Manifest[],
  after: readonly pulumi.Resource[],
  within: { readonly parent: pulumi.Resource },
): readonly PodWorker[] {
  const needs = aws?.queueing.podWorker;
  if (aws === undefined || needs === undefined) return [];
  const here = {
    parent: within.parent,
    named: (part: string) => `${name}-${part}`,
    controlPlane: aws.cluster.controlPlane,
  };
  const isPolicy = ({ kind }: Manifest) => kind === "NetworkPolicy";
  const policies = manifests
    .filter(isPolicy)
    .map((policy) => object(here, policy.metadata.name, policy, after));
  const groups = logGroupNames(settings.observability, aws.cluster.clusterName);
  return [
    new PodWorker(
      name,
      {
        ...{ environment, account: aws.account, cluster: aws.cluster, operations: aws.operations, needs },
        ...{ stream: aws.queueing.stream, namespace: site.namespace },
        manifests: manifests.filter((manifest) => !isPolicy(manifest)),
        logGroupName: groups["application"],
        after: [...after, ...policies],
      },
      within,
    ),
  ];
}
