import { parkingPlaces } from "../../../policies/dead-letters";
import { descriptionOf, operationsOf } from "../../../policies/open-api";
import { at, text, texts } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { asJudged } from "../judged";
import { lambdaAtEdge } from "./edge-pricers";
import { fixed, shareAmong, times, used, type Pricer } from "./lines";

const apiType = "aws:apigateway/restApi:RestApi";
const archiveType = "aws:cloudwatch/eventArchive:EventArchive";
const busType = "aws:cloudwatch/eventBus:EventBus";
const functionType = "aws:lambda/function:Function";
const queueType = "aws:sqs/queue:Queue";

/** The stated calls and seconds are those of functions in the region of the stack; the edge's are paid for elsewhere. */
const lambda: Pricer = (priced) => {
  const { resource, resources, usage } = priced;
  const atEdge = lambdaAtEdge(priced);
  if (atEdge !== undefined) return atEdge;
  const isHere = ({ type, inputs }: Resource) => type === functionType && inputs["region"] === undefined;
  const share = shareAmong(resources, isHere);
  const stated = isHere(resource) ? usage : {};
  const isArm = texts(resource.inputs["architectures"]).includes("arm64");
  return [
    used("calls", "lambda-million-requests", stated.lambdaMillionRequests, share),
    used(
      isArm ? "memory while it runs, on Graviton" : "memory while it runs, on x86",
      isArm ? "lambda-arm64-gb-second" : "lambda-x86_64-gb-second",
      stated.lambdaGbSeconds,
      share,
    ),
  ];
};

/** What fails is parked elsewhere, so rarely that it costs less than a cent; the others share the stated requests. */
const queue: Pricer = ({ resource, resources, usage }) => {
  const parking = parkingPlaces(asJudged(resources));
  const isParking = ({ outputs }: Resource) => parking.includes(text(outputs["arn"]) ?? "");
  if (isParking(resource)) return [];
  return [
    used(
      "requests to the queue",
      resource.inputs["fifoQueue"] === true ? "sqs-fifo-million-requests" : "sqs-standard-million-requests",
      usage.queueMillionRequests,
      shareAmong(resources, (one) => one.type === queueType && !isParking(one)),
    ),
  ];
};

const restApi: Pricer = ({ resources, usage }) => [
  used(
    "requests to the API, answers from a cache and refusals by a limit included",
    "rest-api-million-requests",
    usage.apiMillionRequests,
    shareAmong(resources, ({ type }) => type === apiType),
  ),
];

const stage: Pricer = ({ resource: { inputs } }) =>
  inputs["cacheClusterEnabled"] === true ? [fixed("cache of the stage", null, null)] : [];

/** Calls, two kinds of errors and two times. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
const metricsOfMethod = 5;

/** Metrics by method are paid like metrics of our own; those of a stage as a whole are free. */
const methodSettings: Pricer = ({ resource: { inputs }, resources }) => {
  if (at(inputs, "settings.metricsEnabled") !== true) return [];
  const api = resources.find(({ type, id }) => type === apiType && id !== null && id === inputs["restApi"]);
  const [judged] = api === undefined ? [] : asJudged([api]);
  const description = judged === undefined ? undefined : descriptionOf(judged);
  const methods = description === undefined ? undefined : operationsOf(description).length;
  return [
    used(
      `metrics of methods${times(methods)}, if all are called in every hour`,
      "metric-month",
      methods,
      metricsOfMethod,
    ),
  ];
};

const bus: Pricer = ({ resources, usage }) => [
  used(
    "events sent to the bus",
    "bus-million-events",
    usage.busMillionEvents,
    shareAmong(resources, ({ type }) => type === busType),
  ),
];

const archive: Pricer = ({ resources, usage }) => [
  used("events written to the archive", "event-archive-gb", undefined),
  used(
    "events kept in the archive",
    "event-archive-gb-month",
    usage.eventArchiveGb,
    shareAmong(resources, ({ type }) => type === archiveType),
  ),
];

/** What functions at the edge read of it is paid for with them. */
const keyValueStore: Pricer = ({ resource, resources, usage }) => [
  used(
    "calls to its API",
    "key-value-store-1000-calls",
    usage.keyValueStoreCalls,
    shareAmong(resources, ({ type }) => type === resource.type) / 1000,
  ),
];

/** How functions, queues, APIs and events are paid for. */
export const queueingPricers: Readonly<Record<string, Pricer>> = {
  [apiType]: restApi,
  [archiveType]: archive,
  [busType]: bus,
  [functionType]: lambda,
  [queueType]: queue,
  "aws:apigateway/methodSettings:MethodSettings": methodSettings,
  "aws:apigateway/stage:Stage": stage,
  "aws:cloudfront/keyValueStore:KeyValueStore": keyValueStore,
};
