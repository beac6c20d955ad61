import { example } from "./example";
import { isNarrowed, statementsOf } from "./iam-document";
import type { Judged, StackPolicy } from "./policy";
import { at, ofType, parsed, text, texts, violation, violationIf, type Props } from "./read";
import { types } from "./types";

/** Queues to which a rule sends what happens to instances: nodes are drained when somebody writes there. */
function interruptionQueues(resources: readonly Judged[]): readonly Judged[] {
  const rules = ofType(resources, types.eventRule)
    .filter(({ props }) => texts(at(patternOf(props), "source")).includes("aws.ec2"))
    .map(({ props }) => text(props["name"]));
  const targets = ofType(resources, types.eventTarget)
    .filter(({ props }) => rules.includes(text(props["rule"])))
    .flatMap(({ props }) => text(props["arn"]) ?? []);
  return ofType(resources, types.queue).filter(({ props }) => targets.includes(text(props["arn"]) ?? ""));
}

const patternOf = (props: Props): unknown => parsed(text(props["eventPattern"]) ?? "{}");

const senders = ["Service:events.amazonaws.com", "Service:sqs.amazonaws.com"];

const url = "https://sqs.ap-northeast-2.amazonaws.com/123456789012/interruptions";
const queue = example(types.queue, { arn: "arn:queue" }, { id: url });
const rule = example(types.eventRule, {
  name: "spot",
  eventPattern: '{"source":["aws.ec2"],"detail-type":["EC2 Spot Instance Interruption Warning"]}',
});
const target = example(types.eventTarget, { rule: "spot", arn: "arn:queue" });
const admitting = (statement: Props) =>
  example(types.queuePolicy, {
    queueUrl: url,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: "arn:queue",
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
          ...statement,
        },
      ],
    }),
  });

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions */
export const interruptionsFromAws: StackPolicy = {
  kind: "stack",
  id: "nodes-interruptions-from-aws",
  requirement: "Only AWS tells Karpenter that an instance goes away, and only about this account.",
  controls: ["MSG-02", "SQS.3"],
  severity: "medium",
  appliesTo: [types.eventTarget],
  check: (resources) =>
    interruptionQueues(resources).flatMap((one) => {
      const allowing = ofType(resources, types.queuePolicy)
        .filter(({ props }) => one.id !== undefined && props["queueUrl"] === one.id)
        .flatMap(({ props }) => statementsOf(props["policy"]))
        .filter(({ allows }) => allows);
      const principals = allowing.flatMap((statement) => statement.principals ?? []);
      return [
        ...violationIf(
          !principals.includes("Service:events.amazonaws.com"),
          one,
          null,
          "has no policy that admits events.amazonaws.com: no event would arrive",
        ),
        ...principals
          .filter((principal) => !senders.includes(principal))
          .map((principal) => violation(one, null, `admits ${principal}`)),
        ...violationIf(
          allowing.some(
            (statement) =>
              (statement.principals ?? []).includes("Service:events.amazonaws.com") && !isNarrowed(statement),
          ),
          one,
          null,
          "admits rules of every account; add a condition on aws:SourceArn or aws:SourceAccount",
        ),
      ];
    }),
  violatedBy: [
    [queue, rule, target],
    [
      queue,
      rule,
      target,
      admitting({ Principal: { Service: ["events.amazonaws.com", "s3.amazonaws.com"] } }),
    ],
    [queue, rule, target, admitting({ Principal: "*" })],
    [queue, rule, target, admitting({ Condition: undefined })],
  ],
  keptBy: [
    queue,
    rule,
    target,
    admitting({ Principal: { Service: ["events.amazonaws.com", "sqs.amazonaws.com"] } }),
    example(types.queue, { arn: "arn:other" }, { id: "other" }),
  ],
};
