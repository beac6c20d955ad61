import { example } from "../example";
import { includes } from "../glob";
import { statementsOf, type Statement } from "../iam-document";
import { admits } from "../key-grants";
import type { Judged, StackPolicy } from "../policy";
import { ofType, resourceNamed, text, violation } from "../read";
import { types } from "../types";
import { regionsOf } from "./regions";

/** Route 53 has its seat there, and takes keys and log groups of no other region. */
const seat = "us-east-1";
const regionOfArn = (arn: unknown): string | undefined => text(arn)?.split(":")[3];

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] });

const signing = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"];
const keyArn = `arn:aws:kms:${seat}:123456789012:key/1`;
const signer = example(types.keySigningKey, { keyManagementServiceArn: keyArn });
const signingKey = {
  arn: keyArn,
  keyUsage: "SIGN_VERIFY",
  customerMasterKeySpec: "ECC_NIST_P256",
  policy: document({ Principal: { Service: "dnssec-route53.amazonaws.com" }, Action: signing }),
};

function keyProblems(key: Judged): readonly string[] {
  const { keyUsage, customerMasterKeySpec } = key.props;
  const refused = signing.filter(
    (action) => admits(key, /^Service:dnssec-route53\.amazonaws\.com$/, [action]).length === 0,
  );
  return [
    ...(keyUsage === "SIGN_VERIFY" ? [] : ["whose keyUsage is not SIGN_VERIFY"]),
    ...(customerMasterKeySpec === "ECC_NIST_P256"
      ? []
      : ["whose customerMasterKeySpec is not ECC_NIST_P256"]),
    ...(refused.length === 0
      ? []
      : [`whose policy does not let dnssec-route53.amazonaws.com use ${refused.join(", ")}`]),
  ];
}

/**
 * V-144. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html and
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html
 */
export const signingKeysUsable: StackPolicy = {
  kind: "stack",
  id: "dns-signing-keys-usable",
  requirement: `Route 53 can sign with the key of a zone: of ${seat}, for signatures on P-256, and open to it.`,
  controls: ["V-144"],
  severity: "high",
  appliesTo: [types.keySigningKey],
  check: (resources) =>
    ofType(resources, types.keySigningKey).flatMap((signer) => {
      const arn = signer.props["keyManagementServiceArn"];
      const key = resourceNamed(types.key, arn, resources);
      const region = regionOfArn(arn);
      return [
        ...(region === undefined || region === seat ? [] : [`names a key that is not in ${seat}`]),
        ...(key === undefined ? [] : keyProblems(key).map((problem) => `names ${key.name}, ${problem}`)),
      ].map((problem) => violation(signer, "keyManagementServiceArn", problem));
    }),
  violatedBy: [
    [signer, example(types.key, { ...signingKey, keyUsage: "ENCRYPT_DECRYPT" })],
    [example(types.keySigningKey, { keyManagementServiceArn: keyArn.replace(seat, "ap-northeast-2") })],
    [signer, example(types.key, { ...signingKey, customerMasterKeySpec: "ECC_NIST_P384" })],
    [
      signer,
      example(types.key, {
        ...signingKey,
        policy: document({
          Principal: { Service: "dnssec-route53.amazonaws.com" },
          Action: ["kms:DescribeKey", "kms:Sign"],
        }),
      }),
    ],
    [
      signer,
      example(types.key, {
        ...signingKey,
        policy: document({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" }),
      }),
    ],
  ],
  keptBy: [
    signer,
    example(types.key, signingKey),
    example(types.keySigningKey, { keyManagementServiceArn: `arn:aws:kms:${seat}:123456789012:key/other` }),
  ],
};

const delivery = ["logs:CreateLogStream", "logs:PutLogEvents"];
const groupArn = `arn:aws:logs:${seat}:123456789012:log-group:/aws/route53/urr`;
const queryLog = example(types.queryLog, { cloudwatchLogGroupArn: groupArn });
const logPolicy = (statement: object, region = seat) =>
  example(types.logResourcePolicy, {
    region,
    policyDocument: document({
      Principal: { Service: "route53.amazonaws.com" },
      Action: delivery,
      Resource: `${groupArn}:*`,
      ...statement,
    }),
  });

/** What is written are streams, whose ARNs continue that of their group: a policy on the bare group admits none. */
const admitsDelivery = (statement: Statement, action: string, group: string): boolean =>
  statement.allows &&
  (statement.principals ?? []).includes("Service:route53.amazonaws.com") &&
  statement.actions.some((pattern) => includes(pattern, action, "i")) &&
  statement.resources.some((pattern) => includes(pattern, `${group.replace(/:\*$/, "")}:log-stream:any`));

/**
 * V-148. https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html and
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 */
export const queryLogDeliverable: StackPolicy = {
  kind: "stack",
  id: "dns-query-log-deliverable",
  requirement: `Query logs go to a log group of ${seat}, to which a policy of that region lets Route 53 write.`,
  controls: ["V-148"],
  severity: "high",
  appliesTo: [types.queryLog],
  check: (resources) => {
    const providers = ofType(resources, types.awsProvider);
    const statements = ofType(resources, types.logResourcePolicy)
      .filter((policy) => regionsOf(policy, providers).includes(seat))
      .flatMap(({ props }) => statementsOf(props["policyDocument"]));
    return ofType(resources, types.queryLog).flatMap((log) => {
      const group = text(log.props["cloudwatchLogGroupArn"]);
      if (group === undefined) return [];
      const report = (message: string) => [violation(log, "cloudwatchLogGroupArn", message)];
      if (regionOfArn(group) !== seat) return report(`names a log group that is not in ${seat}`);
      const refused = delivery.filter(
        (action) => !statements.some((statement) => admitsDelivery(statement, action, group)),
      );
      return refused.length === 0
        ? []
        : report(
            `names a log group on whose streams (<arn>:*) no LogResourcePolicy of ${seat} lets route53.amazonaws.com use ${refused.join(", ")}`,
          );
    });
  },
  violatedBy: [
    [queryLog],
    [
      example(types.queryLog, { cloudwatchLogGroupArn: groupArn.replace(seat, "ap-northeast-2") }),
      logPolicy({ Resource: "*" }),
    ],
    [queryLog, logPolicy({}, "ap-northeast-2")],
    [queryLog, logPolicy({ Action: "logs:PutLogEvents" })],
    [queryLog, logPolicy({ Principal: { Service: "es.amazonaws.com" } })],
    [queryLog, logPolicy({ Resource: groupArn })],
    [queryLog, logPolicy({ Effect: "Deny" })],
  ],
  keptBy: [
    queryLog,
    example(types.queryLog, { cloudwatchLogGroupArn: `${groupArn}-2:*` }),
    logPolicy({ Action: "logs:PutLogEvents" }),
    logPolicy({ Action: "logs:Create*" }),
    logPolicy({ Resource: `arn:aws:logs:${seat}:123456789012:log-group:/aws/route53/*` }),
  ],
};
