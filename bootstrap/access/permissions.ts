import type { Statement } from "../../components/policy-document";
import { healthChecks, healthCheckTags, ownBucketsAndSecrets, ownKeys, ownRecords } from "./own-resources";
import { ownRoles } from "./own-roles";
import type { Scope } from "./scope";
import { lookups, stackServices } from "./services";
import { stateAccess } from "./state-access";

const publicParameters = ({ region }: Scope): Statement => ({
  Sid: "PublicParameters",
  Effect: "Allow",
  Action: ["ssm:GetParameter", "ssm:GetParameters"],
  Resource: `arn:aws:ssm:${region}::parameter/aws/service/*`,
});

/** What a stack's deploy role may do, by topic; its boundary limits it to the stack and its regions. */
export function deployPermissions(scope: Scope): Readonly<Record<string, readonly Statement[]>> {
  return {
    resources: [
      {
        Sid: "ServicesOfTheStack",
        Effect: "Allow",
        Action: [...stackServices.map((service) => `${service}:*`), ...healthChecks],
        Resource: "*",
      },
      publicParameters(scope),
      healthCheckTags,
      ...ownBucketsAndSecrets(scope),
      ...ownKeys(scope),
      ...ownRecords(scope),
    ],
    roles: ownRoles(scope),
    state: stateAccess(scope, "deploy"),
  };
}

/** What a stack's preview role may do: look things up, read the state of its stack, and nothing else. */
export function previewPermissions(scope: Scope): Readonly<Record<string, readonly Statement[]>> {
  return {
    lookups: [{ Sid: "LookUp", Effect: "Allow", Action: lookups, Resource: "*" }, publicParameters(scope)],
    state: stateAccess(scope, "preview"),
  };
}
