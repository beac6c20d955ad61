import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { KafkaSettings } from "../data-tier/kafka/settings";
import type { Manifest } from "./manifests/manifest";
import { storePolicies, type ReachedStore } from "./network-policies/stores";
import { object, type Place } from "./platform/made-in-cluster";
import { registerManifest } from "./register";
import type { Site } from "./site";
import { dragonflyObjects } from "./stores/dragonfly";
import { kafkaObjects } from "./stores/kafka";
import { kafkaTopicsObjects } from "./stores/kafka-topics";
import { redisPorts, storePorts } from "./stores/ports";
import { postgresObjects } from "./stores/postgres";
import { redisClusterObjects } from "./stores/redis-cluster";
import type { StoresSettings } from "./stores/settings";
import type { StoreSite } from "./stores/site";
import { zipkinObjects } from "./stores/zipkin";
import type { Workload } from "./workload";

type Ready = readonly pulumi.Resource[];

export interface InClusterStoresArgs {
  readonly site: Pick<Site, "managed" | "namespace" | "scrapedFrom" | "secretName">;
  readonly settings: StoresSettings;
  readonly workloads: readonly Workload[];
  readonly databases: Readonly<Record<string, readonly string[]>>;
  readonly topics: Pick<KafkaSettings, "partitions" | "retentionHours" | "topics">;
  /** Whether spans go to a Zipkin beside the services. */
  readonly zipkin: boolean;
  readonly networkPolicies: boolean;
  readonly storageClass: string | undefined;
  /** Whether volumes stay when a store is taken away. */
  readonly keepsData: boolean;
  /** The `app` labels of whoever else calls the databases. */
  readonly databaseClients: readonly string[];
  readonly controlPlane: pulumi.Resource | undefined;
  readonly after: Ready;
}

/** One store that is to run in the cluster. */
interface ChosenStore extends ReachedStore {
  readonly part: string;
  readonly objects: readonly Manifest[];
}

/** The stores that AWS does not run for this environment. */
export class InClusterStores extends Component {
  /** What must be there before a service can work. */
  readonly ready: Ready;

  constructor(name: string, args: InClusterStoresArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:InClusterStores", name, opts);
    const here: Place = {
      parent: this,
      named: (part) => this.named(part),
      controlPlane: args.controlPlane,
    };
    const stores = chosenStores(args);
    const policies = args.networkPolicies ? storePolicies(args.site.namespace, stores) : [];
    const opened = policies.map((policy) => object(here, policy.metadata.name, policy, args.after));
    this.ready = stores.flatMap(({ objects, part }) => {
      const jobs = objects.filter(({ kind }) => kind === "Job");
      const made = objects
        .filter(({ kind }) => kind !== "Job")
        .map((manifest) => keep(here, part, manifest, [...args.after, ...opened]));
      return [...made, ...jobs.map((job) => prepare(here, part, job, made))];
    });
    this.registerOutputs({});
  }
}

/** Really deleted even where the cluster goes too: the disks behind it are known to the cluster alone. */
function keep(here: Place, part: string, manifest: Manifest, after: Ready): pulumi.Resource {
  const named = `${part}-${manifest.metadata.name}-${manifest.kind.toLowerCase()}`;
  return manifest.kind === "StatefulSet"
    ? registerManifest(here.named(named), manifest, {
        ...{ parent: here.parent, dependsOn: [...after] },
        customTimeouts: { delete: "15m" },
      })
    : object(here, named, manifest, after);
}

function prepare(here: Place, part: string, job: Manifest, after: Ready): pulumi.Resource {
  return object(here, `${part}-${job.metadata.labels?.["app"] ?? job.metadata.name}`, job, after);
}

function chosenStores(args: InClusterStoresArgs): readonly ChosenStore[] {
  const { databases, settings, site, topics, workloads } = args;
  const { managed } = site;
  const place: StoreSite = {
    namespace: site.namespace,
    secretName: site.secretName,
    keepsData: args.keepsData,
    ...(args.storageClass === undefined ? {} : { storageClass: args.storageClass }),
  };
  const clients = (uses: (workload: Workload) => boolean) => workloads.filter(uses).map(({ name }) => name);
  const all: readonly (ChosenStore & { readonly wanted: boolean })[] = [
    {
      ...{ wanted: !managed.postgres, part: "postgres", store: storePorts.postgres },
      objects: postgresObjects(place, settings, databases),
      clients: [...clients(({ database }) => database !== undefined), ...args.databaseClients],
      open: settings.nodePorts.postgres !== undefined,
    },
    {
      ...{ wanted: !managed.redis, part: "redis", store: redisPorts(settings.redis.kind), open: false },
      objects:
        settings.redis.kind === "cluster"
          ? redisClusterObjects(place, settings.redis)
          : dragonflyObjects(place, settings.redis),
      clients: clients(({ redis: uses }) => uses),
    },
    {
      ...{ wanted: !managed.kafka, part: "kafka", store: storePorts.kafka, open: false },
      objects: [...kafkaObjects(place, settings.kafka), ...kafkaTopicsObjects(place, settings.kafka, topics)],
      clients: clients(({ kafka }) => kafka !== undefined),
    },
    {
      ...{ wanted: args.zipkin, part: "zipkin", store: storePorts.zipkin },
      objects: zipkinObjects(place, settings),
      clients: clients(({ tier }) => tier === "backend"),
      open: settings.nodePorts.zipkin !== undefined,
      shownIn: site.scrapedFrom,
    },
  ];
  return all.filter(({ wanted }) => wanted);
}
