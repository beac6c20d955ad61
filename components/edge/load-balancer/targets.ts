import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { LoadBalancerSettings } from "./settings";

/** The services that answer in the cluster. */
export type Service = "gateway" | "frontend";

export interface TargetsArgs {
  readonly settings: LoadBalancerSettings;
  readonly services: readonly Service[];
  readonly vpcId: pulumi.Input<string>;
  /** The function that answers for the waiting room; undefined where CloudFront asks its API. */
  readonly waitingRoom:
    { readonly arn: pulumi.Input<string>; readonly name: pulumi.Input<string> } | undefined;
}

/** How a service in the cluster is reached, for whoever registers its pods. */
export interface TargetGroup {
  readonly arn: pulumi.Output<string>;
  /** The last part of the ARN, by which metrics call it. */
  readonly arnSuffix: pulumi.Output<string>;
  /** Pods, or nodes on a port of theirs. */
  readonly targetType: "ip" | "instance";
  readonly port: number;
}

/** The port that requests to a service go to: the pods', or the nodes' where it is deployed blue/green. */
export function portOf(settings: LoadBalancerSettings, service: Service): number {
  const { nodePort, port } = settings[service];
  return nodePort === false ? port : nodePort;
}

/** Where Socket.IO asks until it has its WebSocket: a browser whose requests it answers stays with its pod for an hour. */
const stickyUnlessSet: Readonly<Record<Service, number>> = { gateway: 3_600, frontend: 0 };

/** Behind a port of the nodes any pod answers, so that a browser cannot stay with one. */
function stickySecondsOf(settings: LoadBalancerSettings, service: Service): number {
  const { nodePort, stickySeconds = stickyUnlessSet[service] } = settings[service];
  return nodePort === false ? stickySeconds : 0;
}

/**
 * Who may answer. The cluster puts pods in and takes them out; the groups are here, since CloudFront and its alarms
 * need the load balancer before there is a pod.
 */
export class Targets extends Component {
  readonly services: Readonly<Partial<Record<Service, TargetGroup>>>;
  /** Of the group that calls the waiting room's function. */
  readonly waitingRoomArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: TargetsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Targets", name, opts);
    this.services = Object.fromEntries(
      args.services.map((service) => [service, this.#service(service, args)]),
    );
    this.waitingRoomArn = args.waitingRoom === undefined ? undefined : this.#lambda(args.waitingRoom);
    this.registerOutputs({});
  }

  #service(service: Service, { settings, vpcId }: TargetsArgs): TargetGroup {
    const { healthPath, nodePort } = settings[service];
    const stickySeconds = stickySecondsOf(settings, service);
    const targetType = nodePort === false ? "ip" : "instance";
    const port = portOf(settings, service);
    const group = new aws.lb.TargetGroup(
      this.named(service),
      {
        ...{ vpcId, port, targetType, protocol: "HTTP", protocolVersion: "HTTP1" },
        healthCheck: {
          ...{ enabled: true, path: healthPath, port: "traffic-port", protocol: "HTTP", matcher: "200" },
          ...{ interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
        },
        deregistrationDelay: settings.deregistrationDelaySeconds,
        slowStart: settings.slowStartSeconds,
        // The others know no slow start.
        loadBalancingAlgorithmType: "round_robin",
        // Said also where there is none: what is left out stays as it was.
        stickiness: {
          type: "lb_cookie",
          ...(stickySeconds === 0 ? { enabled: false } : { enabled: true, cookieDuration: stickySeconds }),
        },
      },
      this.within,
    );
    return { arn: group.arn, arnSuffix: group.arnSuffix, targetType, port };
  }

  #lambda(lambda: NonNullable<TargetsArgs["waitingRoom"]>): pulumi.Output<string> {
    const group = new aws.lb.TargetGroup(
      this.named("waiting-room"),
      // The function sets several cookies at once.
      { targetType: "lambda", lambdaMultiValueHeadersEnabled: true },
      this.within,
    );
    const permission = new aws.lambda.Permission(
      this.named("waiting-room-calls"),
      {
        action: "lambda:InvokeFunction",
        function: lambda.name,
        principal: "elasticloadbalancing.amazonaws.com",
        sourceArn: group.arn,
      },
      this.within,
    );
    const attached = new aws.lb.TargetGroupAttachment(
      this.named("waiting-room-function"),
      { targetGroupArn: group.arn, targetId: lambda.arn },
      { ...this.within, dependsOn: permission },
    );
    return pulumi.all([group.arn, attached.id]).apply(([arn]) => arn);
  }
}
