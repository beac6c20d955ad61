import { example } from "./example";
import { isPublic, refusesPlainText, statementsOf } from "./iam-document";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { ofType, text, violation, violationIf } from "./read";
import { types } from "./types";

const arn = "arn:aws:sns:ap-northeast-2:123456789012:alarms";
const topic = example(types.topic, { arn });
const topicPolicy = (statement: Readonly<Record<string, unknown>>) =>
  example(types.topicPolicy, {
    arn,
    policy: JSON.stringify({ Statement: [{ Action: "sns:Publish", Resource: arn, ...statement }] }),
  });

export const topicsNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "topics-not-public",
  requirement: "No topic may be used by everybody.",
  controls: ["MSG-06", "SNS.4"],
  severity: "high",
  appliesTo: [types.topicPolicy],
  check: (resource) =>
    statementsOf(resource.props["policy"])
      .filter(isPublic)
      .map(({ sid }) =>
        violation(resource, "policy", `lets everybody use the topic (statement ${sid ?? "without Sid"})`),
      ),
  violatedBy: [[topicPolicy({ Effect: "Allow", Principal: { AWS: "*" } })]],
  keptBy: [
    topicPolicy({ Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } }),
    topicPolicy({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Condition: { StringEquals: { "aws:SourceOwner": "123456789012" } },
    }),
  ],
};

export const topicsEncrypted: ResourcePolicy = {
  kind: "resource",
  id: "topics-encrypted",
  requirement: "Every topic is encrypted with a key of ours.",
  controls: ["MSG-07", "SNS.1"],
  severity: "medium",
  appliesTo: [types.topic],
  check: (one) => {
    const key = text(one.props["kmsMasterKeyId"]);
    return violationIf(
      key === undefined || key === "alias/aws/sns",
      one,
      "kmsMasterKeyId",
      "names no key of ours; AWS's own key keeps alarms of CloudWatch out",
    );
  },
  violatedBy: [[topic], [example(types.topic, { kmsMasterKeyId: "alias/aws/sns" })]],
  keptBy: [example(types.topic, { kmsMasterKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/1" })],
};

export const topicsRequireTls: StackPolicy = {
  kind: "stack",
  id: "topics-require-tls",
  requirement: "Every topic refuses messages sent without TLS.",
  controls: ["MSG-08", "nag:SNS3"],
  severity: "low",
  appliesTo: [types.topic],
  check: (resources) =>
    ofType(resources, types.topic)
      .filter((one) => {
        const own = text(one.props["arn"]) ?? one.id;
        return (
          own !== undefined &&
          !ofType(resources, types.topicPolicy).some(
            ({ props }) =>
              props["arn"] === own &&
              statementsOf(props["policy"]).some((statement) => refusesPlainText(statement, "sns:Publish")),
          )
        );
      })
      .map((one) =>
        violation(one, null, "takes messages without TLS: its policy must deny sns:Publish then"),
      ),
  violatedBy: [
    [topic],
    [topic, topicPolicy({ Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } })],
  ],
  keptBy: [
    topic,
    example(types.topicPolicy, { arn: "arn:aws:sns:ap-northeast-2:123456789012:another" }),
    topicPolicy({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  ],
};
