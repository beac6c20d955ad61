import { example } from "./example";
import { functionNamed, queueReaders, runsAtEdge, startedWithoutWaiting } from "./function-links";
import type { Judged, StackPolicy } from "./policy";
import { at, number, ofType, text, texts, violation, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:lambda:ap-northeast-2:123456789012:function:worker";
const lambda = (props: Props = {}) => example(types.lambdaFunction, { name: "worker", arn, ...props });
const queueArn = "arn:aws:sqs:ap-northeast-2:123456789012:failures";
const schedule = example(types.schedule, { target: { arn } });
const mapping = (props: Props) =>
  example(types.eventSourceMapping, { eventSourceArn: queueArn, functionName: arn, ...props });
const invokeConfig = (props: Props) =>
  example(types.functionInvokeConfig, { functionName: "worker", ...props });
const onFailure = { destinationConfig: { onFailure: { destination: queueArn } } };

function parksFailures(one: Judged, resources: readonly Judged[]): boolean {
  return (
    text(at(one.props, "deadLetterConfig.targetArn")) !== undefined ||
    ofType(resources, types.functionInvokeConfig).some(
      ({ props }) =>
        functionNamed(props["functionName"], [one]) !== undefined &&
        text(at(props, "destinationConfig.onFailure.destination")) !== undefined,
    )
  );
}

export const functionFailuresKept: StackPolicy = {
  kind: "stack",
  id: "functions-failures-kept",
  requirement:
    "What a function failed to do is kept: the message in its queue, the event in a queue of failures.",
  controls: ["FN-08"],
  severity: "medium",
  appliesTo: [types.lambdaFunction, types.eventSourceMapping],
  check: (resources) => [
    ...startedWithoutWaiting(resources)
      .filter((one) => !parksFailures(one, resources))
      .map((one) =>
        violation(
          one,
          null,
          "is started without waiting, and what fails is lost after its retries; give it an on-failure destination (FunctionEventInvokeConfig)",
        ),
      ),
    ...queueReaders(resources)
      .filter(
        ({ mapping: { props } }) =>
          !texts(props["functionResponseTypes"]).includes("ReportBatchItemFailures"),
      )
      .map(({ mapping: one }) =>
        violation(
          one,
          "functionResponseTypes",
          "lacks ReportBatchItemFailures: one bad message repeats its whole batch",
        ),
      ),
  ],
  violatedBy: [
    [lambda(), schedule],
    [lambda(), example(types.eventTarget, { arn })],
    [lambda(), example(types.topicSubscription, { protocol: "lambda", endpoint: arn })],
    [lambda(), schedule, invokeConfig({ maximumRetryAttempts: 0 })],
    [lambda(), mapping({})],
  ],
  keptBy: [
    lambda(),
    schedule,
    invokeConfig(onFailure),
    mapping({ functionResponseTypes: ["ReportBatchItemFailures"] }),
    example(types.lambdaFunction, { name: "api" }),
    example(types.eventTarget, { arn: queueArn }),
  ],
};

const group = (props: Props) => example(types.logGroup, { name: "/aws/lambda/worker", ...props });

/** Lambda makes a group that nobody deletes where there is none: kept for ever, and without a key of ours. */
export const functionLogsOwned: StackPolicy = {
  kind: "stack",
  id: "functions-logs-owned",
  requirement:
    "The log group of every function belongs to the stack, and drops its logs after a stated time.",
  controls: ["FN-09"],
  severity: "low",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    ofType(resources, types.lambdaFunction)
      .filter((one) => !runsAtEdge(one, resources))
      .filter((one) => {
        const name =
          text(at(one.props, "loggingConfig.logGroup")) ?? `/aws/lambda/${text(one.props["name"]) ?? ""}`;
        return !ofType(resources, types.logGroup).some(
          ({ props }) => props["name"] === name && (number(props["retentionInDays"]) ?? 0) > 0,
        );
      })
      .map((one) =>
        violation(one, "loggingConfig.logGroup", "is no log group of this stack that has a retention"),
      ),
  violatedBy: [
    [lambda()],
    [lambda(), group({})],
    [lambda({ loggingConfig: { logGroup: "/other" } }), group({ retentionInDays: 30 })],
  ],
  keptBy: [
    lambda(),
    group({ retentionInDays: 30 }),
    example(types.lambdaFunction, { name: "api", loggingConfig: { logGroup: "/urr/api" } }),
    group({ name: "/urr/api", retentionInDays: 7 }),
  ],
};
