import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../cluster";
import { Component } from "../../component";
import type { Network } from "../../network";
import type { Operations } from "../../operations";
import type { IngressSite, Site } from "../site";
import { addressOf, loadBalancerNameIn } from "./address";
import { annotation } from "./annotation";
import { loadBalancerAlarms } from "../../load-balancer-alarms";
import { WatchedFigures } from "../../watched-figures";
import { IngressDoor } from "./door";
import { ingressOf, type RoutedWorkload } from "./ingress";

export interface ServiceIngressArgs {
  readonly services: readonly RoutedWorkload[];
  readonly site: Pick<Site, "namespace" | "prefix">;
  readonly ingress: IngressSite;
  readonly network: Pick<Network, "subnetIds" | "vpcId">;
  readonly cluster: Pick<Cluster, "nodeSecurityGroupId">;
  readonly operations: Pick<Operations, "alarms" | "archive">;
  /** Its controller, and the services that it leads to. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * A load balancer that the cluster's controller makes, with a path for each service, and the name under which it is
 * found. It stands beside the one that Edge has made, not behind it.
 */
export class ServiceIngress extends Component {
  constructor(name: string, args: ServiceIngressArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:ServiceIngress", name, opts);
    const { ingress: site, network, operations, services } = args;
    const door = new IngressDoor(
      this.named("door"),
      {
        ...{ vpcId: network.vpcId, prefix: args.site.prefix, allowCidrs: site.allowCidrs },
        listensOn: site.certificateArn === undefined ? [80] : [80, 443],
        nodeSecurityGroupId: args.cluster.nodeSecurityGroupId,
        podPorts: services.map(({ port }) => port),
      },
      this.within,
    );
    const manifest = ingressOf(services, args.site, site);
    // Never ended with the cluster alone: the load balancer would stay, and with it the network.
    const made = new kubernetes.networking.v1.Ingress(
      this.named("ingress"),
      {
        ...manifest,
        metadata: {
          ...manifest.metadata,
          annotations: {
            ...manifest.metadata.annotations,
            ...annotation(
              "subnets",
              pulumi.all([...network.subnetIds.public]).apply((ids) => ids.join(",")),
            ),
            ...annotation("security-groups", door.securityGroupId),
            ...annotation("load-balancer-attributes", attributes(operations)),
          },
        },
      },
      {
        ...this.within,
        // It tries to write to the archive as it is made.
        dependsOn: [...args.after, door, operations.archive],
        customTimeouts: { delete: "30m" },
      },
    );
    const address = addressOf(made.status);
    this.#watch(args, address);
    const { zoneId } = aws.route53.getZoneOutput({ name: site.zone, privateZone: false }, this.within);
    new aws.route53.Record(
      this.named("name"),
      { zoneId, name: site.host, type: "CNAME", ttl: 60, records: [address] },
      this.within,
    );
    this.registerOutputs({});
  }

  /** Its figures go by a part of its ARN that AWS makes up, and that only AWS tells once it is there. */
  #watch({ operations, site: { prefix } }: ServiceIngressArgs, address: pulumi.Output<string>): void {
    const { arnSuffix } = aws.lb.getLoadBalancerOutput(
      { name: address.apply(loadBalancerNameIn) },
      this.within,
    );
    new WatchedFigures(
      this.named("alarms"),
      {
        ...{ subject: `${prefix}, load balancer of the Ingress`, topicArn: operations.alarms.arn },
        watched: loadBalancerAlarms(arnSuffix),
      },
      this.within,
    );
  }
}

/** Like those of the site's load balancer. One that is left out later stays as it was. */
function attributes({ archive }: ServiceIngressArgs["operations"]): pulumi.Output<string> {
  return pulumi
    .all([
      "routing.http.drop_invalid_header_fields.enabled=true",
      "access_logs.s3.enabled=true",
      pulumi.interpolate`access_logs.s3.bucket=${archive.bucketName}`,
      `access_logs.s3.prefix=${archive.loadBalancerFolder}`,
    ])
    .apply((each) => each.join(","));
}
