import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Cluster } from "../../cluster";
import { Component } from "../../component";
import type { Network } from "../../network";
import type { Operations } from "../../operations";
import { OriginSecret } from "../../origin-secret";
import { WatchedFigures } from "../../watched-figures";
import type { Hosts } from "../hosts";
import type { EdgeSettings } from "../settings";
import { siteAlarms } from "./alarms";
import { Door } from "./door";
import { Listener } from "./listener";
import { listenerRules } from "./listener-rules";
import { portOf, Targets, type Service, type TargetGroup, type TargetsArgs } from "./targets";

export interface LoadBalancerArgs {
  readonly settings: Pick<
    EdgeSettings,
    "allowCidrs" | "apiPaths" | "cdn" | "frontend" | "loadBalancer" | "originSecretGeneration" | "staticPaths"
  >;
  readonly hosts: Hosts;
  readonly region: string;
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly network: Pick<Network, "subnetIds" | "vpcId">;
  readonly cluster: Pick<Cluster, "nodeSecurityGroupId">;
  readonly operations: Pick<Operations, "alarms" | "archive" | "keyArn">;
  readonly certificateArn: pulumi.Input<string>;
  readonly waitingRoom: TargetsArgs["waitingRoom"];
  /** Whether the nodes stop out of hours, and leave behind targets that do not answer. */
  readonly restsOutOfHours: boolean;
}

/**
 * The load balancer before the cluster, and who it lets through to whom. It is made here and not by a controller, since
 * CloudFront needs its name before anything runs in the cluster.
 */
export class LoadBalancer extends Component {
  readonly arn: pulumi.Output<string>;
  /** The last part of the ARN, by which metrics call it. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Of AWS, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly targetGroups: Readonly<Partial<Record<Service, TargetGroup>>>;
  /** What CloudFront is to send as `x-origin-verify`; undefined where it does not stand before. */
  readonly originSecret: pulumi.Output<string> | undefined;
  /** What must be in place before CloudFront sends another secret. */
  readonly listenerRules: readonly pulumi.Resource[];

  constructor(name: string, args: LoadBalancerArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:LoadBalancer", name, opts);
    const { environment, hosts, network, operations, settings } = args;
    const { cdn, frontend, loadBalancer } = settings;
    const services: readonly Service[] = frontend === "server" ? ["gateway", "frontend"] : ["gateway"];

    const door = new Door(
      this.named("door"),
      {
        ...{ vpcId: network.vpcId, prefix: environment.prefix, allowCidrs: settings.allowCidrs },
        nodeSecurityGroupId: args.cluster.nodeSecurityGroupId,
        ports: Object.fromEntries(services.map((service) => [service, portOf(loadBalancer, service)])),
      },
      this.within,
    );
    const balancer = new aws.lb.LoadBalancer(
      this.named("balancer"),
      {
        loadBalancerType: "application",
        internal: false,
        ipAddressType: "ipv4",
        subnets: [...network.subnetIds.public],
        securityGroups: [door.securityGroupId],
        enableDeletionProtection: environment.protect,
        enableZonalShift: true,
        enableHttp2: true,
        idleTimeout: loadBalancer.idleTimeoutSeconds,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        // Each proxy adds who asked it, so that services know how far to believe what is in front.
        xffHeaderProcessingMode: "append",
        accessLogs: {
          enabled: true,
          bucket: operations.archive.bucketName,
          prefix: operations.archive.loadBalancerFolder,
        },
      },
      // It tries to write to the archive as it is made.
      { ...this.within, dependsOn: operations.archive },
    );
    const targets = new Targets(
      this.named("targets"),
      { settings: loadBalancer, services, vpcId: network.vpcId, waitingRoom: args.waitingRoom },
      this.within,
    );
    const secret = cdn
      ? new OriginSecret(
          this.named("origin"),
          {
            ...{ secretName: `${environment.prefix}/load-balancer-origin`, whose: "the load balancer" },
            ...{ generation: settings.originSecretGeneration, acceptsNext: false },
            ...{ keyArn: operations.keyArn, region: args.region },
          },
          this.within,
        )
      : undefined;
    const listener = new Listener(
      this.named("listener"),
      {
        loadBalancerArn: balancer.arn,
        certificateArn: args.certificateArn,
        rules: listenerRules({ ...settings, hosts, waitingRoom: args.waitingRoom !== undefined }),
        targets: {
          ...Object.fromEntries(Object.entries(targets.services).map(([to, { arn }]) => [to, arn])),
          ...(targets.waitingRoomArn === undefined ? {} : { waitingRoom: targets.waitingRoomArn }),
        },
        secrets: secret?.accepted,
      },
      this.within,
    );
    new WatchedFigures(
      this.named("alarms"),
      {
        subject: `${environment.prefix}, load balancer`,
        topicArn: operations.alarms.arn,
        watched: siteAlarms({
          arnSuffix: balancer.arnSuffix,
          services: targets.services,
          restsOutOfHours: args.restsOutOfHours,
        }),
      },
      this.within,
    );

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.targetGroups = targets.services;
    this.originSecret = secret?.header;
    this.listenerRules = listener.rules;
    this.registerOutputs({ dnsName: this.dnsName });
  }
}
