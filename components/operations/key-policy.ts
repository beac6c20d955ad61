import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { accountAdministers, policyDocument } from "../policy-document";

/** Who may use the key of Operations: the account through IAM, CloudWatch Logs for log groups, alarms for their topic. */
export function operationsKeyPolicy({ id, region }: Account): pulumi.Output<string> {
  return policyDocument([
    accountAdministers(id),
    {
      Sid: "LogGroupsOfThisAccount",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${id}:log-group:*`,
        },
      },
    },
    {
      Sid: "AlarmsToTheirTopic",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": id } },
    },
  ]);
}
