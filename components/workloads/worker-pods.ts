import type * as pulumi from "@pulumi/pulumi";
import { bundlePoll } from "../../functions/ticket-worker/bundle-poll";
import { loginKeys } from "./application/keys";
import type { WorkloadsArgs } from "./args";
import { workerPolicies } from "./network-policies/jobs";
import { logGroupNames } from "./observability/cloudwatch/log-groups";
import { object } from "./platform/made-in-cluster";
import { storePorts } from "./stores/ports";
import { PodWorker } from "./worker";
import { workerObjects } from "./worker/objects";
import { podWorker, type PodWorkerSite } from "./worker/site";

/** The user of PostgreSQL that the worker is. */
const user = "worker";

/** Makes the ticket worker as pods; nothing where a function does its work. */
export function workerPods(
  name: string,
  args: WorkloadsArgs,
  after: readonly pulumi.Resource[],
  within: { readonly parent: pulumi.Resource },
): void {
  const { aws, environment, settings, site } = args;
  const needs = aws?.queueing.podWorker;
  if (aws === undefined || needs === undefined) return;
  const here = {
    parent: within.parent,
    named: (part: string) => `${name}-${part}`,
    controlPlane: aws.cluster.controlPlane,
  };
  const policies = settings.networkPolicies
    ? workerPolicies(site, [podWorker.app, podWorker.comparison]).map((policy) =>
        object(here, policy.metadata.name, policy, after),
      )
    : [];
  const groups = logGroupNames(settings.observability, aws.cluster.clusterName);
  new PodWorker(
    name,
    {
      ...{ environment, account: aws.account, cluster: aws.cluster, operations: aws.operations, needs },
      ...{ stream: aws.queueing.stream, namespace: site.namespace },
      manifests:
        settings.delivery === "pulumi"
          ? workerObjects(bundlePoll(), settings.worker, siteOf(args, aws.account.region))
          : [],
      logGroupName: groups["application"],
      after: [...after, ...policies],
    },
    within,
  );
}

function siteOf({ dataTierSettings, settings, site }: WorkloadsArgs, region: string): PodWorkerSite {
  const { managed, namespace, secretName } = site;
  const redis = settings.stores.redis.kind === "cluster" ? "redisCluster" : "dragonfly";
  return {
    ...{ namespace, region, generations: site.generations },
    database: managed.postgres
      ? undefined
      : {
          ...{ host: storePorts.postgres.app, port: storePorts.postgres.port, user },
          database: dataTierSettings.postgres.iamUsers[user] ?? "ticket_db",
          password: { secretName, key: loginKeys(user).password },
        },
    redis: managed.redis
      ? undefined
      : {
          host: storePorts[redis].app,
          port: storePorts[redis].port,
          mode: redis === "redisCluster" ? "cluster" : "single",
        },
  };
}
