import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { FirewallSettings } from "./settings";
import { immunitySeconds, refusalBodies, siteRules } from "./site-rules";
import { WebAcl, type WebAclArgs } from "./web-acl";

export interface SiteFirewallArgs extends Pick<
  WebAclArgs,
  "environment" | "keyArn" | "region" | "retentionDays" | "scope"
> {
  readonly settings: FirewallSettings;
  readonly staticPaths: readonly string[];
  readonly waitingRoom: boolean;
}

/** What stands before the site, at CloudFront or at the load balancer. */
export class SiteFirewall extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: SiteFirewallArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:SiteFirewall", name, opts);
    const { region, scope, settings } = args;
    const loadTest =
      settings.loadTestCidrs.length === 0
        ? undefined
        : new aws.wafv2.IpSet(
            this.named("load-test"),
            {
              ...{ region, scope, ipAddressVersion: "IPV4" },
              description: "Where a load test comes from",
              addresses: [...settings.loadTestCidrs],
            },
            this.within,
          );
    const acl = new WebAcl(
      this.named("web"),
      {
        ...args,
        subject: "site",
        defaultAction: "allow",
        rules: siteRules({ ...args, loadTest: loadTest?.arn }),
        ...{ bodies: refusalBodies, immunitySeconds },
      },
      this.within,
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
