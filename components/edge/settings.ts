import { z } from "zod";
import { withoutRepeats } from "../checked";
import { refusing, whenSound } from "../contradiction";
import { domainName } from "../domain-name";
import { allowList } from "./cidrs";
import { firewallSettings } from "./firewall/settings";
import { loadBalancerSettings } from "./load-balancer/settings";
import { pathPatterns } from "./path-patterns";
import { behaviourProblems, cdnProblems, doorProblems, gateProblems } from "./settings-problems";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region */
const shieldRegions = [
  ...["us-east-1", "us-east-2", "us-west-2", "ap-south-1", "ap-northeast-1", "ap-northeast-2"],
  ...["ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1", "eu-west-2", "sa-east-1"],
] as const;

const certificate = (description: string, region: string) =>
  z
    .string()
    .regex(
      /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
      "must be the ARN of a certificate of ACM",
    )
    .optional()
    .meta({
      description,
      examples: [`arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`],
    });

const certificates = z.strictObject({
  cdn: certificate("For CloudFront, which takes certificates of us-east-1 only.", "us-east-1"),
  regional: certificate("For the load balancer and the waiting room's API.", "ap-northeast-2"),
});

const country = z.string().regex(/^[A-Z]{2}$/, "must be a country's two letters, as ISO 3166 has them");

const countries = z.strictObject({
  only: z
    .array(country)
    .min(1)
    .superRefine(withoutRepeats)
    .meta({ description: "Nobody from elsewhere is let in.", examples: [["KR", "JP"]] }),
});

const probe = z.strictObject({
  path: z
    .string()
    .regex(/^\/[\w\-./?=&]{0,200}$/, "must be a path")
    .meta({ description: "Asked for under the site's domain.", examples: ["/"] }),
});

/** Each stands in several rules of the firewall, of which 1,500 units are included: https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
const mostStaticPaths = 25;

const each = z.strictObject({
  cdn: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether visitors come through CloudFront: then nothing behind it answers to who comes past it. Off: the load balancer is the door, open to `allowCidrs` alone.",
      examples: [true],
    }),
  zone: domainName.optional().meta({
    description: "The hosted zone that the names are written to; the domain itself unless set.",
    examples: ["urr.example.com"],
  }),
  www: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether `www.` before the domain leads to the site.",
      examples: [true],
    }),
  api: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether `api.` before the domain answers to `apiPaths`. Calls that need an admission go to the site's own domain, for its cookies go nowhere else.",
      examples: [true],
    }),
  allowCidrs: allowList
    .max(50)
    .superRefine(withoutRepeats)
    .default([])
    .meta({
      description: "Networks from which the load balancer answers where there is no CloudFront.",
      examples: [["198.51.100.0/24"]],
    }),
  gate: z
    .enum(["function", "lambdaEdge"])
    .default("function")
    .meta({
      description:
        "What checks admissions at the edge: a CloudFront Function, or Lambda@Edge at several times the price.",
      examples: ["function"],
    }),
  frontend: z
    .enum(["server", "files"])
    .default("server")
    .meta({
      description:
        "Where pages come from: a server in the cluster, or files in the frontend bucket, of which index.html is every page.",
      examples: ["server"],
    }),
  staticPaths: pathPatterns("/assets/*")
    .max(
      mostStaticPaths,
      `are more than ${String(mostStaticPaths)}: the firewall's rules would take more than is included`,
    )
    .default(["/_next/static/*", "/assets/*"])
    .meta({
      description:
        "Files of the frontend that are the same for everybody: from the bucket, and from the server where the bucket has none. Queries and cookies play no part.",
      examples: [["/_next/static/*", "/assets/*"]],
    }),
  apiPaths: pathPatterns("/api/*")
    .min(1)
    .default(["/api/*", "/socket.io/*"])
    .meta({
      description: "What the gateway answers, on every host. Nothing of it is kept at the edge.",
      examples: [["/api/*", "/socket.io/*"]],
    }),
  priceClass: z
    .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
    .default("PriceClass_200")
    .meta({
      description: "Which of CloudFront's locations serve: 200 has Asia, Europe and North America.",
      examples: ["PriceClass_200"],
    }),
  originShield: z
    .enum(shieldRegions)
    .optional()
    .meta({
      description:
        "A region whose cache stands before the origins, so that each is asked from one place. Paid by the request.",
      examples: ["ap-northeast-2"],
    }),
  countries: countries.optional().meta({
    description: "Which countries are let in; all unless set.",
    examples: [{ only: ["KR"] }],
  }),
  contentSecurityPolicy: z
    .string()
    .min(1)
    .max(2_000)
    .regex(/^[\x20-\x7e]+$/, "must be one line of plain characters")
    .default("base-uri 'self'; object-src 'none'; frame-ancestors 'none'; upgrade-insecure-requests")
    .meta({
      description: "What the site's pages may load and do, where the page itself does not say.",
      examples: ["default-src 'self'; object-src 'none'; frame-ancestors 'none'"],
    }),
  caa: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether DNS says that Amazon alone issues certificates for the domain and all below it. Off where others do.",
      examples: [true],
    }),
  certificates: certificates.prefault({}).meta({
    description:
      "Certificates that exist already and cover the domain and everything one label below it; those that are not given are made.",
    examples: [
      {
        cdn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
      },
    ],
  }),
  originSecretGeneration: z
    .int()
    .min(1)
    .default(1)
    .meta({
      description:
        "A higher number makes a new secret by which CloudFront is known behind it; the one before stays valid beside it.",
      examples: [2],
    }),
  firewall: firewallSettings
    .prefault({})
    .meta({ description: "What stands before everything else.", examples: [{ rateLimit: 2_000 }] }),
  loadBalancer: loadBalancerSettings
    .prefault({})
    .meta({ description: "The load balancer and its targets.", examples: [{ slowStartSeconds: 30 }] }),
  probe: probe.optional().meta({
    description:
      "Asks the site from outside every half minute and sounds an alarm when it does not answer. To be set once the site is live.",
    examples: [{ path: "/" }],
  }),
});

/** Settings of the edge, every default filled in. */
export type EdgeSettings = z.output<typeof each>;

export const edgeSettings = each
  .superRefine(refusing(doorProblems), whenSound("cdn", "allowCidrs"))
  .superRefine(refusing(gateProblems), whenSound("cdn", "gate", "frontend"))
  .superRefine(refusing(cdnProblems), whenSound("cdn", "countries", "originShield", "probe"))
  .superRefine(refusing(behaviourProblems), whenSound("staticPaths", "apiPaths"));
