import { example } from "./example";
import { isPublic, refusesPlainText, statementsOf } from "./iam-document";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { ofType, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:sqs:ap-northeast-2:123456789012:events";
const url = "https://sqs.ap-northeast-2.amazonaws.com/123456789012/events";
const queue = (props: Props = {}) => example(types.queue, { arn, url, ...props }, { id: url });
const queuePolicy = (statement: Props) =>
  example(types.queuePolicy, {
    queueUrl: url,
    policy: JSON.stringify({ Statement: [{ Action: "sqs:*", Resource: arn, ...statement }] }),
  });
const tlsOnly = {
  Effect: "Deny",
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const queuesEncrypted: ResourcePolicy = {
  kind: "resource",
  id: "queues-encrypted",
  requirement: "Every queue is encrypted, with a key of ours or one of SQS.",
  controls: ["MSG-01", "SQS.1", "nag:SQS2"],
  severity: "medium",
  appliesTo: [types.queue],
  check: (one) =>
    violationIf(
      one.props["sqsManagedSseEnabled"] !== true && text(one.props["kmsMasterKeyId"]) === undefined,
      one,
      "kmsMasterKeyId",
      "is missing, and sqsManagedSseEnabled is not on either",
    ),
  violatedBy: [[queue()], [queue({ sqsManagedSseEnabled: false })]],
  keptBy: [
    queue({ sqsManagedSseEnabled: true }),
    queue({ kmsMasterKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/1" }),
  ],
};

export const queuesNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "queues-not-public",
  requirement: "No queue may be used by everybody.",
  controls: ["MSG-02", "SQS.3"],
  severity: "high",
  appliesTo: [types.queue, types.queuePolicy],
  check: (resource) =>
    statementsOf(resource.props["policy"])
      .filter(isPublic)
      .map(({ sid }) =>
        violation(resource, "policy", `lets everybody use the queue (statement ${sid ?? "without Sid"})`),
      ),
  violatedBy: [
    [queuePolicy({ Effect: "Allow", Principal: "*" })],
    [queue({ policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: "*" } }] }) })],
  ],
  keptBy: [
    queuePolicy({ Effect: "Allow", Principal: { Service: "events.amazonaws.com" } }),
    queuePolicy({
      Effect: "Allow",
      Principal: "*",
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:ap-northeast-2:123456789012:alarms" } },
    }),
    queuePolicy(tlsOnly),
    queue(),
  ],
};

export const queuesRequireTls: StackPolicy = {
  kind: "stack",
  id: "queues-require-tls",
  requirement: "Every queue refuses requests without TLS.",
  controls: ["MSG-04", "nag:SQS4"],
  severity: "medium",
  appliesTo: [types.queue],
  check: (resources) =>
    ofType(resources, types.queue)
      .filter((one) => {
        const own = text(one.props["url"]) ?? one.id;
        const policies = [
          one.props["policy"],
          ...ofType(resources, types.queuePolicy)
            .filter(({ props }) => own !== undefined && props["queueUrl"] === own)
            .map(({ props }) => props["policy"]),
        ];
        return !policies
          .flatMap(statementsOf)
          .some((statement) =>
            ["sqs:SendMessage", "sqs:ReceiveMessage"].every((action) => refusesPlainText(statement, action)),
          );
      })
      .map((one) => violation(one, null, "takes requests without TLS: its policy must deny sqs:* then")),
  violatedBy: [
    [queue()],
    [queue(), queuePolicy({ ...tlsOnly, Action: "sqs:SendMessage" })],
    [
      queue(),
      { ...queuePolicy(tlsOnly), props: { ...queuePolicy(tlsOnly).props, queueUrl: "https://other" } },
    ],
  ],
  keptBy: [queue(), queuePolicy(tlsOnly)],
};
