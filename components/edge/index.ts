import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import type { Cluster } from "../cluster";
import { Component } from "../component";
import type { DataTier } from "../data-tier";
import type { Network } from "../network";
import type { Operations } from "../operations";
import type { Queueing } from "../queueing";
import { Cdn } from "./cdn";
import { Certificate } from "./dns/certificate";
import { certificateAuthorities, Records, type RecordsArgs } from "./dns/records";
import { SiteFirewall } from "./firewall/site-firewall";
import { hostsOf, publicHosts, type Hosts } from "./hosts";
import { LoadBalancer } from "./load-balancer";
import type { EdgeSettings } from "./settings";
import { ApiDoor } from "./waiting-room";

export interface EdgeArgs extends EdgeSettings {
  readonly environment: Pick<EnvironmentSettings, "domain" | "prefix" | "protect">;
  readonly account: Account;
  readonly network: Pick<Network, "subnetIds" | "vpcId">;
  readonly cluster: Pick<Cluster, "nodeSecurityGroupId">;
  readonly dataTier: Pick<DataTier, "buckets">;
  readonly queueing: Pick<Queueing, "waitingRoom">;
  readonly operations: Pick<Operations, "alarms" | "archive" | "elsewhere" | "keyArn" | "retentionDays">;
  /** Whether the cluster's nodes stop out of hours. */
  readonly restsOutOfHours: boolean;
}

/**
 * How the environment is reached from outside: names, certificates, the load balancer before the cluster, and in front
 * of all of it CloudFront with its firewall and its admission gate, where it is asked for.
 *
 * Promises one door: what stands behind CloudFront answers to nobody who comes past it.
 */
export class Edge extends Component {
  readonly hosts: Hosts;
  /** Of the zone that the names are in: what the registrar of the domain is told. */
  readonly nameServers: pulumi.Output<string[]>;
  readonly loadBalancer: Pick<LoadBalancer, "arn" | "dnsName" | "targetGroups">;
  /** Undefined where there is no CloudFront. */
  readonly distributionId: pulumi.Output<string> | undefined;

  constructor(name: string, args: EdgeArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Edge", name, opts);
    const { account, environment, operations } = args;
    const { domain } = environment;
    this.hosts = hostsOf(domain, args);
    const zone = aws.route53.getZoneOutput({ name: args.zone ?? domain, privateZone: false }, this.within);
    const { zoneId } = zone;
    this.nameServers = zone.nameServers;

    const certificate =
      args.certificates.regional === undefined
        ? new Certificate(
            this.named("certificate"),
            { domain, region: account.region, zoneId, proof: undefined },
            this.within,
          )
        : undefined;
    const certificateArn = certificate?.arn ?? pulumi.output(args.certificates.regional ?? "");
    if (args.caa) certificateAuthorities(this.named("caa"), { zoneId, domain }, this.within);

    const room = args.queueing.waitingRoom;
    const balancer = new LoadBalancer(
      this.named("load-balancer"),
      {
        ...{ environment, operations, certificateArn, settings: args, hosts: this.hosts },
        ...{ region: account.region, network: args.network, cluster: args.cluster },
        waitingRoom: args.cdn ? undefined : room?.apiFunction,
        restsOutOfHours: args.restsOutOfHours,
      },
      this.within,
    );
    const regional = {
      ...{ environment, region: account.region },
      ...{ retentionDays: operations.retentionDays, keyArn: operations.keyArn },
    };
    const apiDoor =
      room === undefined
        ? undefined
        : new ApiDoor(
            this.named("waiting-room"),
            {
              ...regional,
              api: room.api,
              originSecrets: room.originHeader?.accepted ?? [],
              domain: args.cdn ? { host: this.hosts.waitingRoom, certificateArn } : undefined,
            },
            this.within,
          );
    const records = (
      part: string,
      hosts: Readonly<Record<string, string>>,
      target: RecordsArgs["target"],
      ipv6: boolean,
    ) => new Records(this.named(part), { zoneId, hosts, target, ipv6 }, this.within);
    const open = { name: balancer.dnsName, zoneId: balancer.zoneId };

    if (args.cdn) {
      const named = records("origin-record", { balancer: this.hosts.origin }, open, false);
      const apiNamed =
        apiDoor?.target === undefined
          ? undefined
          : records("waiting-room-record", { api: this.hosts.waitingRoom }, apiDoor.target, false);
      const cdn = new Cdn(
        this.named("cdn"),
        {
          ...{ account, environment, operations, settings: args, hosts: this.hosts },
          ...{ zoneId, proof: certificate?.proof, queueing: args.queueing },
          frontendBucket: args.dataTier.buckets.frontend,
          balancerSecret: balancer.originSecret,
          waitingRoomHost: apiDoor?.host,
          // A secret that is not yet known behind would be refused, and so would visitors by a gate without entries.
          after: [
            ...[...balancer.listenerRules, named],
            ...(apiNamed === undefined ? [] : [apiNamed]),
            ...(room === undefined ? [] : [room.firstEntries]),
          ],
        },
        this.within,
      );
      this.distributionId = cdn.distribution.id;
      records("site-records", publicHosts(this.hosts), cdn.target, true);
    } else {
      const firewall = new SiteFirewall(
        this.named("firewall"),
        {
          ...{ ...regional, scope: "REGIONAL", settings: args.firewall, waitingRoom: room !== undefined },
          staticPaths: args.staticPaths,
        },
        this.within,
      );
      new aws.wafv2.WebAclAssociation(
        this.named("guarded"),
        { webAclArn: firewall.arn, resourceArn: balancer.arn },
        this.within,
      );
      records("site-records", publicHosts(this.hosts), open, false);
    }
    this.loadBalancer = balancer;
    this.registerOutputs({});
  }
}
