import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import { automaticNames } from "./own-resources";
import type { Scope } from "./scope";
import { linkedServices, trustedServices } from "./services";

const iamArn = ({ accountId, stack }: Scope, kind: "role" | "policy" | "instance-profile") =>
  pulumi.interpolate`arn:aws:iam::${accountId}:${kind}/${automaticNames(stack)}`;

const serviceRoles = ({ accountId }: Scope) =>
  pulumi.interpolate`arn:aws:iam::${accountId}:role/aws-service-role/*`;

/** Roles, policies and instance profiles under the stack's name, and passing the roles to services that need one. */
export function ownRoles(scope: Scope): readonly Statement[] {
  const roles = iamArn(scope, "role");
  return [
    { Sid: "ReadIam", Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" },
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
      Resource: [iamArn(scope, "policy"), iamArn(scope, "instance-profile")],
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
    {
      Sid: "OwnIdentities",
      Effect: "Allow",
      Action: "iam:*",
      Resource: (["role", "policy", "instance-profile"] as const).map((kind) => iamArn(scope, kind)),
    },
    {
      Sid: "RolesOfServices",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: serviceRoles(scope),
    },
  ];
}
