import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { list, ofType, text, texts, violation, violationIf } from "../read";
import { types } from "../types";
import { regionsOf } from "./regions";

const seat = "us-east-1";
const regional = "arn:aws:wafv2:ap-northeast-2:123456789012:regional/webacl/site/1";
const global = `arn:aws:wafv2:${seat}:123456789012:global/webacl/site/1`;

export const firewallsOfCloudFrontInSeat: StackPolicy = {
  kind: "stack",
  id: "regions-firewalls-of-cloudfront",
  requirement: `Web ACLs for CloudFront, and their sets of addresses, live in ${seat}.`,
  controls: ["V-03"],
  severity: "high",
  appliesTo: [types.webAcl, types.ipSet],
  check: (resources) => {
    const providers = ofType(resources, types.awsProvider);
    return ofType(resources, types.webAcl, types.ipSet)
      .filter(({ props }) => props["scope"] === "CLOUDFRONT")
      .filter((one) => regionsOf(one, providers).some((region) => region !== seat))
      .map((one) => violation(one, "region", `is not ${seat}`));
  },
  violatedBy: [
    [example(types.webAcl, { scope: "CLOUDFRONT", region: "ap-northeast-2" })],
    [example(types.awsProvider, { region: "ap-northeast-2" }), example(types.ipSet, { scope: "CLOUDFRONT" })],
  ],
  keptBy: [
    example(types.awsProvider, { region: "ap-northeast-2" }),
    example(types.webAcl, { scope: "CLOUDFRONT", region: seat }),
    example(types.ipSet, { scope: "REGIONAL" }),
  ],
};

const logging = (...logDestinationConfigs: readonly string[]) =>
  example(types.webAclLogging, { resourceArn: regional, logDestinationConfigs });
const group = (region: string, name: string) => `arn:aws:logs:${region}:123456789012:log-group:${name}`;
const legalDestination =
  /^arn:aws[a-z-]*:(logs:[a-z0-9-]+:\d{12}:log-group:|s3:::|firehose:[a-z0-9-]+:\d{12}:deliverystream\/)aws-waf-logs-[\w./#-]+$/;

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html */
export const firewallLogsDeliverable: ResourcePolicy = {
  kind: "resource",
  id: "firewall-logs-deliverable",
  requirement: "A web ACL logs to one place of its own region, whose name begins with aws-waf-logs-.",
  controls: ["V-32"],
  severity: "high",
  appliesTo: [types.webAclLogging],
  check: (one) => {
    const destinations = texts(one.props["logDestinationConfigs"]);
    const region = text(one.props["resourceArn"])?.split(":")[3];
    return [
      ...violationIf(
        list(one.props["logDestinationConfigs"]).length !== 1,
        one,
        "logDestinationConfigs",
        "must be exactly one",
      ),
      ...destinations.flatMap((destination) => {
        const own = destination.split(":")[3];
        return [
          ...violationIf(
            !legalDestination.test(destination),
            one,
            "logDestinationConfigs",
            "is no ARN of a log group, a bucket or a delivery stream called aws-waf-logs-…",
          ),
          ...violationIf(
            own !== undefined && own !== "" && region !== undefined && own !== region,
            one,
            "logDestinationConfigs",
            `is not in ${region ?? ""}, where the web ACL is`,
          ),
        ];
      }),
    ];
  },
  violatedBy: [
    [logging()],
    [logging(group("ap-northeast-2", "/aws/waf/site"))],
    [logging(group(seat, "aws-waf-logs-site"))],
    [logging(group("ap-northeast-2", "aws-waf-logs-a"), group("ap-northeast-2", "aws-waf-logs-b"))],
  ],
  keptBy: [
    logging(group("ap-northeast-2", "aws-waf-logs-urr-staging")),
    logging("arn:aws:s3:::aws-waf-logs-b"),
  ],
};

const association = (webAclArn: string, resourceArn: string) =>
  example(types.webAclAssociation, { webAclArn, resourceArn });
const loadBalancer = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/urr/1";
const cloudFront = /^arn:aws[a-z-]*:cloudfront:/;

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html */
export const firewallsFitWhatTheyGuard: ResourcePolicy = {
  kind: "resource",
  id: "firewalls-fit-what-they-guard",
  requirement: "A web ACL is associated with what is in a region; a distribution names its own itself.",
  controls: ["V-33"],
  severity: "high",
  appliesTo: [types.webAclAssociation],
  check: (one) => {
    const [acl, guarded] = [text(one.props["webAclArn"]) ?? "", text(one.props["resourceArn"]) ?? ""];
    return [
      ...violationIf(
        acl.includes(":global/webacl/"),
        one,
        "webAclArn",
        "is that of a web ACL for CloudFront, which a distribution names in webAclId",
      ),
      ...violationIf(
        cloudFront.test(guarded),
        one,
        "resourceArn",
        "is that of a distribution, which names its web ACL in webAclId",
      ),
      ...violationIf(
        [acl, guarded].every((arn) => (arn.split(":")[3] ?? "") !== "") &&
          !acl.includes(":global/webacl/") &&
          acl.split(":")[3] !== guarded.split(":")[3],
        one,
        "webAclArn",
        "is in another region than what it is to guard",
      ),
    ];
  },
  violatedBy: [
    [association(global, loadBalancer)],
    [association(regional, "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE")],
    [association(regional.replace("northeast-2", "northeast-1"), loadBalancer)],
  ],
  keptBy: [
    association(regional, loadBalancer),
    association(regional, "arn:aws:apigateway:ap-northeast-2::/restapis/a1b2c3d4e5/stages/live"),
  ],
};

export const firewallPlaces = [
  firewallsOfCloudFrontInSeat,
  firewallLogsDeliverable,
  firewallsFitWhatTheyGuard,
];
