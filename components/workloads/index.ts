import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { WorkloadsArgs } from "./args";
import { asksAws } from "./application/needs";
import { serviceRights } from "./application/rights";
import { catalogues } from "./catalogue/catalogues";
import { DatabaseSetup } from "./database";
import { databaseSetup } from "./database/program";
import { applicationOf, nothing } from "./delivery/application";
import { routeOf } from "./application/route";
import { deliveryByArgoCd } from "./delivery-by-argo-cd";
import { Foundation } from "./foundation";
import { ServiceIngress } from "./ingress";
import { isRouted } from "./ingress/ingress";
import { InClusterStores } from "./in-cluster-stores";
import { loginsOf } from "./logins";
import { Observability } from "./observability";
import type { Manifest } from "./manifests/manifest";
import { Platform, type PlatformReady } from "./platform";
import { object, type Place } from "./platform/made-in-cluster";
import { ServiceDeployment } from "./service-deployment";
import { storageClass, storageClassName } from "./storage-class";
import { observabilityArgs, platformArgs } from "./surroundings";
import { workerPods } from "./worker-pods";
import { isRunnable, type RunnableWorkload } from "./workload";

type Ready = readonly pulumi.Resource[];

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

    const observability = new Observability(this.named("obs"), observabilityArgs(args, cluster), this.within);
    const { ready: platform } = new Platform(
      this.named("base"),
      platformArgs(args, [...cluster, ...observability.definitions]),
      this.within,
    );
    const logins = loginsOf(args.dataTierSettings.postgres, site.managed.postgres);
    const secrets = [...platform.secrets, ...(aws?.secretSources ?? [])];
    const owned =
      settings.delivery === "pulumi" ? applicationOf({ ...args, region: aws?.account.region }) : nothing;
    const foundation = new Foundation(
      this.named("app"),
      {
        ...{ site, endpoints, controlPlane, ...logins },
        ...{ kubernetesVersion: args.kubernetesVersion, policies: owned.policies },
        networkPolicies: settings.networkPolicies,
        catalogue: catalogues[settings.catalogue],
        ...{ secretNames: aws?.secretNames, tossClientKey: args.tossClientKey },
        ready: { cluster: [...cluster, ...platform.targets], secrets },
      },
      this.within,
    );
    const stores = new InClusterStores(
      this.named("stores"),
      {
        ...{ site, controlPlane, settings: settings.stores, workloads: args.services },
        databases: args.dataTierSettings.postgres.databases,
        topics: args.dataTierSettings.kafka,
        zipkin: settings.observability.traces === "zipkin",
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
    const working = workerPods(
      this.named("worker"),
      args,
      owned.worker,
      [...before, ...platform.scaling],
      this.within,
    );
    const common = owned.shared.map((manifest) =>
      object(here, manifest.metadata.name, manifest, [...foundation.place, ...platform.rollouts]),
    );
    const deployed = running.map((workload) => ({
      workload,
      service: this.#service(args, workload, owned.services.get(workload.name) ?? [], platform, [
        ...before,
        ...common,
      ]),
    }));
    this.#enter(args, [...platform.targets, ...deployed.map(({ service }) => service)]);
    deliveryByArgoCd(
      this.named("delivery"),
      args,
      {
        ...{ argoCd: platform.delivery, secrets },
        services: [
          ...[...before, ...working, ...deployed.map(({ service }) => service)],
          ...[...platform.rollouts, ...platform.scaling, ...platform.targets],
        ],
      },
      this.within,
    );
    const roles = deployed.flatMap(({ service: { roleArn }, workload }) =>
      roleArn === undefined ? [] : [{ workload, arn: roleArn }],
    );
    this.verifiers = roles.flatMap(({ arn, workload }) => (workload.admits === true ? [{ arn }] : []));
    this.roleArns = Object.fromEntries(roles.map(({ arn, workload }) => [workload.name, arn]));
    this.registerOutputs({});
  }

  /** Where an Ingress leads to the services, has it made. */
  #enter({ aws, services, site }: WorkloadsArgs, after: Ready): void {
    const routed = services.filter(isRunnable).filter(isRouted);
    if (aws === undefined || site.ingress === undefined || routed.length === 0) return;
    const { cluster, network, operations } = aws;
    new ServiceIngress(
      this.named("entry"),
      { services: routed, site, ingress: site.ingress, network, cluster, operations, after },
      this.within,
    );
  }

  #service(
    { aws, site }: WorkloadsArgs,
    workload: RunnableWorkload,
    objects: readonly Manifest[],
    platform: PlatformReady,
    pods: Ready,
  ): ServiceDeployment {
    const group =
      workload.door === undefined ? undefined : aws?.edge.loadBalancer.targetGroups[workload.door];
    return new ServiceDeployment(
      this.named(workload.shortName),
      {
        ...{ workload, site, objects, route: routeOf(workload, site) },
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
          gateways: platform.gateways,
        },
      },
      this.within,
    );
  }
}
