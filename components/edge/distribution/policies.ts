import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { contentSecurityPolicy as waitingPageCsp } from "../../../functions/waiting-page/security";
import { Component } from "../../component";
import type { BehaviourPlan } from "./behaviours";

/** AWS's own: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const managedCache = {
  nothing: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  byPath: "658327ea-f89d-4fab-a63d-7e88639e58f6",
};

/** AWS's own: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedForward: Readonly<Record<BehaviourPlan["forward"], string | undefined>> = {
  nothing: undefined,
  everything: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  everythingButHost: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  originForBuckets: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
};

const year = 31_536_000;

/** Nothing of a browser's that a ticket shop needs, but paying. */
const permissionsPolicy = "camera=(), geolocation=(), microphone=(), usb=(), payment=(self)";

/** What is kept at the edge, and what every answer says to the browser. */
export class DistributionPolicies extends Component {
  readonly cache: Readonly<Record<BehaviourPlan["cache"], pulumi.Input<string>>>;
  readonly headers: Readonly<Record<BehaviourPlan["headers"], pulumi.Output<string>>>;

  constructor(
    name: string,
    args: { readonly contentSecurityPolicy: string },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("urr:edge:DistributionPolicies", name, opts);
    const none = { cookieBehavior: "none" };
    const status = new aws.cloudfront.CachePolicy(
      this.named("status"),
      {
        comment: "The waiting room's status: the same for all, asked for once a second",
        // Where the API says less, it is the API that would be asked by everybody at once.
        ...{ minTtl: 1, defaultTtl: 1, maxTtl: 5 },
        parametersInCacheKeyAndForwardedToOrigin: {
          cookiesConfig: none,
          headersConfig: { headerBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "none" },
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
        },
      },
      this.within,
    );
    this.cache = { ...managedCache, status: status.id };
    this.headers = {
      site: this.#headers("site", "The site", { policy: args.contentSecurityPolicy, override: false }),
      waitingPage: this.#headers("waiting-page", "The waiting page", {
        policy: waitingPageCsp,
        override: true,
      }),
    };
    this.registerOutputs({});
  }

  /** Security headers. Those that a page may know better leave its own word alone. */
  #headers(
    part: string,
    comment: string,
    csp: { readonly policy: string; readonly override: boolean },
  ): pulumi.Output<string> {
    const { override } = csp;
    return new aws.cloudfront.ResponseHeadersPolicy(
      this.named(part),
      {
        comment,
        securityHeadersConfig: {
          strictTransportSecurity: { accessControlMaxAgeSec: year, includeSubdomains: true, override: true },
          contentTypeOptions: { override: true },
          contentSecurityPolicy: { contentSecurityPolicy: csp.policy, override },
          frameOptions: { frameOption: "DENY", override },
          referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
        },
        customHeadersConfig: {
          items: [{ header: "Permissions-Policy", value: permissionsPolicy, override }],
        },
        removeHeadersConfig: { items: ["Server", "X-Powered-By"].map((header) => ({ header })) },
      },
      this.within,
    ).id;
  }
}
