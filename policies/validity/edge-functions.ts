import { behaviorsOf, functionsOf } from "../distribution-parts";
import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { list, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const edgeFunction = (props: Props = {}) =>
  example(types.edgeFunction, { code: "function handler() {}", runtime: "cloudfront-js-2.0", ...props });
const store = "arn:aws:cloudfront::123456789012:key-value-store/1";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
const mostBytes = 10_240;
const runtimes = ["cloudfront-js-1.0", "cloudfront-js-2.0"];

export const edgeFunctionsLegal: ResourcePolicy = {
  kind: "resource",
  id: "edge-functions-legal",
  requirement:
    "A CloudFront Function is small, published, and reads one KeyValueStore at most, by runtime 2.0.",
  controls: ["V-27"],
  severity: "high",
  appliesTo: [types.edgeFunction],
  check: (one) => {
    const bytes = Buffer.byteLength(text(one.props["code"]) ?? "");
    const runtime = text(one.props["runtime"]) ?? "";
    const stores = list(one.props["keyValueStoreAssociations"]).length;
    return [
      ...violationIf(
        bytes > mostBytes,
        one,
        "code",
        `has ${String(bytes)} bytes; CloudFront takes ${String(mostBytes)}`,
      ),
      ...violationIf(!runtimes.includes(runtime), one, "runtime", `is none of ${runtimes.join(", ")}`),
      ...violationIf(stores > 1, one, "keyValueStoreAssociations", "are more than one"),
      ...violationIf(
        stores > 0 && runtime === "cloudfront-js-1.0",
        one,
        "runtime",
        "is cloudfront-js-1.0, which reads no KeyValueStore",
      ),
      ...violationIf(
        one.props["publish"] === false,
        one,
        "publish",
        "is off: a distribution takes published functions only",
      ),
    ];
  },
  violatedBy: [
    [edgeFunction({ code: "가".repeat(3_414) })],
    [edgeFunction({ runtime: "nodejs24.x" })],
    [edgeFunction({ keyValueStoreAssociations: [store, `${store}2`] })],
    [edgeFunction({ keyValueStoreAssociations: [store], runtime: "cloudfront-js-1.0" })],
    [edgeFunction({ publish: false })],
  ],
  keptBy: [
    edgeFunction({ code: "x".repeat(10_240) }),
    edgeFunction({ keyValueStoreAssociations: [store], publish: true }),
  ],
};

const functionArn = "arn:aws:cloudfront::123456789012:function/gate";
const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:gate:3";
const calling = (functions: readonly Props[], lambdas: readonly Props[] = []) =>
  example(types.distribution, {
    defaultCacheBehavior: { functionAssociations: functions, lambdaFunctionAssociations: lambdas },
  });
const onRequest = { eventType: "viewer-request", functionArn };
const atEdge = (arn: string, eventType = "viewer-request") => ({ eventType, lambdaArn: arn });

const viewerEvents = ["viewer-request", "viewer-response"];
const events = { function: viewerEvents, lambda: [...viewerEvents, "origin-request", "origin-response"] };

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html */
export const edgeFunctionsApart: ResourcePolicy = {
  kind: "resource",
  id: "distributions-functions-apart",
  requirement:
    "A behaviour has one function for an event, and functions of one kind for what visitors send and get.",
  controls: ["V-28"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) =>
    behaviorsOf(one).flatMap((behavior) => {
      const called = functionsOf(behavior);
      const ofViewers = called.filter(({ event }) => viewerEvents.includes(event));
      return [
        ...called
          .filter(({ event, kind }) => !events[kind].includes(event))
          .map(({ event }) =>
            violation(
              one,
              behavior.path,
              event === ""
                ? "has a function without an event"
                : `has a function for ${event}, which calls none`,
            ),
          ),
        ...violationIf(
          new Set(called.map(({ event }) => event)).size < called.length,
          one,
          behavior.path,
          "has two functions for one event",
        ),
        ...violationIf(
          new Set(ofViewers.map(({ kind }) => kind)).size > 1,
          one,
          behavior.path,
          "has a CloudFront Function and Lambda@Edge, both for what visitors send or get",
        ),
      ];
    }),
  violatedBy: [
    [calling([onRequest, onRequest])],
    [calling([onRequest], [atEdge(lambdaArn)])],
    [calling([onRequest], [atEdge(lambdaArn, "viewer-response")])],
    [calling([{ eventType: "origin-request", functionArn }])],
    [calling([{ functionArn }])],
    [
      example(types.distribution, {
        defaultCacheBehavior: { lambdaFunctionAssociations: ["urn:pulumi:prod::urr::urr:edge:Gate::gate"] },
      }),
    ],
  ],
  keptBy: [
    calling(
      [onRequest, { eventType: "viewer-response", functionArn }],
      [atEdge(lambdaArn, "origin-request")],
    ),
    calling([], [atEdge(lambdaArn), atEdge(lambdaArn, "viewer-response")]),
  ],
};

const numbered = /^arn:aws[a-z-]*:lambda:us-east-1:\d{12}:function:[\w-]+:\d+$/;

export const lambdasAtEdgeNumbered: ResourcePolicy = {
  kind: "resource",
  id: "distributions-lambdas-numbered",
  requirement: "Lambda@Edge runs a numbered version of a function in us-east-1.",
  controls: ["V-23"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) =>
    behaviorsOf(one).flatMap((behavior) =>
      functionsOf(behavior)
        .filter(({ arn, kind }) => kind === "lambda" && arn !== undefined && !numbered.test(arn))
        .map(() =>
          violation(
            one,
            `${behavior.path}.lambdaFunctionAssociations`,
            "name no version of a function in us-east-1 (its qualifiedArn, with publish on)",
          ),
        ),
    ),
  violatedBy: [
    [calling([], [atEdge(lambdaArn.replace(":3", ""))])],
    [calling([], [atEdge(lambdaArn.replace(":3", ":$LATEST"))])],
    [calling([], [atEdge(lambdaArn.replace(":3", ":live"))])],
    [calling([], [atEdge(lambdaArn.replace("us-east-1", "ap-northeast-2"))])],
  ],
  keptBy: [calling([], [atEdge(lambdaArn)]), calling([onRequest])],
};

export const edgeFunctionValidity = [edgeFunctionsLegal, edgeFunctionsApart, lambdasAtEdgeNumbered];
