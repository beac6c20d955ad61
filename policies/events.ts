import { holdsTheFleeting } from "./dead-letters";
import { example } from "./example";
import { isPublic, statementsOf } from "./iam-document";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, isRecord, ofType, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const busPolicy = (statement: Props, eventBusName = "tickets") =>
  example(types.eventBusPolicy, {
    eventBusName,
    policy: JSON.stringify({
      Statement: [{ Action: "events:PutEvents", Resource: "arn:bus", ...statement }],
    }),
  });

export const busesNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "events-buses-not-public",
  requirement:
    "No event bus takes events from everybody; one without a policy takes them from its account alone.",
  controls: ["MSG-09", "EventBridge.3", "nag:EVB1"],
  severity: "high",
  appliesTo: [types.eventBusPolicy],
  check: (resource) =>
    statementsOf(resource.props["policy"])
      .filter(isPublic)
      .map(({ sid }) =>
        violation(resource, "policy", `lets everybody send events (statement ${sid ?? "without Sid"})`),
      ),
  violatedBy: [[busPolicy({ Effect: "Allow", Principal: "*" })]],
  keptBy: [
    busPolicy({ Effect: "Allow", Principal: { AWS: "123456789012" } }),
    busPolicy({
      Effect: "Allow",
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
  ],
};

const queueArn = "arn:aws:sqs:ap-northeast-2:123456789012:failures";
const kept = { deadLetterConfig: { arn: queueArn }, retryPolicy: { maximumRetryAttempts: 2 } };
const target = (props: Props) =>
  example(types.eventTarget, { rule: "tickets", arn: "arn:function", ...props });
const schedule = (props: Props) => example(types.schedule, { target: { arn: "arn:function", ...props } });

export const targetsRetryAndPark: StackPolicy = {
  kind: "stack",
  id: "events-targets-retry-and-park",
  requirement:
    "What a rule or a schedule cannot deliver is tried for a stated time and then parked in a queue.",
  controls: ["MSG-10"],
  severity: "low",
  appliesTo: [types.eventTarget, types.schedule],
  check: (resources) => {
    const fleeting = ofType(resources, types.queue)
      .filter(holdsTheFleeting)
      .flatMap(({ props }) => text(props["arn"]) ?? []);
    return ofType(resources, types.eventTarget, types.schedule).flatMap((one) => {
      const isSchedule = one.type === types.schedule;
      const owner = isSchedule ? one.props["target"] : one.props;
      if (fleeting.includes(text(at(owner, "arn")) ?? "")) return [];
      const prefix = isSchedule ? "target." : "";
      return [
        ...violationIf(
          text(at(owner, "deadLetterConfig.arn")) === undefined,
          one,
          `${prefix}deadLetterConfig.arn`,
          "is missing: what cannot be delivered is lost, and nobody hears of it",
        ),
        ...violationIf(
          !isRecord(at(owner, "retryPolicy")),
          one,
          `${prefix}retryPolicy`,
          "is missing: it is tried for a day, 185 times",
        ),
      ];
    });
  },
  violatedBy: [
    [target({})],
    [target({ arn: queueArn }), example(types.queue, { arn: queueArn })],
    [target({ deadLetterConfig: { arn: queueArn } })],
    [schedule({ retryPolicy: { maximumRetryAttempts: 0 } })],
  ],
  keptBy: [
    target(kept),
    schedule(kept),
    target({ arn: "arn:warnings" }),
    example(types.queue, { arn: "arn:warnings", messageRetentionSeconds: 300 }),
  ],
};
