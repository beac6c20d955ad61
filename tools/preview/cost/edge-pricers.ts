import { runsAtEdge } from "../../../policies/function-links";
import { at, records, text, texts } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { asJudged } from "../judged";
import { fixed, hoursPerMonth, shareAmong, used, type Line, type Priced, type Pricer } from "./lines";

export const ingressType = "kubernetes:networking.k8s.io/v1:Ingress";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const distributionType = "aws:cloudfront/distribution:Distribution";
const edgeFunctionType = "aws:cloudfront/function:Function";
const lambdaType = "aws:lambda/function:Function";

const isApplication = ({ type, inputs }: Resource): boolean =>
  type === balancerType && (inputs["loadBalancerType"] ?? "application") === "application";

/** What the stated capacity of load balancers is shared among: those that visitors come by. */
export const takesVisitors = (resource: Resource): boolean =>
  isApplication(resource) || resource.type === ingressType;

/** Open to the internet it has a public IPv4 address in every zone. */
const loadBalancer: Pricer = ({ resource, resources, usage }) => {
  if (!isApplication(resource)) return [fixed("load balancer of another kind", null, null)];
  const { inputs } = resource;
  const zones = texts(inputs["subnets"]).length;
  const isPublic = inputs["internal"] !== true && inputs["ipAddressType"] !== "dualstack-without-public-ipv4";
  const share = shareAmong(resources, takesVisitors);
  return [
    fixed("load balancer", "alb-hour", hoursPerMonth),
    ...(isPublic
      ? [
          fixed(
            "its public IPv4 addresses, one in every zone",
            "public-ipv4-hour",
            zones === 0 ? null : zones * hoursPerMonth,
          ),
        ]
      : []),
    used("capacity units of the load balancer", "alb-lcu-hour", usage.loadBalancerLcuHours, share),
  ];
};

/** Requests to it and answers are paid where the visitors are; what is stated is taken to be in Korea. */
const distribution: Pricer = ({ resource, resources, usage }) => {
  const share = shareAmong(resources, ({ type }) => type === distributionType);
  const isShielded = records(resource.inputs["origins"]).some(
    (origin) => at(origin, "originShield.enabled") === true,
  );
  return [
    used("traffic to visitors in Korea", "cdn-korea-out-gb", usage.cdnOutGb, share),
    used(
      "HTTPS requests of visitors in Korea",
      "cdn-korea-million-https-requests",
      usage.cdnMillionRequests,
      share,
    ),
    used("traffic to origins", "cdn-korea-to-origin-gb", usage.cdnToOriginGb, share),
    ...(isShielded
      ? [used("requests through Origin Shield", "cdn-origin-shield-million-requests", undefined)]
      : []),
  ];
};

const hasStore = ({ inputs }: Resource): boolean => texts(inputs["keyValueStoreAssociations"]).length > 0;

function isLambdaAtEdge(resource: Resource, resources: readonly Resource[]): boolean {
  const [judged] = resource.type === lambdaType ? asJudged([resource]) : [];
  return judged !== undefined && runsAtEdge(judged, asJudged(resources));
}

/** The stated requests are those that a gate checks: a function with a store, or one of Lambda's. */
function shareOfGate(resources: readonly Resource[]): number {
  return shareAmong(
    resources,
    (one) => (one.type === edgeFunctionType && hasStore(one)) || isLambdaAtEdge(one, resources),
  );
}

/** The gate asks its store for an event, its key and a key that has just been replaced. */
const readsAtMost = 3;

const edgeFunction: Pricer = ({ resource, resources, usage }) => {
  const calls = "calls at the edge";
  if (!hasStore(resource)) {
    const others = shareAmong(resources, (one) => one.type === edgeFunctionType && !hasStore(one));
    return [used(calls, "cloudfront-function-million-calls", usage.edgeRewriteMillionRequests, others)];
  }
  const share = shareOfGate(resources);
  return [
    used(calls, "cloudfront-function-million-calls", usage.edgeGateMillionRequests, share),
    used(
      `reads of its store, as if each call read ${String(readsAtMost)} times`,
      "key-value-store-million-reads",
      usage.edgeGateMillionRequests,
      share * readsAtMost,
    ),
  ];
};

/** What a function of Lambda costs that CloudFront runs at its edge; undefined for all others. */
export function lambdaAtEdge({ resource, resources, usage }: Priced): readonly Line[] | undefined {
  if (!isLambdaAtEdge(resource, resources)) return undefined;
  const share = shareOfGate(resources);
  return [
    used("calls at the edge", "lambda-edge-million-requests", usage.edgeGateMillionRequests, share),
    used("memory while it runs at the edge", "lambda-edge-gb-second", usage.edgeGateGbSeconds, share),
  ];
}

/** Each option costs on top: TLS, a text to find, a check every ten seconds, and how long it took. */
const healthCheck: Pricer = ({ resource: { inputs } }) => {
  const type = text(inputs["type"]) ?? "";
  const options = [
    type.startsWith("HTTPS"),
    type.endsWith("STR_MATCH"),
    inputs["requestInterval"] === 10,
    inputs["measureLatency"] === true,
  ].filter(Boolean).length;
  return [
    fixed("health check", "health-check-month", 1),
    ...(options === 0
      ? []
      : [fixed("HTTPS, text, speed or latency of the check", "health-check-option-month", options)]),
  ];
};

const delivery: Pricer = () => [used("access logs delivered to S3", "cdn-log-to-s3-gb", undefined)];

/** How what stands before the cluster is paid for, but for web ACLs. */
export const edgePricers: Readonly<Record<string, Pricer>> = {
  [balancerType]: loadBalancer,
  [distributionType]: distribution,
  [edgeFunctionType]: edgeFunction,
  "aws:cloudwatch/logDelivery:LogDelivery": delivery,
  "aws:route53/healthCheck:HealthCheck": healthCheck,
};
