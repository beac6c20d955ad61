import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import { endpointPolicy, gatewayPolicy } from "./endpoint-policies";
import { interfaceServices, type GatewayService } from "./endpoint-services";
import type { NetworkSettings } from "./settings";

export interface EndpointsArgs {
  readonly services: NetworkSettings["endpoints"];
  readonly account: Account;
  readonly vpcId: pulumi.Input<string>;
  readonly routeTableIds: pulumi.Input<string[]>;
  /** One subnet per zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Blocks whose hosts may call the interface endpoints, by a stable word such as `app-a`. */
  readonly clientCidrs: Readonly<Record<string, string>>;
  readonly prefix: string;
}

/** Private ways to AWS services: gateways for every tier, interfaces with a security group for those that call them. */
export class Endpoints extends Component {
  /** Guards the interface endpoints; undefined where there are none. */
  readonly securityGroupId: pulumi.Output<string> | undefined;
  /** Prefix lists by gateway service, for egress rules. */
  readonly prefixListIds: Readonly<Partial<Record<GatewayService, pulumi.Output<string>>>>;

  constructor(name: string, args: EndpointsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:network:Endpoints", name, opts);
    const { account, prefix, services, vpcId } = args;
    const serviceName = (service: string) => `com.amazonaws.${account.region}.${service}`;
    const tags = (service: string) => ({ Name: `${prefix}-${service}` });

    this.prefixListIds = Object.fromEntries(
      services.gateway.map((service) => {
        const endpoint = new aws.ec2.VpcEndpoint(
          this.named(service),
          {
            vpcId,
            serviceName: serviceName(service),
            vpcEndpointType: "Gateway",
            routeTableIds: args.routeTableIds,
            policy: gatewayPolicy(service, account),
            tags: tags(service),
          },
          this.within,
        );
        return [service, endpoint.prefixListId];
      }),
    );

    if (services.interface.length > 0) {
      const group = new aws.ec2.SecurityGroup(
        this.named("security-group"),
        {
          vpcId,
          description: "Interface endpoints: HTTPS from the app and streaming tiers",
          tags: tags("endpoints"),
        },
        this.within,
      );
      for (const [client, cidr] of Object.entries(args.clientCidrs)) {
        new aws.vpc.SecurityGroupIngressRule(
          this.named(`from-${client}`),
          {
            securityGroupId: group.id,
            description: `HTTPS from ${client}`,
            cidrIpv4: cidr,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
          },
          this.within,
        );
      }
      for (const service of services.interface) {
        const kind = interfaceServices[service].policy;
        new aws.ec2.VpcEndpoint(
          this.named(service.replace(".", "-")),
          {
            vpcId,
            serviceName: serviceName(service),
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: [...args.subnetIds],
            securityGroupIds: [group.id],
            ...(kind === "open" ? {} : { policy: endpointPolicy(kind, account) }),
            tags: tags(service),
          },
          this.within,
        );
      }
      this.securityGroupId = group.id;
    }

    this.registerOutputs({ securityGroupId: this.securityGroupId, prefixListIds: this.prefixListIds });
  }
}
