import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { Component } from "../../components/component";
import { policyDocument } from "../../components/policy-document";

export interface QueryLogsArgs {
  /** Its region is where Route 53 delivers. */
  readonly account: Account;
  readonly zones: ReadonlyMap<string, aws.route53.Zone>;
  readonly keyArn: pulumi.Input<string>;
  readonly retentionInDays: number;
}

/** The record of who asked for which name, a log group for each zone. */
export class QueryLogs extends Component {
  constructor(name: string, args: QueryLogsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:QueryLogs", name, opts);
    const { id, region } = args.account;

    // Ten such policies fit into a region: one for all zones.
    const delivery = new aws.cloudwatch.LogResourcePolicy(
      this.named("delivery"),
      {
        region,
        policyName: "urr-dns-query-logs",
        policyDocument: policyDocument([
          {
            Sid: "QueriesOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "route53.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`arn:aws:logs:${region}:${id}:log-group:/aws/route53/urr-bootstrap/*`,
            Condition: {
              StringEquals: { "aws:SourceAccount": id },
              ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
            },
          },
        ]),
      },
      this.within,
    );
    for (const [domain, zone] of args.zones) {
      const group = new aws.cloudwatch.LogGroup(
        this.named(`${domain}-group`),
        {
          name: `/aws/route53/urr-bootstrap/${domain}`,
          region,
          retentionInDays: args.retentionInDays,
          kmsKeyId: args.keyArn,
        },
        this.within,
      );
      new aws.route53.QueryLog(
        this.named(domain),
        { zoneId: zone.zoneId, cloudwatchLogGroupArn: group.arn },
        { ...this.within, dependsOn: delivery },
      );
    }
    this.registerOutputs({});
  }
}
