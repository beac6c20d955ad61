import * as aws from "@pulumi/aws";
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import { Component } from "../component";
import type { Operations } from "../operations";
import { planAddresses, type AddressPlan, type Tier } from "./addresses";
import { endpointClients } from "./endpoint-clients";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { environmentNames } from "./name-tags";
import { NatAlarms } from "./nat-alarms";
import type { NetworkSettings } from "./settings";
import { subnetIdsOf, subnetSpecs, subnetTypes } from "./subnets";

export interface NetworkArgs extends NetworkSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms" | "archive" | "keyArn" | "retentionDays">;
}

const natStrategies = { perZone: "OnePerAz", single: "Single", none: "None" } as const;

/**
 * The VPC in five tiers: public, app, db, cache and streaming, each with one subnet per zone.
 *
 * Promises that the data tiers have no way to the internet, that app and streaming leave through NAT of their own
 * zone, and that AWS services are reached without leaving the network where an endpoint is asked for.
 * Security groups of what runs inside belong to the components that run it.
 */
export class Network extends Component {
  readonly vpcId: pulumi.Output<string>;
  /** The VPC's block. */
  readonly cidr: string;
  /** Subnets by tier, one per zone in the order of the zones. */
  readonly subnetIds: Readonly<Record<Tier, readonly pulumi.Output<string>[]>>;
  /** Blocks by tier, for egress rules that know no security group. */
  readonly tierCidrs: AddressPlan;
  readonly endpoints: Endpoints;

  constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:network:Network", name, opts);
    const { account, environment, operations, zones } = args;
    const { prefix } = environment;
    const types = subnetTypes(args.dbOutbound);
    this.cidr = args.cidr;
    this.tierCidrs = planAddresses(args.cidr, args.profile, zones.length);

    const vpcName = this.named("vpc");
    const vpc = new Vpc(
      vpcName,
      {
        cidrBlock: args.cidr,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        availabilityZoneNames: zones.map((zone) => `${account.region}${zone}`),
        subnetStrategy: "Auto",
        subnetNameTagStrategy: "AvailabilityZone",
        subnetSpecs: subnetSpecs(this.tierCidrs, types, prefix),
        natGateways: { strategy: natStrategies[args.nat] },
      },
      { ...this.withinPackaged, transforms: [environmentNames(vpcName, prefix)] },
    );
    this.vpcId = vpc.vpcId;
    this.subnetIds = {
      public: subnetIdsOf("public", types, zones.length, vpc),
      app: subnetIdsOf("app", types, zones.length, vpc),
      db: subnetIdsOf("db", types, zones.length, vpc),
      cache: subnetIdsOf("cache", types, zones.length, vpc),
      streaming: subnetIdsOf("streaming", types, zones.length, vpc),
    };

    for (const cidr of args.extraCidrs) {
      new aws.ec2.VpcIpv4CidrBlockAssociation(
        this.named(`block-${cidr.replace("/", "-")}`),
        { vpcId: vpc.vpcId, cidrBlock: cidr },
        this.within,
      );
    }
    new aws.ec2.DefaultSecurityGroup(
      this.named("default-security-group"),
      { vpcId: vpc.vpcId, tags: { Name: `${prefix}-default-closed` } },
      this.within,
    );
    this.endpoints = new Endpoints(
      this.named("endpoints"),
      {
        services: args.endpoints,
        account,
        vpcId: vpc.vpcId,
        routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map(({ id }) => id))),
        subnetIds: this.subnetIds.app,
        clientCidrs: endpointClients(this.tierCidrs, args),
        prefix,
      },
      this.within,
    );
    new FlowLogs(
      this.named("flow-logs"),
      { settings: args.flowLogs, vpcId: vpc.vpcId, prefix, account, operations },
      this.within,
    );

    const natZones = { perZone: zones, single: zones.slice(0, 1), none: [] }[args.nat];
    natZones.forEach((zone, index) => {
      const natGatewayId = vpc.natGateways.apply((gateways) => {
        const gateway = gateways[index];
        if (gateway === undefined) throw new Error(`the VPC has no NAT gateway in zone ${zone}`);
        return gateway.id;
      });
      new NatAlarms(
        this.named(`nat-${zone}`),
        { natGatewayId, topicArn: operations.alarms.arn, subject: `${prefix}, NAT gateway of zone ${zone}` },
        this.within,
      );
    });

    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds, tierCidrs: this.tierCidrs });
  }
}
