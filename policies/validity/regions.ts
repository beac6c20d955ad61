import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { at, isProviderOf, ofType, records, stringsIn, text, violation, violationIf } from "../read";
import { types } from "../types";

const region =
  /(?<![a-z0-9])(?:af|ap|ca|eu|il|me|mx|sa|us)(?:-gov)?-(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-\d(?!\d)/g;

/** Types of services that have their seat in us-east-1, whatever the region of the stack. */
const worldwide = /^aws:(cloudfront|iam|route53|wafv2|shield|globalaccelerator|budgets|costexplorer)\//;

/** What names another region because it is about one. */
const isElsewhereByPurpose = (type: string, path: string, value: string): boolean =>
  (type === types.backupPlan && /\.copyActions\.\d+\.destinationVaultArn$/.test(path)) ||
  // A trigger names what a call follows, and leads nowhere.
  (type === types.functionInvocation && path.startsWith("triggers.")) ||
  // Topics call functions of other regions: https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
  (type === types.topicSubscription && path === "endpoint" && value.startsWith("arn:aws:lambda:")) ||
  (type === types.functionPermission && path === "sourceArn" && value.startsWith("arn:aws:sns:"));

/** Where a resource lives: its own region, that of its provider, or of any provider of the stack. */
export function regionsOf(resource: Judged, providers: readonly Judged[]): readonly string[] {
  const own = text(resource.props["region"]);
  if (own !== undefined) return [own];
  const named = providers.filter((provider) => isProviderOf(provider, resource));
  return (named.length > 0 ? named : providers).flatMap(({ props }) => text(props["region"]) ?? []);
}

/** How URNs of providers begin in an example. */
const urnPrefix = "urn:pulumi:example::urr::pulumi:providers:aws::";

export const oneRegion: StackPolicy = {
  kind: "stack",
  id: "regions-as-configured",
  requirement: "No value names another region than that of its resource.",
  controls: ["V-04"],
  severity: "medium",
  appliesTo: [types.awsProvider],
  check: (resources) => {
    const providers = ofType(resources, types.awsProvider);
    return resources
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap((resource) => {
        const right = [
          ...regionsOf(resource, providers),
          ...(worldwide.test(resource.type) ? ["us-east-1"] : []),
        ];
        if (right.length === 0) return [];
        return stringsIn(resource.props).flatMap(([path, value]) => {
          if (isElsewhereByPurpose(resource.type, path, value)) return [];
          const wrong = (value.match(region) ?? []).find((name) => !right.includes(name));
          return violationIf(
            wrong !== undefined,
            resource,
            path,
            `names the region ${wrong ?? ""}; the resource lives in ${right.join(", ")}`,
          );
        });
      });
  },
  violatedBy: [
    [
      example(types.awsProvider, { region: "ap-northeast-2" }),
      example(types.vpcEndpoint, { serviceName: "com.amazonaws.us-east-1.s3" }),
    ],
    [
      example(types.awsProvider, { region: "ap-northeast-2" }),
      example(types.functionPermission, { sourceArn: "arn:aws:execute-api:us-east-1:123456789012:api/*" }),
    ],
    [
      example(types.awsProvider, { region: "ap-northeast-2" }),
      example(types.subnet, { availabilityZone: "eu-central-1a" }),
    ],
    [
      example(types.awsProvider, { region: "ap-northeast-2" }, { name: "here" }),
      example(types.awsProvider, { region: "us-east-1" }, { name: "worldwide" }),
      example(
        types.vpcEndpoint,
        { serviceName: "com.amazonaws.us-east-1.s3" },
        { provider: `${urnPrefix}here-0::some-id` },
      ),
    ],
  ],
  keptBy: [
    example(types.awsProvider, { region: "ap-northeast-2" }),
    example(types.awsProvider, { region: "us-east-1" }, { name: "worldwide" }),
    example(
      types.topic,
      { kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" },
      { provider: `${urnPrefix}worldwide-1` },
    ),
    example(types.vpcEndpoint, { serviceName: "com.amazonaws.ap-northeast-2.s3" }),
    example(types.distribution, {
      viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    }),
    example(types.topic, {
      region: "us-east-1",
      kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/1",
    }),
    example(types.topicSubscription, {
      region: "us-east-1",
      endpoint: "arn:aws:lambda:ap-northeast-2:123456789012:function:forwarder",
    }),
    example(types.functionPermission, { sourceArn: "arn:aws:sns:us-east-1:123456789012:alarms" }),
    example(types.backupPlan, {
      rules: [
        {
          copyActions: [
            { destinationVaultArn: "arn:aws:backup:ap-northeast-1:123456789012:backup-vault:copies" },
          ],
        },
      ],
    }),
  ],
};

const seat = "us-east-1";
const isElsewhere = (arn: unknown): boolean => text(arn) !== undefined && text(arn)?.split(":")[3] !== seat;

export const edgeInItsSeat: ResourcePolicy = {
  kind: "resource",
  id: "regions-edge-in-us-east-1",
  requirement: "What CloudFront uses lives in us-east-1.",
  controls: ["V-03"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (distribution) => {
    const { props } = distribution;
    const behaviors = [props["defaultCacheBehavior"], ...records(props["orderedCacheBehaviors"])];
    const used: readonly (readonly [path: string, arn: unknown])[] = [
      ["viewerCertificate.acmCertificateArn", at(props, "viewerCertificate.acmCertificateArn")],
      ["webAclId", props["webAclId"]],
      ...behaviors
        .flatMap((behavior) => records(at(behavior, "lambdaFunctionAssociations")))
        .map((association) => ["lambdaFunctionAssociations", association["lambdaArn"]] as const),
    ];
    return used
      .filter(([, arn]) => isElsewhere(arn))
      .map(([path]) => violation(distribution, path, `is not in ${seat}, where CloudFront looks for it`));
  },
  violatedBy: [
    [
      example(types.distribution, {
        viewerCertificate: { acmCertificateArn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/1" },
      }),
    ],
    [
      example(types.distribution, {
        defaultCacheBehavior: {
          lambdaFunctionAssociations: [
            { lambdaArn: "arn:aws:lambda:ap-northeast-2:123456789012:function:gate:1" },
          ],
        },
      }),
    ],
  ],
  keptBy: [
    example(types.distribution, {
      viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    }),
  ],
};
