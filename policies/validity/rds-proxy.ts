import { example } from "../example";
import { includes } from "../glob";
import { statementsOf } from "../iam-document";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import {
  at,
  isRecord,
  number,
  ofType,
  parsed,
  records,
  text,
  violation,
  violationIf,
  type Props,
} from "../read";
import { types } from "../types";

const pool = (connectionPoolConfig: Props) =>
  example(types.dbProxyTargetGroup, { dbProxyName: "db", connectionPoolConfig });

export const rdsProxyPoolLegal: ResourcePolicy = {
  kind: "resource",
  id: "rds-proxy-pool-legal",
  requirement: "A proxy keeps no more connections open than it may have, and nobody waits too long for one.",
  controls: ["V-92"],
  severity: "high",
  appliesTo: [types.dbProxyTargetGroup],
  check: (one) => {
    const path = "connectionPoolConfig";
    const read = (key: string) => number(at(one.props, `${path}.${key}`));
    const [most, idle] = [read("maxConnectionsPercent") ?? 100, read("maxIdleConnectionsPercent")];
    return [
      ...violationIf(most < 1 || most > 100, one, `${path}.maxConnectionsPercent`, "is not from 1 to 100"),
      ...violationIf(
        idle !== undefined && (idle < 0 || idle > most),
        one,
        `${path}.maxIdleConnectionsPercent`,
        "is not from 0 to maxConnectionsPercent",
      ),
      ...violationIf(
        (read("connectionBorrowTimeout") ?? 120) > 300,
        one,
        `${path}.connectionBorrowTimeout`,
        "is longer than 300 seconds",
      ),
    ];
  },
  violatedBy: [
    [pool({ maxConnectionsPercent: 101 })],
    [pool({ maxConnectionsPercent: 40, maxIdleConnectionsPercent: 50 })],
    [pool({ connectionBorrowTimeout: 301 })],
  ],
  keptBy: [
    pool({ maxConnectionsPercent: 90, maxIdleConnectionsPercent: 50, connectionBorrowTimeout: 30 }),
    pool({}),
  ],
};

const secretArn = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-1";
const roleArn = "arn:aws:iam::123456789012:role/proxy";
const proxy = example(types.dbProxy, { roleArn, auths: [{ secretArn, iamAuth: "DISABLED" }] });
const role = example(types.role, { arn: roleArn }, { id: "proxy" });
const rights = (resource: string) =>
  example(types.rolePolicy, {
    role: "proxy",
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: resource }],
    }),
  });
const value = (content: object) =>
  example(types.secretVersion, { secretId: secretArn, secretString: JSON.stringify(content) });

/** What is wrong with the value of a secret, where it is known. */
function valueProblem({ props }: Judged): string | undefined {
  const read = parsed(text(props["secretString"]) ?? "");
  // On the engine, what is secret or not known is no JSON either.
  if (read === undefined) return undefined;
  return isRecord(read) && text(read["username"]) !== undefined && text(read["password"]) !== undefined
    ? undefined
    : "lacks username or password, by which the proxy logs in";
}

export const rdsProxySecretsReadable: StackPolicy = {
  kind: "stack",
  id: "rds-proxy-secrets-readable",
  requirement: "A proxy may read the secrets of its users, and finds a name and a password in them.",
  controls: ["V-91"],
  severity: "high",
  appliesTo: [types.dbProxy],
  check: (resources) =>
    ofType(resources, types.dbProxy).flatMap((one) => {
      const itsRole = ofType(resources, types.role).find(
        ({ props }) => text(props["arn"]) !== undefined && props["arn"] === one.props["roleArn"],
      );
      const readable = ofType(resources, types.rolePolicy)
        .filter(({ props }) => itsRole?.id !== undefined && props["role"] === itsRole.id)
        .flatMap(({ props }) => statementsOf(props["policy"]))
        .filter(
          ({ allows, actions }) =>
            allows && actions.some((action) => includes(action, "secretsmanager:GetSecretValue", "i")),
        )
        .flatMap((statement) => statement.resources);
      return records(one.props["auths"]).flatMap((auth, index) => {
        const secret = text(auth["secretArn"]);
        const path = `auths[${String(index)}].secretArn`;
        if (secret === undefined) return [];
        return [
          ...violationIf(
            itsRole?.id !== undefined && !readable.some((pattern) => includes(pattern, secret)),
            one,
            path,
            "names a secret that the role of the proxy may not read",
          ),
          ...violationIf(
            !["DISABLED", "REQUIRED", undefined].includes(text(auth["iamAuth"])),
            one,
            `auths[${String(index)}].iamAuth`,
            "is neither DISABLED nor REQUIRED",
          ),
          ...ofType(resources, types.secretVersion)
            .filter(({ props }) => props["secretId"] === secret)
            .map(valueProblem)
            .filter((problem) => problem !== undefined)
            .map((problem) => violation(one, path, `names a secret that ${problem}`)),
        ];
      });
    }),
  violatedBy: [
    [proxy, role, rights("arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:other")],
    [proxy, role],
    [proxy, role, rights(secretArn), value({ user: "a", password: "b" })],
    [example(types.dbProxy, { roleArn, auths: [{ secretArn, iamAuth: "ENABLED" }] })],
  ],
  keptBy: [proxy, role, rights(secretArn), value({ username: "a", password: "b" })],
};
