import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import type { EdgeSettings } from "../settings";
import { AccessLog } from "./access-log";
import { behaviours, type ViewerFunction } from "./behaviours";
import { cacheBehavior, type Association } from "./cache-behavior";
import { errorResponses } from "./error-pages";
import { originsOf, type OriginsAsked } from "./origins";
import { DistributionPolicies } from "./policies";

export interface DistributionArgs {
  readonly settings: Pick<
    EdgeSettings,
    | "apiPaths"
    | "contentSecurityPolicy"
    | "countries"
    | "frontend"
    | "originShield"
    | "priceClass"
    | "staticPaths"
  >;
  readonly environment: Pick<EnvironmentSettings, "prefix">;
  readonly operations: Pick<Operations, "archive">;
  readonly hosts: readonly string[];
  /** Of us-east-1. */
  readonly certificateArn: pulumi.Input<string>;
  readonly webAclArn: pulumi.Input<string>;
  readonly origins: Pick<OriginsAsked, "balancer" | "buckets" | "waitingRoom">;
  readonly functions: Readonly<Record<ViewerFunction, Association | undefined>>;
}

/** CloudFront: the one way in to the site, its API and its waiting room. */
export class Distribution extends Component {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** As AWS calls it, for alias records. */
  readonly domainName: pulumi.Output<string>;
  /** Of AWS, for alias records. */
  readonly zoneId: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Distribution", name, opts);
    const { environment, origins, settings } = args;
    const waitingRoom = origins.waitingRoom !== undefined;
    const policies = new DistributionPolicies(
      this.named("policies"),
      { contentSecurityPolicy: settings.contentSecurityPolicy },
      this.within,
    );
    const accessControl = new aws.cloudfront.OriginAccessControl(
      this.named("buckets"),
      {
        description: `Buckets of ${environment.prefix}`,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      this.within,
    );
    const { countries } = settings;
    const plans = behaviours({ ...settings, waitingRoom });
    const [fallback] = plans.slice(-1);
    if (fallback === undefined) throw new Error("there is no default behaviour");
    const distribution = new aws.cloudfront.Distribution(
      this.named("site"),
      {
        comment: `${environment.prefix}, site`,
        enabled: true,
        aliases: [...args.hosts],
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: settings.priceClass,
        webAclId: args.webAclArn,
        viewerCertificate: {
          acmCertificateArn: args.certificateArn,
          minimumProtocolVersion: "TLSv1.2_2021",
          sslSupportMethod: "sni-only",
        },
        ...originsOf({
          ...origins,
          accessControlId: accessControl.id,
          shieldRegion: settings.originShield,
          serverHasStatics: settings.frontend === "server" && settings.staticPaths.length > 0,
        }),
        orderedCacheBehaviors: plans.slice(0, -1).map((plan) => ({
          pathPattern: plan.path ?? "*",
          ...cacheBehavior(plan, policies, args.functions),
        })),
        defaultCacheBehavior: cacheBehavior(fallback, policies, args.functions),
        // A server answers for the root itself.
        ...(settings.frontend === "files" ? { defaultRootObject: "index.html" } : {}),
        customErrorResponses: [...errorResponses],
        restrictions: {
          geoRestriction:
            countries === undefined
              ? { restrictionType: "none" }
              : { restrictionType: "whitelist", locations: [...countries.only] },
        },
      },
      this.within,
    );
    new AccessLog(
      this.named("access-log"),
      {
        ...{ prefix: environment.prefix, operations: args.operations },
        distributionArn: distribution.arn,
      },
      this.within,
    );
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
    this.registerOutputs({ id: this.id });
  }
}
