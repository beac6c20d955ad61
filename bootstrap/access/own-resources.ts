import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import { regionsOf, type Scope } from "./scope";
import { namespaces } from "./stack-conflicts";

/** What automatic names of a stack's resources begin with, by Pulumi.yaml. */
export function automaticNames(stack: string): string {
  return `urr-${stack}-*`;
}

/** Names that the program gives: under the prefix, behind a hyphen or a slash. */
function givenNames({ stack, prefix }: Scope): readonly string[] {
  return namespaces(stack, prefix).flatMap((begin) => [`${begin}-*`, `${begin}/*`]);
}

/** Buckets and secrets under the stack's name. */
export function ownBucketsAndSecrets(scope: Scope): readonly Statement[] {
  return [
    {
      Sid: "OwnBuckets",
      Effect: "Allow",
      Action: "s3:*",
      Resource: `arn:aws:s3:::${automaticNames(scope.stack)}`,
    },
    {
      Sid: "OwnSecretValues",
      Effect: "Allow",
      Action: "secretsmanager:*",
      Resource: givenNames(scope).map(
        (name) => pulumi.interpolate`arn:aws:secretsmanager:*:${scope.accountId}:secret:${name}`,
      ),
    },
  ];
}

/**
 * Keys with the stack's tag, and AWS's own.
 *
 * A new key is tagged as it is made, which takes the right to tag keys, but none that carries the tag already: else a
 * role could make another stack's key its own. Until KMS has noticed the tag, which may take minutes, a new key is
 * found by the rights that ask for none, and used as keys without the tag are: by services, to encrypt.
 * https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export function ownKeys(scope: Scope): readonly Statement[] {
  const { accountId, stack } = scope;
  return [
    {
      Sid: "OwnKeys",
      Effect: "Allow",
      Action: "kms:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/Stack": stack } },
    },
    {
      Sid: "NewKeys",
      Effect: "Allow",
      Action: ["kms:CreateKey", "kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKey*", "kms:List*"],
      Resource: "*",
    },
    {
      Sid: "TagNewKeys",
      Effect: "Allow",
      Action: "kms:TagResource",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestTag/Stack": stack },
        Null: { "aws:ResourceTag/Stack": "true" },
      },
    },
    {
      Sid: "NewKeysByServices",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Encrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        StringLike: {
          "kms:ViaService": regionsOf(scope).map((where) => `*.${where}.amazonaws.com`),
        },
        Null: { "aws:ResourceTag/Stack": "true" },
      },
    },
    {
      Sid: "OwnAliases",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: givenNames(scope).map((name) => pulumi.interpolate`arn:aws:kms:*:${accountId}:alias/${name}`),
    },
    {
      Sid: "KeysOfAws",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/aws/*" } },
    },
  ];
}

/** Kinds of records that a site has. Not among them: NS, by which a role could give the names below away. */
const recordTypes = ["A", "AAAA", "CAA", "CNAME", "HTTPS", "MX", "TXT"];

/** Records of the stack's domain and below, in a zone that other stacks use too. */
export function ownRecords({ dns }: Scope): readonly Statement[] {
  if (dns === undefined) return [];
  const key = "route53:ChangeResourceRecordSets";
  return [
    {
      Sid: "OwnRecords",
      Effect: "Allow",
      Action: key,
      Resource: dns.zoneArn,
      Condition: {
        "ForAllValues:StringLike": { [`${key}NormalizedRecordNames`]: [dns.domain, `*.${dns.domain}`] },
        "ForAllValues:StringEquals": { [`${key}RecordTypes`]: recordTypes },
        ...(dns.spared.length === 0
          ? {}
          : {
              "ForAllValues:StringNotLike": {
                [`${key}NormalizedRecordNames`]: dns.spared.flatMap((one) => [one, `*.${one}`]),
              },
            }),
        Null: { [`${key}NormalizedRecordNames`]: "false" },
      },
    },
  ];
}

/** Health checks, which have neither names nor tags that IAM compares; and reading zones. */
export const healthChecks = ["route53:*HealthCheck*", "route53:Get*", "route53:List*"] as const;

export const healthCheckTags: Statement = {
  Sid: "HealthCheckTags",
  Effect: "Allow",
  Action: "route53:ChangeTagsForResource",
  Resource: "arn:aws:route53:::healthcheck/*",
};
