import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originSecretHeader } from "../../../functions/waiting-room-api/guard";
import type { Origin } from "./behaviours";

export interface OriginsAsked {
  /** The load balancer's name for CloudFront, and by what it knows CloudFront. */
  readonly balancer: { readonly host: string; readonly secret: pulumi.Input<string> };
  /** Buckets' names as S3 resolves them in their region. */
  readonly buckets: Readonly<Record<"frontend" | "pages", pulumi.Input<string>>>;
  /** The same of the waiting room's API; undefined where there is none. */
  readonly waitingRoom:
    { readonly host: pulumi.Input<string>; readonly secret: pulumi.Input<string> } | undefined;
  readonly accessControlId: pulumi.Input<string>;
  readonly shieldRegion: string | undefined;
  /** Whether a server has the static files that the bucket does not. */
  readonly serverHasStatics: boolean;
}

/** Seconds that CloudFront keeps a connection for the next request. The load balancer must keep its own for longer. */
const keepAliveSeconds = 60;

const single = (originId: Exclude<Origin, "static">) => ({
  originId,
  // A server that is gone is noticed in 2 × 5 seconds, where CloudFront left to itself takes 30.
  ...{ connectionAttempts: 2, connectionTimeout: 5 },
});

/** Where behaviours get what they answer. */
export function originsOf(
  asked: OriginsAsked,
): Required<Pick<aws.cloudfront.DistributionArgs, "originGroups" | "origins">> {
  const shield =
    asked.shieldRegion === undefined
      ? {}
      : { originShield: { enabled: true, originShieldRegion: asked.shieldRegion } };
  const server = (
    originId: "balancer" | "waitingRoom",
    { host, secret }: { readonly host: pulumi.Input<string>; readonly secret: pulumi.Input<string> },
    originReadTimeout: number,
  ) => ({
    ...single(originId),
    ...shield,
    domainName: host,
    customHeaders: [{ name: originSecretHeader, value: secret }],
    customOriginConfig: {
      ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
      originSslProtocols: ["TLSv1.2"],
      originKeepaliveTimeout: keepAliveSeconds,
      originReadTimeout,
    },
  });
  const bucket = (originId: "frontend" | "pages") => ({
    ...single(originId),
    ...shield,
    domainName: asked.buckets[originId],
    originAccessControlId: asked.accessControlId,
  });
  return {
    origins: [
      server("balancer", asked.balancer, 30),
      bucket("frontend"),
      bucket("pages"),
      // Its function gives up after 3 seconds, and says so.
      ...(asked.waitingRoom === undefined ? [] : [server("waitingRoom", asked.waitingRoom, 10)]),
    ],
    originGroups: asked.serverHasStatics
      ? [
          {
            originId: "static" satisfies Origin,
            // A bucket that may not be listed says 403 of what it does not have.
            failoverCriteria: { statusCodes: [403, 404, 500, 502, 503, 504] },
            members: [{ originId: "frontend" }, { originId: "balancer" }],
          },
        ]
      : [],
  };
}
