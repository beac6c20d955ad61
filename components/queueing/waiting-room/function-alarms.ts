import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../../watched-figures";
import { functionNames } from "./functions";

/** Names of functions as AWS calls them, and of the API. */
export interface WatchedFunctions {
  readonly api: pulumi.Input<string>;
  readonly controller: pulumi.Input<string>;
  readonly rotation: pulumi.Input<string>;
  readonly restApi: { readonly name: pulumi.Input<string>; readonly stage: string };
  readonly reservedConcurrency: number;
}

const ofFunction =
  (FunctionName: pulumi.Input<string>) => (metricName: string, statistic: "Sum" | "Maximum") => ({
    ...{ namespace: "AWS/Lambda", metricName, statistic },
    dimensions: { FunctionName },
  });

/** Share of what is reserved at which somebody should know. */
const nearlyAll = 0.8;

/** What AWS counts of the API: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
function apiAlarms(functions: WatchedFunctions): Readonly<Record<string, Watched>> {
  const { restApi, reservedConcurrency } = functions;
  const dimensions = { ApiName: restApi.name, Stage: restApi.stage };
  const ofApi = (metricName: string, statistic: "Average" | "p99") => ({
    ...{ namespace: "AWS/ApiGateway", metricName, dimensions, statistic },
  });
  const api = ofFunction(functions.api);
  return {
    "api-errors": {
      meaning:
        "more than one request in a hundred is answered with an error of ours. Waiting pages come again by themselves; look at the function's log, then at DynamoDB.",
      above: 0.01,
      minutes: { of: 5, bad: 5 },
      figure: ofApi("5XXError", "Average"),
    },
    "api-latency": {
      meaning:
        "one answer in a hundred takes longer than a second. Look at the traces for what is slow: DynamoDB, Secrets Manager or new processes.",
      above: 1_000,
      minutes: { of: 5, bad: 5 },
      figure: ofApi("Latency", "p99"),
    },
    "api-function-errors": {
      meaning: "the API's function ran out of time or ended before its answer. Its log says where.",
      minutes: { of: 5, bad: 3 },
      figure: api("Errors", "Sum"),
    },
    "api-throttles": {
      meaning:
        "the API's function has refused requests for want of concurrency. Raise urr:queueing.waitingRoom.reservedConcurrency, and the account's quota with it.",
      minutes: { of: 5, bad: 3 },
      figure: api("Throttles", "Sum"),
    },
    "api-concurrency": {
      meaning:
        "more than 80 % of what is reserved for the API runs at once. Raise urr:queueing.waitingRoom.reservedConcurrency before the next rush.",
      above: reservedConcurrency * nearlyAll,
      minutes: { of: 5, bad: 3 },
      figure: api("ConcurrentExecutions", "Maximum"),
    },
  };
}

/** A function of the minute that fails, is refused, or does not run at all. */
function minuteAlarms(
  short: string,
  called: string,
  FunctionName: pulumi.Input<string>,
  without: string,
): Readonly<Record<string, Watched>> {
  const figure = ofFunction(FunctionName);
  return {
    [`${short}-errors`]: {
      meaning: `${called} fails again and again. ${without} Its log says why.`,
      minutes: { of: 5, bad: 3 },
      figure: figure("Errors", "Sum"),
    },
    [`${short}-throttles`]: {
      meaning: `${called} is refused by Lambda. ${without} See whether its reserved concurrency was changed by hand.`,
      minutes: { of: 5, bad: 3 },
      figure: figure("Throttles", "Sum"),
    },
    [`${short}-silent`]: {
      meaning: `${called} has not run for five minutes. ${without} See whether its schedule is on and its role is whole.`,
      below: 1,
      minutes: { of: 5, bad: 5 },
      silence: "is bad",
      figure: figure("Invocations", "Sum"),
    },
  };
}

/** What AWS counts of the API and of the functions. */
export function functionAlarms(functions: WatchedFunctions): Readonly<Record<string, Watched>> {
  return {
    ...apiAlarms(functions),
    ...minuteAlarms(
      "controller",
      functionNames.controller,
      functions.controller,
      "Whoever polls the API counts in its stead, so lines go on while people wait.",
    ),
    ...minuteAlarms(
      "rotation",
      functionNames.rotation,
      functions.rotation,
      "Keys stay as they are, and the gate does not learn of new events: their visitors are sent to the waiting page and not let in.",
    ),
  };
}
