import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import { healthChecks, healthCheckTags, ownBucketsAndSecrets, ownKeys } from "./own-resources";
import { ownIdentities } from "./own-roles";
import { deployRoleName } from "./role-names";
import { regionsOf, type Scope } from "./scope";
import { accountSwitches, runtimeActions, stackServices } from "./services";
import { stateAccess } from "./state-access";

/**
 * The most that any role of a stack can do, whatever its own policies say: the deploy role, the preview role, and every
 * role that the deploy role makes, for it cannot make one without this boundary, nor take it off or change it.
 *
 * Stacks of one account are kept apart by name where IAM knows names, and by the tag `Stack` where a service compares
 * tags. What has neither, such as CloudFront's policies and key-value stores, stacks of one account share.
 */
export function boundary(scope: Scope, boundaryArn: pulumi.Input<string>): readonly Statement[] {
  const { region, stack, state, secretsKeyArn, dns } = scope;
  return [
    {
      Sid: "Services",
      Effect: "Allow",
      Action: [...stackServices.map((service) => `${service}:*`), ...runtimeActions],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestedRegion": [...new Set([region, "us-east-1", ...regionsOf(scope)])] },
      },
    },
    {
      // Prices are asked in a region of Amazon's choice; a request to a key-value store is signed for all of them.
      Sid: "Worldwide",
      Effect: "Allow",
      Action: [
        ...["cloudfront-keyvaluestore:*", "iam:Get*", "iam:List*", "pricing:GetProducts"],
        ...healthChecks,
      ],
      Resource: "*",
    },
    {
      // Lambda@Edge writes its log in the region where it ran.
      Sid: "EdgeLogs",
      Effect: "Allow",
      Action: "logs:*Log*",
      Resource: "arn:aws:logs:*:*:log-group:/aws/lambda/us-east-1.*",
    },
    {
      Sid: "Parameters",
      Effect: "Allow",
      Action: "ssm:GetParameter*",
      Resource: ["aws/service/*", `urr-${stack}/*`].map((path) => `arn:aws:ssm:*:*:parameter/${path}`),
    },
    healthCheckTags,
    ...ownBucketsAndSecrets(scope),
    ...ownKeys(scope),
    ...recordsByDeployRole(scope),
    ...ownIdentities(scope),
    ...stateAccess(scope, "deploy"),
    {
      Sid: "NothingOfOtherStacks",
      Effect: "Deny",
      Action: "*",
      NotResource: [...[state.keyArn, secretsKeyArn], ...(dns === undefined ? [] : [dns.zoneArn])],
      Condition: {
        StringNotEquals: { "aws:ResourceTag/Stack": stack },
        Null: { "aws:ResourceTag/Stack": "false" },
      },
    },
    { Sid: "AccountStays", Effect: "Deny", Action: accountSwitches, Resource: "*" },
    {
      Sid: "ApiLogsStay",
      Effect: "Deny",
      Action: "apigateway:*",
      Resource: "arn:aws:apigateway:*::/account",
    },
    {
      Sid: "NoRoleWithoutThisBoundary",
      Effect: "Deny",
      Action: [
        ...["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary"],
        ...["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
      ],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    { Sid: "BoundariesStay", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
  ];
}

/** Which records, the deploy role's own policy says, and it cannot change that. No other role of a stack needs DNS. */
function recordsByDeployRole({ accountId, dns, stack }: Scope): readonly Statement[] {
  if (dns === undefined) return [];
  return [
    {
      Sid: "RecordsByTheDeployRole",
      Effect: "Allow",
      Action: "route53:ChangeResourceRecordSets",
      Resource: dns.zoneArn,
      Condition: {
        ArnEquals: {
          "aws:PrincipalArn": pulumi.interpolate`arn:aws:iam::${accountId}:role/${deployRoleName(stack)}`,
        },
      },
    },
  ];
}
