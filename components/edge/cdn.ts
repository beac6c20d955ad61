import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import { Component } from "../component";
import type { DataTier } from "../data-tier";
import type { Operations } from "../operations";
import type { Statement } from "../policy-document";
import type { Queueing } from "../queueing";
import { WatchedFigures } from "../watched-figures";
import { Distribution } from "./distribution";
import { distributionAlarms } from "./distribution/alarms";
import { Certificate, type CertificateArgs } from "./dns/certificate";
import { SiteFirewall } from "./firewall/site-firewall";
import { ViewerFunctions } from "./gate";
import { publicHosts, type Hosts } from "./hosts";
import { Pages } from "./pages";
import { Probe } from "./probe";
import type { EdgeSettings } from "./settings";
import { usEast1 } from "../us-east-1";

export interface CdnArgs {
  readonly settings: EdgeSettings;
  readonly hosts: Hosts;
  readonly environment: Pick<EnvironmentSettings, "domain" | "prefix" | "protect">;
  readonly account: Account;
  readonly operations: Pick<Operations, "archive" | "elsewhere" | "retentionDays">;
  readonly queueing: Pick<Queueing, "waitingRoom">;
  readonly frontendBucket: DataTier["buckets"]["frontend"];
  readonly zoneId: pulumi.Input<string>;
  /** The record that proves the domain, where it is made already. */
  readonly proof: CertificateArgs["proof"];
  /** By what the load balancer knows CloudFront. */
  readonly balancerSecret: pulumi.Output<string> | undefined;
  /** Undefined where there is no waiting room. */
  readonly waitingRoomHost: pulumi.Output<string> | undefined;
  /** What must be in place before CloudFront sends anybody on. */
  readonly after: readonly pulumi.Resource[];
}

/** CloudFront and everything that belongs to it: certificate, firewall, gate, pages, and who may read the buckets. */
export class Cdn extends Component {
  readonly distribution: Distribution;
  /** Where the public names lead. */
  readonly target: { readonly name: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> };

  constructor(name: string, args: CdnArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Cdn", name, opts);
    const { account, environment, hosts, operations, settings } = args;
    const { elsewhere } = operations;
    const room = args.queueing.waitingRoom;
    if (elsewhere === undefined || args.balancerSecret === undefined) {
      throw new Error("CloudFront needs a topic in us-east-1, and a secret that the load balancer knows");
    }
    const certificateArn =
      settings.certificates.cdn ??
      new Certificate(
        this.named("certificate"),
        { domain: environment.domain, region: usEast1, zoneId: args.zoneId, proof: args.proof },
        this.within,
      ).arn;
    const firewall = new SiteFirewall(
      this.named("firewall"),
      {
        ...{ environment, scope: "CLOUDFRONT", region: usEast1, settings: settings.firewall },
        ...{ staticPaths: settings.staticPaths, waitingRoom: room !== undefined },
        ...{ keyArn: elsewhere.keyArn, retentionDays: operations.retentionDays },
      },
      this.within,
    );
    const viewer = new ViewerFunctions(
      this.named("viewer"),
      { settings, account, prefix: environment.prefix, entries: room?.gateEntries },
      this.within,
    );
    const pages = new Pages(this.named("pages"), { operations }, this.within);
    const buckets = { frontend: args.frontendBucket, pages };
    const hostOf = ({ bucketName }: Pick<Pages, "bucketName">) =>
      pulumi.interpolate`${bucketName}.s3.${account.region}.amazonaws.com`;
    this.distribution = new Distribution(
      this.named("distribution"),
      {
        ...{ settings, environment, operations, certificateArn, webAclArn: firewall.arn },
        hosts: Object.values(publicHosts(hosts)),
        origins: {
          balancer: { host: hosts.origin, secret: args.balancerSecret },
          buckets: { frontend: hostOf(buckets.frontend), pages: hostOf(pages) },
          waitingRoom:
            args.waitingRoomHost === undefined || room?.originHeader === undefined
              ? undefined
              : { host: args.waitingRoomHost, secret: room.originHeader.header },
        },
        functions: viewer.associations,
      },
      { ...this.within, dependsOn: [...args.after] },
    );
    for (const [bucketPart, bucket] of Object.entries(buckets)) {
      new aws.s3.BucketPolicy(
        this.named(`${bucketPart}-policy`),
        {
          bucket: bucket.bucketName,
          policy: bucket.policyWith([readBy(this.distribution, bucket.bucketArn)]),
        },
        this.within,
      );
    }
    new WatchedFigures(
      this.named("alarms"),
      {
        subject: `${environment.prefix}, CloudFront`,
        topicArn: elsewhere.alarms.arn,
        region: usEast1,
        watched: distributionAlarms({
          distributionId: this.distribution.id,
          functions: viewer.functionNames,
        }),
      },
      this.within,
    );
    if (settings.probe !== undefined) {
      new Probe(
        this.named("probe"),
        {
          ...{ prefix: environment.prefix, host: hosts.site, path: settings.probe.path },
          topicArn: elsewhere.alarms.arn,
        },
        this.within,
      );
    }
    this.target = { name: this.distribution.domainName, zoneId: this.distribution.zoneId };
    this.registerOutputs({});
  }
}

/** This distribution and no other, and what it names alone: it cannot list, write or delete. */
function readBy({ arn }: Distribution, bucketArn: pulumi.Output<string>): Statement {
  return {
    Sid: "ReadByTheDistribution",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: pulumi.interpolate`${bucketArn}/*`,
    Condition: { StringEquals: { "aws:SourceArn": arn } },
  };
}
