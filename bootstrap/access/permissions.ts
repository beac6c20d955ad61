import type { Statement } from "../../components/policy-document";
import { ownBucketsAndSecrets, ownKeys, ownRecords, ownRoles } from "./own-resources";
import type { Scope } from "./scope";
import { readActions, stackServices } from "./services";
import { stateAccess } from "./state-access";

const inRegions = ({ region }: Scope) => ({
  StringEquals: { "aws:RequestedRegion": [...new Set([region, "us-east-1"])] },
});

/** What a stack's deploy role may do, by topic; its boundary limits it to the stack. */
export function deployPermissions(scope: Scope): Readonly<Record<string, readonly Statement[]>> {
  return {
    resources: [
      {
        Sid: "ServicesOfTheStack",
        Effect: "Allow",
        Action: stackServices.map((service) => `${service}:*`),
        Resource: "*",
        Condition: inRegions(scope),
      },
      {
        Sid: "PublicParameters",
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:GetParameters"],
        Resource: `arn:aws:ssm:${scope.region}::parameter/aws/service/*`,
      },
      ...ownBucketsAndSecrets(scope),
      ...ownKeys(scope),
      ...ownRecords(scope),
    ],
    roles: ownRoles(scope),
    state: stateAccess(scope, "deploy"),
  };
}

/** What a stack's preview role may do: look at settings, read the state of its stack, and nothing else. */
export function previewPermissions(scope: Scope): Readonly<Record<string, readonly Statement[]>> {
  return {
    settings: [
      {
        Sid: "ReadSettings",
        Effect: "Allow",
        Action: readActions,
        Resource: "*",
        Condition: inRegions(scope),
      },
      {
        Sid: "ReadApis",
        Effect: "Allow",
        Action: "apigateway:GET",
        Resource: ["restapis", "apis", "domainnames", "usageplans", "vpclinks", "tags"].map(
          (path) => `arn:aws:apigateway:${scope.region}::/${path}*`,
        ),
      },
      {
        Sid: "PublicParameters",
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:GetParameters"],
        Resource: `arn:aws:ssm:${scope.region}::parameter/aws/service/*`,
      },
    ],
    state: stateAccess(scope, "preview"),
  };
}
