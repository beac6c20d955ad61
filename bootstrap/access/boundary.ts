import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import { ownBucketsAndSecrets, ownIdentities, ownKeys, ownRecords } from "./own-resources";
import type { Scope } from "./scope";
import { runtimeServices, stackServices } from "./services";
import { stateAccess } from "./state-access";

/**
 * The most that any role of a stack can do, whatever its own policies say: the deploy role, the preview role, and every
 * role that the deploy role makes, for it cannot make one without this boundary, nor take it off or change it.
 *
 * Stacks of one account are kept apart by name where IAM knows names, and by the tag `Stack` elsewhere.
 */
export function boundary(scope: Scope, boundaryArn: pulumi.Input<string>): readonly Statement[] {
  const { region, stack, state, secretsKeyArn, dns } = scope;
  return [
    {
      Sid: "Services",
      Effect: "Allow",
      Action: [...stackServices.map((service) => `${service}:*`), ...runtimeServices],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": [...new Set([region, "us-east-1"])] } },
    },
    ...ownBucketsAndSecrets(scope),
    ...ownKeys(scope),
    ...ownRecords(scope),
    ...ownIdentities(scope),
    ...stateAccess(scope, "deploy"),
    {
      Sid: "NothingOfOtherStacks",
      Effect: "Deny",
      Action: "*",
      NotResource: [
        ...[state.bucketArn, pulumi.interpolate`${state.bucketArn}/*`, state.keyArn, secretsKeyArn],
        ...(dns === undefined ? [] : [dns.zoneArn]),
      ],
      Condition: {
        StringNotEquals: { "aws:ResourceTag/Stack": stack },
        Null: { "aws:ResourceTag/Stack": "false" },
      },
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
