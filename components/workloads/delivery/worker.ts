import { bundlePoll } from "../../../functions/ticket-worker/bundle-poll";
import { loginKeys } from "../application/keys";
import type { Manifest } from "../manifests/manifest";
import { workerPolicies } from "../network-policies/jobs";
import { storePorts } from "../stores/ports";
import { workerObjects } from "../worker/objects";
import { podWorker, type PodWorkerSite } from "../worker/site";
import type { ApplicationArgs } from "./application";

/** The user of PostgreSQL that the worker is. */
const user = "worker";

type Args = Omit<ApplicationArgs, "region"> & { readonly region: string };

/** Whom the ticket worker's pods may call, and all of their objects but what only AWS knows. */
export function workerManifests(args: Args): readonly Manifest[] {
  const { settings, site } = args;
  return [
    ...(settings.networkPolicies ? workerPolicies(site, [podWorker.app, podWorker.comparison]) : []),
    ...workerObjects(bundlePoll(), settings.worker, siteOf(args)),
  ];
}

function siteOf({ dataTierSettings, region, settings, site }: Args): PodWorkerSite {
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
