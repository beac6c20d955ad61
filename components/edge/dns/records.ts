import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface RecordsArgs {
  readonly zoneId: pulumi.Input<string>;
  /** Hosts by a short name, which becomes part of the record's. */
  readonly hosts: Readonly<Record<string, string>>;
  /** What they lead to, as AWS knows it. */
  readonly target: { readonly name: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> };
  /** Whether the target has addresses of both kinds. */
  readonly ipv6: boolean;
}

/** Alias records: asked for free of charge, and the addresses are always those that the target has now. */
export class Records extends Component {
  constructor(name: string, args: RecordsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Records", name, opts);
    const { target, zoneId } = args;
    for (const [short, host] of Object.entries(args.hosts)) {
      for (const type of args.ipv6 ? ["A", "AAAA"] : ["A"]) {
        new aws.route53.Record(
          this.named(`${short}-${type.toLowerCase()}`),
          {
            ...{ zoneId, type, name: host },
            // CloudFront's health is not Route 53's business; a load balancer without targets still says so itself.
            aliases: [{ name: target.name, zoneId: target.zoneId, evaluateTargetHealth: false }],
          },
          this.within,
        );
      }
    }
    this.registerOutputs({});
  }
}

/** Names of Amazon's certificate authority: https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
const issuers = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** Nobody but Amazon is to issue certificates for the domain and what is below. */
export function certificateAuthorities(
  name: string,
  { zoneId, domain }: { readonly zoneId: pulumi.Input<string>; readonly domain: string },
  opts: pulumi.CustomResourceOptions,
): aws.route53.Record {
  const records = ["issue", "issuewild"].flatMap((tag) => issuers.map((issuer) => `0 ${tag} "${issuer}"`));
  return new aws.route53.Record(name, { zoneId, name: domain, type: "CAA", ttl: 3_600, records }, opts);
}
