import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Network } from "../../network";
import type { WorkerStores } from "./stores";

export interface WorkerReachArgs {
  readonly prefix: string;
  readonly network: Pick<Network, "endpoints" | "vpcId">;
  readonly stores: Pick<WorkerStores, "kafka" | "postgres" | "redis" | "tables">;
}

/** Where a rule lets go: one of a group, a prefix list or a block. */
type Target = Pick<
  aws.vpc.SecurityGroupEgressRuleArgs,
  "cidrIpv4" | "prefixListId" | "referencedSecurityGroupId"
>;

const https = 443;

/**
 * The worker's security group: nobody comes in, and it goes to its stores and to AWS only. The stores' own groups are
 * opened to it from here, as they know nothing of it.
 */
export class WorkerReach extends Component {
  readonly securityGroupId: pulumi.Output<string>;
  /** Every rule that must stand before the worker can work. */
  readonly rules: readonly pulumi.Resource[];

  constructor(name: string, args: WorkerReachArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:WorkerReach", name, opts);
    const { network, prefix, stores } = args;
    const { id } = new aws.ec2.SecurityGroup(
      this.named("group"),
      {
        vpcId: network.vpcId,
        description: "Ticket worker: to its stores and to AWS, and nobody comes in",
        tags: { Name: `${prefix}-ticket-worker` },
      },
      this.within,
    );
    this.securityGroupId = id;

    const dynamodb = stores.tables === undefined ? undefined : network.endpoints.prefixListIds.dynamodb;
    this.rules = [
      ...this.#store("postgres", "PostgreSQL", stores.postgres),
      ...this.#store("redis", "Redis", stores.redis),
      ...(stores.kafka === undefined ? [] : this.#store("kafka", "Kafka", stores.kafka)),
      this.#toAws(network.endpoints.securityGroupId),
      ...(dynamodb === undefined
        ? []
        : [this.#out("to-dynamodb", "HTTPS to DynamoDB by its gateway", https, { prefixListId: dynamodb })]),
    ];
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }

  /** A way to a store, at both of its ends. */
  #store(
    part: string,
    what: string,
    { port, securityGroupId }: { readonly port: number; readonly securityGroupId: pulumi.Input<string> },
  ): readonly pulumi.Resource[] {
    const inward = new aws.vpc.SecurityGroupIngressRule(
      this.named(`into-${part}`),
      {
        securityGroupId,
        description: `${what} from the ticket worker`,
        referencedSecurityGroupId: this.securityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      },
      this.within,
    );
    const target = { referencedSecurityGroupId: securityGroupId };
    return [inward, this.#out(`to-${part}`, `${what} of this environment`, port, target)];
  }

  /** Where there are no endpoints, AWS is behind NAT, and has no list of addresses short enough for a group. */
  #toAws(endpoints: pulumi.Output<string> | undefined): pulumi.Resource {
    return endpoints === undefined
      ? this.#out("to-aws", "HTTPS to AWS by NAT, as there are no endpoints", https, {
          cidrIpv4: "0.0.0.0/0",
        })
      : this.#out("to-aws", "HTTPS to the endpoints of AWS", https, { referencedSecurityGroupId: endpoints });
  }

  #out(part: string, description: string, port: number, target: Target): pulumi.Resource {
    return new aws.vpc.SecurityGroupEgressRule(
      this.named(part),
      {
        securityGroupId: this.securityGroupId,
        description,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ...target,
      },
      this.within,
    );
  }
}
