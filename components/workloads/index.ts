import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import { Component } from "../component";
import type { DataTierSettings } from "../data-tier/settings";
import type { Endpoints } from "./application/configuration";
import { sharedObjects } from "./application/objects";
import { asksAws } from "./application/needs";
import { serviceRights } from "./application/rights";
import { catalogues } from "./catalogue/catalogues";
import { DatabaseSetup } from "./database";
import { databaseSetup } from "./database/program";
import { Foundation } from "./foundation";
import { InClusterStores } from "./in-cluster-stores";
import { Observability } from "./observability";
import { spanReceiver } from "./observability/spans";
import type { WorkloadsOnAws } from "./on-aws";
import { Platform, type PlatformReady } from "./platform";
import { object, type Place } from "./platform/made-in-cluster";
import { ServiceDeployment } from "./service-deployment";
import type { WorkloadsSettings } from "./settings";
import type { Site } from "./site";
import { storageClass, storageClassName } from "./storage-class";
import { isRunnable, type RunnableWorkload, type Workload } from "./workload";

type Ready = readonly pulumi.Resource[];

export interface WorkloadsArgs {
  readonly settings: WorkloadsSettings;
  readonly site: Site;
  readonly services: readonly Workload[];
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "tags">;
  /** Major and minor, such as `1.36`. */
  readonly kubernetesVersion: string;
  readonly dataTierSettings: Pick<DataTierSettings, "kafka" | "postgres">;
  readonly endpoints: Endpoints;
  /** Whether pods work on ticket events. */
  readonly podWorker: boolean;
  /** Address of a Discord channel that is told what happens in the cluster; nobody is told where absent. */
  readonly discordWebhook: pulumi.Input<string> | undefined;
  /** Undefined where the cluster is nobody's on AWS, as on a laptop. */
  readonly aws: WorkloadsOnAws | undefined;
}

/**
 * The services of the platform in a cluster, with all that they run on there: controllers, stores that AWS does not run,
 * and who watches them.
 *
 * A service without a tag of its image is left out, so that the first deployment of an environment ends well, with the
 * registry that images are then pushed to.
 */
export class Workloads extends Component {
  /** Who reads the waiting room's keys, to verify what it has admitted. */
  readonly verifiers: readonly { readonly arn: pulumi.Output<string> }[];
  /** Of the roles that services have on AWS, by service. */
  readonly roleArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: WorkloadsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:Workloads", name, opts);
    const { aws, endpoints, settings, site } = args;
    const controlPlane = aws?.cluster.controlPlane;
    const here: Place = { parent: this, named: (part) => this.named(part), controlPlane };
    const running = args.services.filter(isRunnable);
    const disks =
      aws === undefined
        ? []
        : [object(here, "storage-class", storageClass(aws.cluster.volumeKeyArn), aws.after)];
    const cluster = [...(aws?.after ?? []), ...disks];

    const observability = this.#observability(args, cluster);
    const platform = this.#platform(args, [...cluster, ...observability.definitions]);
    const { databases, users } = this.#logins(args);
    const foundation = new Foundation(
      this.named("base"),
      {
        ...{ site, endpoints, controlPlane, databases, databaseUsers: users },
        ...{ kubernetesVersion: args.kubernetesVersion, networkPolicies: settings.networkPolicies },
        ...{ catalogue: catalogues[settings.catalogue], workloads: args.services },
        secretNames: aws?.secretNames,
        ready: { cluster: [...cluster, ...platform.targets], secrets: platform.secrets },
      },
      this.within,
    );
    const stores = new InClusterStores(
      this.named("stores"),
      {
        ...{ site, controlPlane, settings: settings.stores, workloads: args.services },
        databases: args.dataTierSettings.postgres.databases,
        topics: args.dataTierSettings.kafka,
        zipkin: spanReceiver(settings.observability)?.app === "zipkin-spring",
        networkPolicies: settings.networkPolicies,
        storageClass: aws === undefined ? undefined : storageClassName,
        keepsData: args.environment.protect,
        databaseClients: [databaseSetup],
        after: foundation.ready,
      },
      this.within,
    );
    const database = new DatabaseSetup(
      this.named("database"),
      {
        ...{ site, controlPlane, settings: args.dataTierSettings.postgres },
        networkPolicies: settings.networkPolicies,
        after: [...foundation.ready, ...stores.ready],
      },
      this.within,
    );

    const before = [...foundation.ready, ...stores.ready, ...database.ready, ...observability.ready];
    const shared = settings.delivery === "pulumi" ? sharedObjects(running, site) : [];
    const common = shared.map((manifest) =>
      object(here, manifest.metadata.name, manifest, [...foundation.place, ...platform.rollouts]),
    );
    const deployed = running.map((workload) => ({
      workload,
      service: this.#service(args, workload, platform, [...before, ...common]),
    }));
    const roles = deployed.flatMap(({ service: { roleArn }, workload }) =>
      roleArn === undefined ? [] : [{ workload, arn: roleArn }],
    );
    this.verifiers = roles.flatMap(({ arn, workload }) => (workload.admits === true ? [{ arn }] : []));
    this.roleArns = Object.fromEntries(roles.map(({ arn, workload }) => [workload.name, arn]));
    this.registerOutputs({});
  }

  #observability(args: WorkloadsArgs, after: Ready): Observability {
    const { aws, services, settings, site } = args;
    return new Observability(
      this.named("obs"),
      {
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
                disposable: !args.environment.protect,
                waitingRoomFigures: aws.queueing.waitingRoom?.figures,
              },
        ...{ deletedWith: aws?.cluster.controlPlane, after },
      },
      this.within,
    );
  }

  #platform(args: WorkloadsArgs, after: Ready): PlatformReady {
    const { aws, settings, site } = args;
    const { addons, delivery, observability } = settings;
    return new Platform(
      this.named("platform"),
      {
        ...{ settings: addons, delivery, after, kubernetesVersion: args.kubernetesVersion },
        clusterName: aws?.cluster.clusterName ?? args.environment.prefix,
        blueGreen: args.services.some(({ release }) => release === "blueGreen"),
        scalesByQueue: args.podWorker,
        monitored: observability.metrics === "prometheus",
        readers: [site.namespace],
        discordWebhook: args.discordWebhook,
        aws:
          aws === undefined
            ? undefined
            : {
                ...{ account: aws.account, cluster: aws.cluster, clusterSettings: aws.clusterSettings },
                ...{ network: aws.network, prefix: args.environment.prefix, tags: args.environment.tags },
                secretKeyArns: secretKeys(aws),
                volumeKeyArn: aws.cluster.volumeKeyArn,
                targetGroupArns: Object.values(aws.edge.loadBalancer.targetGroups).map(({ arn }) => arn),
                queueArns: args.podWorker ? [aws.queueing.stream.events.arn] : [],
              },
      },
      this.within,
    ).ready;
  }

  /** Who logs in to which databases, by a password. Behind a proxy even whoever signs in by IAM has one, for the proxy. */
  #logins({ dataTierSettings: { postgres }, site }: WorkloadsArgs) {
    const byIam = site.managed.postgres ? Object.keys(postgres.iamUsers) : [];
    const owners = Object.values(postgres.databases).flat();
    return { databases: Object.keys(postgres.databases), users: [...new Set([...owners, ...byIam])] };
  }

  #service(
    { aws, settings, site }: WorkloadsArgs,
    workload: RunnableWorkload,
    platform: PlatformReady,
    pods: Ready,
  ): ServiceDeployment {
    const group =
      workload.door === undefined ? undefined : aws?.edge.loadBalancer.targetGroups[workload.door];
    return new ServiceDeployment(
      this.named(workload.shortName),
      {
        ...{ workload, site, owned: settings.delivery === "pulumi" },
        controlPlane: aws?.cluster.controlPlane,
        rights:
          aws === undefined || !asksAws(workload, site)
            ? undefined
            : {
                ...{ account: aws.account, cluster: aws.cluster },
                statements: serviceRights(workload, { ...aws, region: aws.account.region }),
              },
        targets: aws === undefined || group === undefined ? undefined : { group, vpcId: aws.network.vpcId },
        ready: {
          pods: [...pods, ...(workload.release === "blueGreen" ? platform.rollouts : [])],
          targets: platform.targets,
        },
      },
      this.within,
    );
  }
}

/** Whoever reads the environment's secrets opens them with these. */
function secretKeys({ dataTier, operations }: WorkloadsOnAws): readonly pulumi.Input<string>[] {
  const { managed } = dataTier.redis;
  return [
    ...[dataTier.postgres.keyArn, dataTier.secrets.keyArn, operations.keyArn],
    ...(managed === undefined ? [] : [managed.keyArn]),
  ];
}
