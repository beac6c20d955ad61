import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { text, violationIf } from "./read";
import { types } from "./types";

const boundary = "arn:aws:iam::123456789012:policy/boundary";

/** Roles that a service makes for itself are of another type and take no boundary. */
export const rolesBounded: ResourcePolicy = {
  kind: "resource",
  id: "iam-roles-bounded",
  requirement:
    "Every role has a permissions boundary, so that none exceeds what was agreed for its stack, whoever wrote its policies.",
  controls: ["IAM-01", "IAM-07"],
  severity: "medium",
  appliesTo: [types.role],
  check: (role) =>
    violationIf(
      text(role.props["permissionsBoundary"]) === undefined,
      role,
      "permissionsBoundary",
      "is missing, so that nothing limits what its policies may grant",
    ),
  violatedBy: [[example(types.role, {})], [example(types.role, { permissionsBoundary: "" })]],
  keptBy: [example(types.role, { permissionsBoundary: boundary })],
};
