import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import { WatchedFigures } from "../watched-figures";
import { usEast1 } from "../us-east-1";

export interface ProbeArgs {
  readonly prefix: string;
  readonly host: string;
  readonly path: string;
  /** Of us-east-1, where Route 53 counts. */
  readonly topicArn: pulumi.Input<string>;
}

/** Asks for a page from all over the world, and wakes somebody when most of these places get none. */
export class Probe extends Component {
  constructor(name: string, args: ProbeArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Probe", name, opts);
    const check = new aws.route53.HealthCheck(
      this.named("check"),
      {
        ...{ type: "HTTPS", fqdn: args.host, port: 443, resourcePath: args.path, enableSni: true },
        ...{ requestInterval: 30, failureThreshold: 3 },
        tags: { Name: `${args.prefix}-site` },
      },
      this.within,
    );
    new WatchedFigures(
      this.named("alarms"),
      {
        subject: `${args.prefix}, site`,
        topicArn: args.topicArn,
        region: usEast1,
        watched: {
          unreachable: {
            meaning: `https://${args.host}${args.path} does not answer to who asks from outside. Begin with CloudFront's alarms, then DNS and the certificate.`,
            below: 1,
            minutes: { of: 3, bad: 3 },
            silence: "is bad",
            figure: {
              ...{ namespace: "AWS/Route53", metricName: "HealthCheckStatus", statistic: "Minimum" },
              dimensions: { HealthCheckId: check.id },
            },
          },
        },
      },
      this.within,
    );
    this.registerOutputs({});
  }
}
