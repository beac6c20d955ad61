import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { onInstances, when } from "./rds-rule";
import { number, records, text, violationIf } from "./read";
import { types } from "./types";

/** Ways to give a master password, and copies of a database, which have that of their source. */
const ways = ["password", "passwordWo", "manageMasterUserPassword"];
const copies = ["replicateSourceDb", "restoreToPointInTime", "s3Import", "snapshotIdentifier"];

/** Who gets at a database, and at what it keeps. */
export const rdsAccessPolicies: readonly ResourcePolicy[] = [
  onInstances({
    id: "rds-not-public",
    requirement: "No database has a public address.",
    controls: ["RDS-01", "RDS.2"],
    severity: "critical",
    problem: ({ props }) => when(props["publiclyAccessible"] === true, "publiclyAccessible", "is on"),
    brokenBy: [{ publiclyAccessible: true }],
  }),
  onInstances({
    id: "rds-encrypted",
    requirement: "Every database is encrypted, with a key of ours.",
    controls: ["RDS-02", "RDS.3", "nag:RDS2"],
    severity: "medium",
    problem: ({ props }) =>
      when(
        props["storageEncrypted"] !== true,
        "storageEncrypted",
        "is not on, and can never be switched on",
      ) ?? when(text(props["kmsKeyId"]) === undefined, "kmsKeyId", "is missing: AWS's own key is used"),
    brokenBy: [{ storageEncrypted: undefined }, { kmsKeyId: undefined }],
  }),
  onInstances({
    id: "rds-admits-by-iam",
    requirement: "A database can admit users by IAM.",
    controls: ["RDS-07", "RDS.10"],
    severity: "medium",
    problem: ({ props }) =>
      when(
        props["iamDatabaseAuthenticationEnabled"] !== true,
        "iamDatabaseAuthenticationEnabled",
        "is not on: every login needs a password",
      ),
    brokenBy: [{ iamDatabaseAuthenticationEnabled: undefined }],
  }),
  onInstances({
    id: "rds-port-of-its-own",
    requirement: "A database does not listen on the port where everybody looks for one.",
    controls: ["RDS-11", "RDS.23", "nag:RDS11"],
    severity: "low",
    problem: ({ props }) =>
      when(
        [undefined, 5432].includes(number(props["port"])),
        "port",
        "is 5432, the port of every PostgreSQL",
      ),
    brokenBy: [{ port: undefined }, { port: 5432 }],
  }),
  onInstances({
    id: "rds-administrator-named",
    requirement: "The master user has a name that nobody guesses first.",
    controls: ["RDS-12", "RDS.25"],
    severity: "medium",
    problem: ({ props }) =>
      when(
        ["postgres", "admin", "root", "rdsadmin"].includes(text(props["username"]) ?? ""),
        "username",
        "is the name that is tried first",
      ),
    brokenBy: [{ username: "postgres" }, { username: "admin" }],
  }),
  onInstances({
    id: "rds-password-secret",
    requirement: "There is a master password, and it is marked secret or in no state at all.",
    controls: ["RDS-19"],
    severity: "high",
    problem: ({ props, secretPaths }) =>
      when(
        [...ways, ...copies].every((way) => props[way] === undefined),
        "password",
        "is missing: RDS makes no database without one",
      ) ??
      // On the engine the marks are gone before a policy runs: of them there is nothing to judge then.
      when(
        props["password"] !== undefined && secretPaths !== undefined && !secretPaths.includes("password"),
        "password",
        "is not marked secret and would stand in the state in clear",
      ),
    brokenBy: [{ passwordWo: undefined }, { password: "clear" }],
  }),
];

export const rdsRequiresTls: ResourcePolicy = {
  kind: "resource",
  id: "rds-requires-tls",
  requirement: "A server of PostgreSQL refuses connections without TLS.",
  controls: ["RDS-13", "RDS.38"],
  severity: "medium",
  appliesTo: [types.dbParameterGroup],
  check: (group) => {
    const forces = records(group.props["parameters"]).some(
      ({ name, value }) => name === "rds.force_ssl" && String(value) === "1",
    );
    return violationIf(
      (text(group.props["family"]) ?? "").startsWith("postgres") && !forces,
      group,
      "parameters",
      "lacks rds.force_ssl = 1",
    );
  },
  violatedBy: [
    [example(types.dbParameterGroup, { family: "postgres16" })],
    [
      example(types.dbParameterGroup, {
        family: "postgres16",
        parameters: [{ name: "rds.force_ssl", value: "0" }],
      }),
    ],
  ],
  keptBy: [
    example(types.dbParameterGroup, {
      family: "postgres16",
      parameters: [{ name: "rds.force_ssl", value: "1" }],
    }),
    example(types.dbParameterGroup, { family: "mysql8.4", parameters: [] }),
  ],
};
