import { settingsOfAll } from "./api-stages";
import { example } from "./example";
import { functionNamed } from "./function-links";
import { functionsCalledBy } from "./open-api";
import type { Judged, StackPolicy } from "./policy";
import { at, number, ofType, violation, violationIf, type Props } from "./read";
import { types } from "./types";

/**
 * Requests a second that one concurrent execution takes on: Lambda limits a function that is called one request at a
 * time to ten times its concurrency. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const requestsPerExecution = 10;

/** What API Gateway takes in an account and a region, whatever a stage says; the rate can be raised on request. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const accountLimits = { throttlingRateLimit: 10_000, throttlingBurstLimit: 5000 } as const;
const limits = ["throttlingRateLimit", "throttlingBurstLimit"] as const;

const limitOf = ({ props }: Judged, limit: (typeof limits)[number]): number =>
  number(at(props, `settings.${limit}`)) ?? -1;

const id = "a1b2c3d4e5";
const arn = "arn:aws:lambda:ap-northeast-2:123456789012:function:api";
const stage = example(types.apiStage, { restApi: id, stageName: "live" });
const settings = (values: Props, rest: Props = {}) =>
  example(types.apiMethodSettings, {
    ...{ restApi: id, stageName: "live", methodPath: "*/*", settings: values },
    ...rest,
  });
const lambda = (props: Props) => example(types.lambdaFunction, { name: "api", arn, ...props });
const calling = (functionArn: string) => ({
  "x-amazon-apigateway-integration": {
    uri: `arn:aws:apigateway:ap-northeast-2:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
  },
});
const apiCalling = (...functionArns: readonly string[]) =>
  example(
    types.restApi,
    {
      body: JSON.stringify({
        paths: Object.fromEntries(
          functionArns.map((one, index) => [`/${String(index)}`, { get: calling(one) }]),
        ),
      }),
    },
    { id },
  );
const api = apiCalling(arn);
const [small, large] = ["arn:aws:lambda:x:1:function:small", "arn:aws:lambda:x:1:function:large"] as const;
const thousand = { throttlingRateLimit: 1000, throttlingBurstLimit: 1000 };

/** A rule on what is set for all methods must not be read for one method alone: that can be higher. */
export const apisThrottled: StackPolicy = {
  kind: "stack",
  id: "apis-throttled",
  requirement: "Every stage of an API says how many requests it takes in a second, and at once.",
  controls: ["API-08", "V-50"],
  severity: "medium",
  appliesTo: [types.apiStage],
  check: (resources) =>
    ofType(resources, types.apiStage)
      .filter(
        (one) =>
          !settingsOfAll(one, resources).some((all) => limits.every((limit) => limitOf(all, limit) > 0)),
      )
      .map((one) =>
        violation(
          one,
          null,
          "has no limit of its own: MethodSettings for */* must set throttlingRateLimit and throttlingBurstLimit above 0",
        ),
      ),
  violatedBy: [
    [stage],
    [stage, settings({ throttlingRateLimit: 1000 })],
    [stage, settings({ ...thousand, throttlingBurstLimit: 0 })],
    [stage, settings(thousand, { methodPath: "status/GET" })],
  ],
  keptBy: [stage, settings(thousand)],
};

export const apisThrottledWithinFunction: StackPolicy = {
  kind: "stack",
  id: "apis-throttled-within-function",
  requirement:
    "An API lets through no more requests than ten times the concurrency that its function has reserved.",
  controls: ["API-08", "REL05-BP02"],
  severity: "high",
  appliesTo: [types.apiMethodSettings],
  check: (resources) =>
    ofType(resources, types.apiMethodSettings).flatMap((all) => {
      const owner = ofType(resources, types.restApi).find(
        (one) => one.id !== undefined && one.id === all.props["restApi"],
      );
      const reserved = (owner === undefined ? [] : functionsCalledBy(owner)).flatMap((called) => {
        const own = number(functionNamed(called, resources)?.props["reservedConcurrentExecutions"]) ?? -1;
        return own > 0 ? [own] : [];
      });
      // All requests may be for the function that has the least.
      const most = requestsPerExecution * Math.min(...reserved);
      return limits.flatMap((limit) =>
        violationIf(
          limitOf(all, limit) > most,
          all,
          `settings.${limit}`,
          `is ${String(limitOf(all, limit))}; a function behind it has ${String(most / requestsPerExecution)} executions reserved and takes ${String(most)}, and the others would fail there`,
        ),
      );
    }),
  violatedBy: [
    [lambda({ reservedConcurrentExecutions: 99 }), api, stage, settings(thousand)],
    [
      lambda({ name: "small", arn: small, reservedConcurrentExecutions: 10 }),
      lambda({ name: "large", arn: large, reservedConcurrentExecutions: 500 }),
      apiCalling(large, small),
      settings(thousand),
    ],
    [
      lambda({ reservedConcurrentExecutions: 10 }),
      api,
      stage,
      settings({ throttlingRateLimit: 100, throttlingBurstLimit: 101 }),
    ],
    [
      lambda({ reservedConcurrentExecutions: 10 }),
      api,
      stage,
      settings({ throttlingRateLimit: 101, throttlingBurstLimit: 100 }, { methodPath: "join/POST" }),
    ],
  ],
  keptBy: [
    lambda({ reservedConcurrentExecutions: 100 }),
    api,
    stage,
    settings(thousand),
    settings({ throttlingRateLimit: 9999 }, { restApi: "another" }),
  ],
};

export const apisThrottledWithinAccount: StackPolicy = {
  kind: "stack",
  id: "apis-throttled-within-account",
  requirement: "No API promises more requests than API Gateway takes in an account.",
  controls: ["V-50"],
  severity: "low",
  appliesTo: [types.apiMethodSettings],
  check: (resources) =>
    ofType(resources, types.apiMethodSettings).flatMap((all) =>
      limits.flatMap((limit) =>
        violationIf(
          limitOf(all, limit) > accountLimits[limit],
          all,
          `settings.${limit}`,
          `does nothing above ${String(accountLimits[limit])}, where the limit of the account ends it first`,
        ),
      ),
    ),
  violatedBy: [
    [settings({ throttlingBurstLimit: 10_000 })],
    [settings({ throttlingRateLimit: 10_001, throttlingBurstLimit: 5000 })],
  ],
  keptBy: [settings({ throttlingRateLimit: 10_000, throttlingBurstLimit: 5000 })],
};
