import { behaviorsOf, functionsOf } from "../distribution-parts";
import { example } from "../example";
import { functionNamed, runsAtEdge, variablesOf } from "../function-links";
import { statementsOf } from "../iam-document";
import type { Judged, StackPolicy } from "../policy";
import {
  at,
  list,
  number,
  ofType,
  resourceNamed,
  text,
  texts,
  violation,
  violationIf,
  type Props,
} from "../read";
import { types } from "../types";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:gate";
const lambda = (props: Props = {}) =>
  example(types.lambdaFunction, { name: "gate", arn, publish: true, ...props });
const atEdge = (eventType = "viewer-request") =>
  example(types.distribution, {
    defaultCacheBehavior: { lambdaFunctionAssociations: [{ eventType, lambdaArn: `${arn}:3` }] },
  });

const functionsAtEdge = (resources: readonly Judged[]): readonly Judged[] =>
  ofType(resources, types.lambdaFunction).filter((one) => runsAtEdge(one, resources));

/** What Lambda@Edge has not, and whether a function asks for it: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html */
const missingAtEdge: readonly (readonly [path: string, isAsked: (one: Judged) => boolean])[] = [
  ["environment", (one) => Object.keys(variablesOf(one)).length > 0],
  ["vpcConfig", ({ props }) => list(at(props, "vpcConfig.subnetIds")).length > 0],
  ["deadLetterConfig", ({ props }) => text(at(props, "deadLetterConfig.targetArn")) !== undefined],
  ["layers", ({ props }) => list(props["layers"]).length > 0],
  ["tracingConfig.mode", ({ props }) => at(props, "tracingConfig.mode") === "Active"],
  ["packageType", ({ props }) => props["packageType"] === "Image"],
  ["architectures", ({ props }) => texts(props["architectures"]).some((one) => one !== "x86_64")],
  ["ephemeralStorage.size", ({ props }) => (number(at(props, "ephemeralStorage.size")) ?? 512) > 512],
  ["sourceKmsKeyArn", ({ props }) => text(props["sourceKmsKeyArn"]) !== undefined],
];

export const lambdasAtEdgePlain: StackPolicy = {
  kind: "stack",
  id: "edge-lambdas-plain",
  requirement: "A function that runs at the edge is published, and asks for nothing that is not there.",
  controls: ["V-23", "V-24"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    functionsAtEdge(resources).flatMap((one) => [
      ...violationIf(
        one.props["publish"] !== true,
        one,
        "publish",
        "is not on: the edge runs numbered versions",
      ),
      ...missingAtEdge
        .filter(([, isAsked]) => isAsked(one))
        .map(([path]) => violation(one, path, "is not what a function at the edge can have")),
    ]),
  violatedBy: [
    [lambda({ publish: false }), atEdge()],
    [lambda({ environment: { variables: { STAGE: "live" } } }), atEdge()],
    [lambda({ vpcConfig: { subnetIds: ["subnet-1"] } }), atEdge()],
    [lambda({ deadLetterConfig: { targetArn: "arn:queue" } }), atEdge()],
    [lambda({ layers: ["arn:layer"] }), atEdge()],
    [lambda({ tracingConfig: { mode: "Active" } }), atEdge()],
    [lambda({ packageType: "Image" }), atEdge()],
    [lambda({ architectures: ["arm64"] }), atEdge()],
    [lambda({ ephemeralStorage: { size: 513 } }), atEdge()],
    [lambda({ sourceKmsKeyArn: "arn:key" }), atEdge()],
  ],
  keptBy: [
    lambda({ architectures: ["x86_64"], tracingConfig: { mode: "PassThrough" } }),
    atEdge(),
    example(types.lambdaFunction, { name: "worker", layers: ["arn:layer"] }),
  ],
};

/** Pages of AWS differ: these are legal by all of them. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge */
const viewerLimits = { memorySize: 128, timeout: 5 };
const originLimits = { memorySize: 10_240, timeout: 30 };
const usual = { memorySize: 128, timeout: 3 };

export const lambdasAtEdgeSmall: StackPolicy = {
  kind: "stack",
  id: "edge-lambdas-small",
  requirement:
    "A function at the edge has 128 MB and 5 seconds at most for visitors, 30 seconds for origins.",
  controls: ["V-25"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (resources) => {
    const called = ofType(resources, types.distribution)
      .flatMap(behaviorsOf)
      .flatMap(functionsOf)
      .filter(({ kind }) => kind === "lambda");
    return functionsAtEdge(resources).flatMap((one) => {
      const own = called.filter(({ arn: named }) => functionNamed(named, [one]) !== undefined);
      const limits = own.some(({ event }) => event.startsWith("viewer-")) ? viewerLimits : originLimits;
      return (["memorySize", "timeout"] as const).flatMap((key) => {
        const value = number(one.props[key]) ?? usual[key];
        return violationIf(
          value > limits[key],
          one,
          key,
          `is ${String(value)}, more than ${String(limits[key])}`,
        );
      });
    });
  },
  violatedBy: [
    [lambda({ memorySize: 256 }), atEdge()],
    [lambda({ timeout: 6 }), atEdge("viewer-response")],
    [lambda({ timeout: 31 }), atEdge("origin-request")],
  ],
  keptBy: [
    lambda({ memorySize: 128, timeout: 5 }),
    atEdge(),
    example(types.lambdaFunction, { timeout: 900 }),
  ],
};

const roleArn = "arn:aws:iam::123456789012:role/gate";
const trusting = (...services: readonly string[]) =>
  example(types.role, {
    arn: roleArn,
    assumeRolePolicy: JSON.stringify({
      Statement: { Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" },
    }),
  });
const runners = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"];

export const lambdasAtEdgeTrusted: StackPolicy = {
  kind: "stack",
  id: "edge-lambdas-trusted",
  requirement: "The role of a function at the edge trusts Lambda and Lambda@Edge.",
  controls: ["V-26"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    functionsAtEdge(resources).flatMap((one) => {
      const role = resourceNamed(types.role, one.props["role"], resources);
      if (role === undefined) return [];
      const trusted = statementsOf(role.props["assumeRolePolicy"])
        .filter(({ allows }) => allows)
        .flatMap(({ principals }) => principals ?? []);
      return runners
        .filter((service) => !trusted.includes(`Service:${service}`))
        .map((service) => violation(role, "assumeRolePolicy", `does not trust ${service}`));
    }),
  violatedBy: [
    [lambda({ role: roleArn }), atEdge(), trusting("lambda.amazonaws.com")],
    [lambda({ role: roleArn }), atEdge(), trusting("edgelambda.amazonaws.com")],
  ],
  keptBy: [lambda({ role: roleArn }), atEdge(), trusting(...runners)],
};

export const lambdaAtEdgeValidity = [lambdasAtEdgePlain, lambdasAtEdgeSmall, lambdasAtEdgeTrusted];
