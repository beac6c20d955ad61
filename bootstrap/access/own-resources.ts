import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import type { Scope } from "./scope";
import { linkedServices, trustedServices } from "./services";

/** ARNs of what is named after the stack, e.g. `arn:aws:iam::123456789012:role/urr-dev-*`. */
function named({ namespaces }: Scope, arn: (name: string) => pulumi.Input<string>, ends = ["-*"]) {
  return namespaces.flatMap((namespace) => ends.map((end) => arn(`${namespace}${end}`)));
}

const iamArns = (scope: Scope, kind: string) =>
  named(scope, (name) => pulumi.interpolate`arn:aws:iam::${scope.accountId}:${kind}/${name}`);

const serviceRoles = ({ accountId }: Scope) =>
  pulumi.interpolate`arn:aws:iam::${accountId}:role/aws-service-role/*`;

const readIam: Statement = {
  Sid: "ReadIam",
  Effect: "Allow",
  Action: ["iam:Get*", "iam:List*"],
  Resource: "*",
};

/** Roles, policies and instance profiles under the stack's name, and passing the roles to services that need one. */
export function ownRoles(scope: Scope): readonly Statement[] {
  const roles = iamArns(scope, "role");
  return [
    readIam,
    {
      Sid: "OwnRoles",
      Effect: "Allow",
      Action: [
        ...["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy"],
        ...["iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:TagRole"],
        ...["iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"],
      ],
      Resource: roles,
    },
    {
      Sid: "PassOwnRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": trustedServices } },
    },
    {
      Sid: "OwnPoliciesAndProfiles",
      Effect: "Allow",
      Action: [
        ...["iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:CreatePolicy"],
        ...["iam:CreatePolicyVersion", "iam:DeleteInstanceProfile", "iam:DeletePolicy"],
        ...["iam:DeletePolicyVersion", "iam:RemoveRoleFromInstanceProfile", "iam:TagInstanceProfile"],
        ...["iam:TagPolicy", "iam:UntagInstanceProfile", "iam:UntagPolicy"],
      ],
      Resource: [...iamArns(scope, "policy"), ...iamArns(scope, "instance-profile")],
    },
    {
      Sid: "RolesOfServices",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: serviceRoles(scope),
      Condition: { StringEquals: { "iam:AWSServiceName": linkedServices } },
    },
  ];
}

/** The same as a limit, which must be short: one policy of 6,144 characters is all that a boundary can be. */
export function ownIdentities(scope: Scope): readonly Statement[] {
  return [
    readIam,
    {
      Sid: "OwnIdentities",
      Effect: "Allow",
      Action: "iam:*",
      Resource: ["role", "policy", "instance-profile"].flatMap((kind) => iamArns(scope, kind)),
    },
    {
      Sid: "RolesOfServices",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: serviceRoles(scope),
    },
  ];
}

/** Buckets and secrets under the stack's name. */
export function ownBucketsAndSecrets(scope: Scope): readonly Statement[] {
  const { accountId, region } = scope;
  return [
    {
      Sid: "OwnBuckets",
      Effect: "Allow",
      Action: "s3:*",
      Resource: named(scope, (name) => `arn:aws:s3:::${name}`),
    },
    {
      Sid: "OwnSecretValues",
      Effect: "Allow",
      Action: "secretsmanager:*",
      Resource: named(
        scope,
        (name) => pulumi.interpolate`arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`,
        ["-*", "/*"],
      ),
    },
  ];
}

/**
 * Keys with the stack's tag, and AWS's own.
 *
 * A new key is tagged as it is made, which takes the right to tag keys: {@link boundary} keeps it from those that carry
 * the tag of another stack.
 */
export function ownKeys(scope: Scope): readonly Statement[] {
  const { accountId, region, stack } = scope;
  return [
    {
      Sid: "OwnKeys",
      Effect: "Allow",
      Action: "kms:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/Stack": stack } },
    },
    { Sid: "NewKeys", Effect: "Allow", Action: ["kms:CreateKey", "kms:List*"], Resource: "*" },
    {
      Sid: "TagNewKeys",
      Effect: "Allow",
      Action: "kms:TagResource",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestTag/Stack": stack } },
    },
    {
      Sid: "OwnAliases",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: named(scope, (name) => pulumi.interpolate`arn:aws:kms:${region}:${accountId}:alias/${name}`, [
        "-*",
        "/*",
      ]),
    },
    {
      Sid: "KeysOfAws",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/aws/*" } },
    },
  ];
}

/** Records of the stack's domain and below, in a zone that other stacks use too; and health checks. */
export function ownRecords({ dns }: Scope): readonly Statement[] {
  const health: Statement = {
    Sid: "HealthChecks",
    Effect: "Allow",
    Action: [
      ...["route53:ChangeTagsForResource", "route53:CreateHealthCheck", "route53:DeleteHealthCheck"],
      ...["route53:Get*", "route53:List*", "route53:UpdateHealthCheck"],
    ],
    Resource: "*",
  };
  if (dns === undefined) return [health];
  const names = [dns.domain, `*.${dns.domain}`];
  return [
    health,
    {
      Sid: "OwnRecords",
      Effect: "Allow",
      Action: "route53:ChangeResourceRecordSets",
      Resource: dns.zoneArn,
      Condition: {
        "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": names },
      },
    },
  ];
}
