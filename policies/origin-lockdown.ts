import { distributionOrigins, hasDistributionBefore, publicLoadBalancers } from "./distribution-parts";
import { example } from "./example";
import type { Judged, StackPolicy } from "./policy";
import { at, ofType, records, text, texts, violation, violationIf, type Props } from "./read";
import { types } from "./types";

/** By this header, with a secret in it, whatever stands behind CloudFront knows that a request came through it. */
const proof = "x-origin-verify";

const sent = { name: proof, value: "secret-of-a-generation" };
const distribution = (origin: Props = {}) =>
  example(types.distribution, {
    origins: [{ originId: "server", customOriginConfig: {}, customHeaders: [sent], ...origin }],
  });

export const distributionsProveThemselves: StackPolicy = {
  kind: "stack",
  id: "distributions-prove-themselves",
  requirement: "CloudFront shows every server behind it that a request came through CloudFront.",
  controls: ["EDGE-20"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (resources) =>
    ofType(resources, types.distribution).flatMap((one) =>
      distributionOrigins(one)
        .filter(({ kind }) => kind === "server")
        .filter(
          ({ props }) =>
            !records(props["customHeaders"]).some(({ name }) => text(name)?.toLowerCase() === proof),
        )
        .map(({ path }) => violation(one, `${path}.customHeaders`, `has no ${proof}`)),
    ),
  violatedBy: [
    [distribution({ customHeaders: [] })],
    [distribution({ customHeaders: [{ name: "x-other", value: "1" }] })],
  ],
  keptBy: [
    distribution(),
    distribution({ customHeaders: [{ ...sent, name: "X-Origin-Verify" }] }),
    distribution({ customHeaders: [], customOriginConfig: undefined }),
  ],
};

const loadBalancer = (props: Props = {}) =>
  example(types.loadBalancer, { arn: "arn:lb", securityGroups: ["sg-lb"], ...props });
const ingress = (peer: Props) =>
  example(types.securityGroupIngressRule, { securityGroupId: "sg-lb", ...peer });

/** Which prefix list it is cannot be seen by its id; that of a gateway endpoint is known, and never the one. */
function admitsOnlyAPrefixList({ props }: Judged, ofGateways: readonly unknown[]): boolean {
  const other = ["cidrIpv4", "cidrIpv6", "referencedSecurityGroupId"].some((peer) => text(props[peer]));
  return !other && text(props["prefixListId"]) !== undefined && !ofGateways.includes(props["prefixListId"]);
}

export const loadBalancersAdmitCloudFrontOnly: StackPolicy = {
  kind: "stack",
  id: "load-balancers-admit-cloudfront-only",
  requirement:
    "Behind a distribution, a public load balancer admits the addresses of CloudFront and no others.",
  controls: ["EDGE-20"],
  severity: "high",
  appliesTo: [types.loadBalancer],
  check: (resources) => {
    if (!hasDistributionBefore(resources)) return [];
    const ofGateways = ofType(resources, types.vpcEndpoint).flatMap(
      ({ props }) => text(props["prefixListId"]) ?? [],
    );
    return publicLoadBalancers(resources).flatMap((one) => {
      const groups = texts(one.props["securityGroups"]);
      const rules = ofType(resources, types.securityGroupIngressRule).filter(({ props }) =>
        groups.some((group) => group === props["securityGroupId"]),
      );
      return [
        ...violationIf(
          groups.length === 0,
          one,
          "securityGroups",
          "are missing: the VPC's default group is used",
        ),
        ...rules
          .filter((rule) => !admitsOnlyAPrefixList(rule, ofGateways))
          .map((rule) =>
            violation(
              rule,
              null,
              "lets visitors past CloudFront, its firewall and its gate; name the prefix list com.amazonaws.global.cloudfront.origin-facing",
            ),
          ),
      ];
    });
  },
  violatedBy: [
    [distribution(), loadBalancer(), ingress({ cidrIpv4: "203.0.113.0/24" })],
    [
      distribution(),
      loadBalancer(),
      ingress({ prefixListId: "pl-1" }),
      ingress({ cidrIpv6: "2001:db8::/32" }),
    ],
    [distribution(), loadBalancer(), ingress({ referencedSecurityGroupId: "sg-nodes" })],
    [
      distribution(),
      loadBalancer(),
      ingress({ prefixListId: "pl-s3" }),
      example(types.vpcEndpoint, { prefixListId: "pl-s3" }),
    ],
    [distribution(), loadBalancer({ securityGroups: [] })],
  ],
  keptBy: [
    distribution(),
    loadBalancer(),
    ingress({ prefixListId: "pl-cloudfront" }),
    ingress({ securityGroupId: "sg-other", cidrIpv4: "10.0.0.0/16" }),
    example(types.loadBalancer, { internal: true }),
  ],
};

const forwarding = { type: "forward", targetGroupArn: "arn:tg" };
const refusing = { type: "fixed-response", fixedResponse: { statusCode: "403" } };
const asking = { httpHeader: { httpHeaderName: "X-Origin-Verify", values: ["now", "before"] } };
const listener = (action: Props) =>
  example(types.listener, { arn: "arn:listener", loadBalancerArn: "arn:lb", defaultActions: [action] });
const rule = (conditions: readonly Props[], action: Props = forwarding) =>
  example(types.listenerRule, { listenerArn: "arn:listener", actions: [action], conditions });

const passesOn = (actions: unknown): boolean => records(actions).some(({ type }) => type === "forward");

/** A value of nothing but wildcards is no secret. */
function asksForProof({ props }: Judged): boolean {
  return records(props["conditions"]).some(
    (condition) =>
      text(at(condition, "httpHeader.httpHeaderName"))?.toLowerCase() === proof &&
      at(condition, "httpHeader.regexValues") === undefined &&
      !texts(at(condition, "httpHeader.values")).some((value) => /[*?]/.test(value)),
  );
}

export const listenersAskForProof: StackPolicy = {
  kind: "stack",
  id: "listeners-ask-for-origin-secret",
  requirement:
    "Behind a distribution, a public load balancer passes on nothing that does not show CloudFront's secret.",
  controls: ["EDGE-20"],
  severity: "high",
  appliesTo: [types.listener],
  check: (resources) => {
    if (!hasDistributionBefore(resources)) return [];
    const arns = publicLoadBalancers(resources).map(({ props, id }) => text(props["arn"]) ?? id);
    const listeners = ofType(resources, types.listener).filter(({ props }) =>
      arns.includes(text(props["loadBalancerArn"])),
    );
    const rules = ofType(resources, types.listenerRule).filter(({ props }) =>
      listeners.some((one) => props["listenerArn"] === (text(one.props["arn"]) ?? one.id)),
    );
    return [
      ...listeners
        .filter(({ props }) => passesOn(props["defaultActions"]))
        .map((one) => violation(one, "defaultActions", "passes on whatever no rule is about; answer 403")),
      ...rules
        .filter((one) => passesOn(one.props["actions"]) && !asksForProof(one))
        .map((one) =>
          violation(
            one,
            "conditions",
            `do not ask for the secret in ${proof}: every distribution of every account has the same addresses`,
          ),
        ),
    ];
  },
  violatedBy: [
    [distribution(), loadBalancer(), listener(forwarding)],
    [distribution(), loadBalancer(), listener(refusing), rule([{ hostHeader: { values: ["a.example"] } }])],
    [
      distribution(),
      loadBalancer(),
      listener(refusing),
      rule([{ httpHeader: { httpHeaderName: proof, values: ["*"] } }]),
    ],
  ],
  keptBy: [
    distribution(),
    loadBalancer(),
    listener(refusing),
    rule([{ pathPattern: { values: ["/api/*"] } }, asking]),
    rule([{ hostHeader: { values: ["www.example.com"] } }], { type: "redirect" }),
  ],
};

export const originLockdown = [
  distributionsProveThemselves,
  loadBalancersAdmitCloudFrontOnly,
  listenersAskForProof,
];
