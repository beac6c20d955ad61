import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { ofType, records, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

export const rdsProxyRequiresTls: ResourcePolicy = {
  kind: "resource",
  id: "rds-proxy-requires-tls",
  requirement: "A proxy of a database refuses connections without TLS.",
  controls: ["RDS-14", "RDS.43"],
  severity: "medium",
  appliesTo: [types.dbProxy],
  check: (proxy) =>
    violationIf(
      proxy.props["requireTls"] !== true,
      proxy,
      "requireTls",
      "is not on: passwords may pass in clear",
    ),
  violatedBy: [[example(types.dbProxy, {})]],
  keptBy: [example(types.dbProxy, { requireTls: true })],
};

const auth = { authScheme: "SECRETS", iamAuth: "DISABLED", secretArn: "arn:aws:secretsmanager:x:1:secret:a" };
const proxy = (auths: readonly object[], rest: object = {}) => example(types.dbProxy, { auths, ...rest });

/** Which users a proxy asks for a token of IAM is a decision of each stack; that it was made is asked here. */
export const rdsProxyHardened: ResourcePolicy = {
  kind: "resource",
  id: "rds-proxy-hardened",
  requirement:
    "A proxy knows each user by a secret, says whether it logs in by IAM, and does not log statements.",
  controls: ["RDS-22"],
  severity: "medium",
  appliesTo: [types.dbProxy],
  check: (one) => [
    ...violationIf(one.props["debugLogging"] === true, one, "debugLogging", "is on: statements are logged"),
    ...violationIf(
      records(one.props["auths"]).length === 0 && text(one.props["defaultAuthScheme"]) !== "IAM_AUTH",
      one,
      "auths",
      "names nobody who may log in",
    ),
    ...records(one.props["auths"]).flatMap((each, index) => [
      ...violationIf(each["secretArn"] === undefined, one, `auths[${String(index)}].secretArn`, "is missing"),
      ...violationIf(
        text(each["iamAuth"]) === undefined,
        one,
        `auths[${String(index)}].iamAuth`,
        "is missing: REQUIRED or DISABLED",
      ),
    ]),
  ],
  violatedBy: [
    [proxy([auth], { debugLogging: true })],
    [proxy([])],
    [proxy([{ ...auth, secretArn: undefined }])],
    [proxy([{ ...auth, iamAuth: undefined }])],
  ],
  keptBy: [proxy([auth, { ...auth, iamAuth: "REQUIRED" }], { debugLogging: false })],
};

const instance = example(types.dbInstance, { identifier: "db", vpcSecurityGroupIds: ["sg-db"] });
const target = example(types.dbProxyTarget, { dbProxyName: "db", dbInstanceIdentifier: "db" });
const itsProxy = example(types.dbProxy, { name: "db", vpcSecurityGroupIds: ["sg-proxy"] });
const from = (referencedSecurityGroupId: string) =>
  example(types.securityGroupIngressRule, { securityGroupId: "sg-db", referencedSecurityGroupId });

export const rdsBehindItsProxy: StackPolicy = {
  kind: "stack",
  id: "rds-behind-its-proxy",
  requirement: "A database that has a proxy is reached through it alone.",
  controls: ["RDS-22", "CNET-04"],
  severity: "high",
  appliesTo: [types.dbProxyTarget],
  check: (resources) =>
    ofType(resources, types.dbProxyTarget).flatMap(({ props }) => {
      const database = ofType(resources, types.dbInstance).find(
        (one) =>
          text(props["dbInstanceIdentifier"]) !== undefined &&
          one.props["identifier"] === props["dbInstanceIdentifier"],
      );
      const front = ofType(resources, types.dbProxy).find(
        (one) => text(props["dbProxyName"]) !== undefined && one.props["name"] === props["dbProxyName"],
      );
      if (database === undefined || front === undefined) return [];
      const groups = texts(database.props["vpcSecurityGroupIds"]);
      const proxies = texts(front.props["vpcSecurityGroupIds"]);
      return ofType(resources, types.securityGroupIngressRule)
        .filter((rule) => groups.includes(text(rule.props["securityGroupId"]) ?? ""))
        .filter((rule) => !proxies.includes(text(rule.props["referencedSecurityGroupId"]) ?? ""))
        .map((rule) => violation(rule, null, "leads past the proxy to the database"));
    }),
  violatedBy: [[instance, target, itsProxy, from("sg-proxy"), from("sg-nodes")]],
  keptBy: [
    instance,
    target,
    itsProxy,
    from("sg-proxy"),
    example(types.securityGroupIngressRule, {
      securityGroupId: "sg-proxy",
      referencedSecurityGroupId: "sg-nodes",
    }),
  ],
};
