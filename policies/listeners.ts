import { hasDistributionBefore, publicLoadBalancers } from "./distribution-parts";
import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, ofType, records, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const listener = (props: Props) =>
  example(types.listener, { loadBalancerArn: "arn:lb", protocol: "HTTPS", ...props });
const redirecting = (redirect: Props) =>
  listener({ protocol: "HTTP", defaultActions: [{ type: "redirect", redirect }] });
const toHttps = { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };

export const plainListenersRedirect: ResourcePolicy = {
  kind: "resource",
  id: "listeners-redirect-to-https",
  requirement: "A listener for HTTP does nothing but send visitors to HTTPS.",
  controls: ["ALB-01", "ELB.1"],
  severity: "medium",
  appliesTo: [types.listener],
  check: (one) => {
    const actions = records(one.props["defaultActions"]);
    const redirects =
      actions.length > 0 &&
      actions.every(
        (action) =>
          action["type"] === "redirect" &&
          at(action, "redirect.protocol") === "HTTPS" &&
          at(action, "redirect.statusCode") === "HTTP_301",
      );
    return violationIf(
      one.props["protocol"] === "HTTP" && !redirects,
      one,
      "defaultActions",
      "do not redirect to HTTPS with HTTP_301",
    );
  },
  violatedBy: [
    [listener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] })],
    [redirecting({ ...toHttps, statusCode: "HTTP_302" })],
    [redirecting({ ...toHttps, protocol: "#{protocol}" })],
    [listener({ protocol: "HTTP" })],
  ],
  keptBy: [redirecting(toHttps), listener({ defaultActions: [{ type: "forward" }] })],
};

/** ELB.1 and ELB.18 contradict each other; where CloudFront comes by HTTPS only, nobody is left to be redirected. */
export const listenersSpeakHttps: StackPolicy = {
  kind: "stack",
  id: "listeners-speak-https",
  requirement: "Where data is protected, a load balancer has no listener for HTTP at all.",
  controls: ["ALB-02", "ELB.18"],
  severity: "medium",
  askedOf: "protected stacks",
  appliesTo: [types.listener],
  check: (resources) =>
    ofType(resources, types.listener)
      .filter(({ props }) => props["protocol"] !== "HTTPS")
      .map((one) => violation(one, "protocol", "is not HTTPS")),
  violatedBy: [[{ ...redirecting(toHttps), protect: true }]],
  keptBy: [{ ...listener({}), protect: true }],
};

/** https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17 */
const recommended = ["1-3", "1-2-Res"].flatMap((version) =>
  ["2021-06", "FIPS-2023-04", "PQ-2025-09", "FIPS-PQ-2025-09"].map(
    (edition) => `ELBSecurityPolicy-TLS13-${version}-${edition}`,
  ),
);
const ours = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

export const listenersUseRecommendedTls: ResourcePolicy = {
  kind: "resource",
  id: "listeners-use-recommended-tls",
  requirement: "A listener for HTTPS uses one of the TLS policies that AWS recommends.",
  controls: ["ALB-03", "ELB.17"],
  severity: "medium",
  appliesTo: [types.listener],
  check: (one) =>
    violationIf(
      one.props["protocol"] === "HTTPS" && !recommended.includes(text(one.props["sslPolicy"]) ?? ""),
      one,
      "sslPolicy",
      `is not recommended any more; ${ours}, for example`,
    ),
  violatedBy: [
    [listener({})],
    [listener({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })],
    [listener({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09" })],
  ],
  keptBy: [
    listener({ sslPolicy: ours }),
    listener({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" }),
    listener({ protocol: "HTTP" }),
  ],
};

const server = example(types.distribution, { origins: [{ originId: "server", customOriginConfig: {} }] });
const loadBalancer = (props: Props = {}) => example(types.loadBalancer, { arn: "arn:lb", ...props });

/** What can be asked of CloudFront towards an origin ends at TLSv1.2: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html */
export const listenersSpeakToCloudFront: StackPolicy = {
  kind: "stack",
  id: "listener-speaks-to-cloudfront",
  requirement: "A listener behind a distribution speaks TLS 1.2 too.",
  controls: ["ALB-03", "EDGE-10"],
  severity: "high",
  appliesTo: [types.listener],
  check: (resources) => {
    if (!hasDistributionBefore(resources)) return [];
    const arns = publicLoadBalancers(resources).map(({ id, props }) => text(props["arn"]) ?? id);
    return ofType(resources, types.listener)
      .filter(({ props }) => arns.includes(text(props["loadBalancerArn"])))
      .filter(({ props }) => (text(props["sslPolicy"]) ?? "").includes("-TLS13-1-3-"))
      .map((one) =>
        violation(
          one,
          "sslPolicy",
          `speaks TLS 1.3 alone: CloudFront may get no answer; ${ours}, for example`,
        ),
      );
  },
  violatedBy: [
    [server, loadBalancer(), listener({ sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" })],
    [server, loadBalancer(), listener({ sslPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09" })],
  ],
  keptBy: [
    server,
    loadBalancer(),
    listener({ sslPolicy: ours }),
    loadBalancer({ arn: "arn:inside", internal: true }),
    listener({ loadBalancerArn: "arn:inside", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }),
  ],
};

export const listenerPolicies = [
  plainListenersRedirect,
  listenersSpeakHttps,
  listenersUseRecommendedTls,
  listenersSpeakToCloudFront,
];
