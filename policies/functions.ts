import { example } from "./example";
import { runsAtEdge } from "./function-links";
import type { ExampleResource, Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, number, ofType, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const lambda = (props: Props) => example(types.lambdaFunction, { name: "worker", ...props });
const edgeArn = "arn:aws:lambda:us-east-1:123456789012:function:gate";
const atEdge = (props: Props): readonly ExampleResource[] => [
  example(types.lambdaFunction, { name: "gate", arn: edgeArn, ...props }),
  example(types.distribution, {
    defaultCacheBehavior: { lambdaFunctionAssociations: [{ lambdaArn: `${edgeArn}:1` }] },
  }),
];

const inRegion = (resources: readonly Judged[]): readonly Judged[] =>
  ofType(resources, types.lambdaFunction).filter((one) => !runsAtEdge(one, resources));

const allowing = (props: Props) =>
  example(types.functionPermission, { action: "lambda:InvokeFunction", ...props });

export const functionsNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "functions-not-public",
  requirement:
    "A function is called by nobody but the accounts and the one source that its permissions name.",
  controls: ["FN-01", "Lambda.1", "V-54"],
  severity: "critical",
  appliesTo: [types.functionPermission],
  check: (permission) => {
    const { props } = permission;
    const principal = text(props["principal"]) ?? "";
    const sources = [props["sourceArn"], props["sourceAccount"], props["principalOrgId"]].flatMap(
      (source) => text(source) ?? [],
    );
    return [
      ...violationIf(principal === "*", permission, "principal", "is everybody"),
      ...violationIf(
        principal.endsWith(".amazonaws.com") && !sources.some((source) => !/^\*+$/.test(source)),
        permission,
        "sourceArn",
        `is missing: ${principal} may call the function for any account; name the API, topic or rule`,
      ),
    ];
  },
  violatedBy: [
    [allowing({ principal: "*" })],
    [allowing({ principal: "apigateway.amazonaws.com" })],
    [allowing({ principal: "sns.amazonaws.com", sourceArn: "*" })],
  ],
  keptBy: [
    allowing({
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:aws:execute-api:ap-northeast-2:123456789012:a1b2c3d4e5/live/*",
    }),
    allowing({ principal: "s3.amazonaws.com", sourceAccount: "123456789012" }),
    allowing({ principal: "123456789012" }),
  ],
};

export const functionsTraced: StackPolicy = {
  kind: "stack",
  id: "functions-traced",
  requirement: "Every function is traced by X-Ray, but for those at the edge, where there is none.",
  controls: ["FN-04", "Lambda.7"],
  severity: "low",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    inRegion(resources).flatMap((one) =>
      violationIf(
        at(one.props, "tracingConfig.mode") !== "Active",
        one,
        "tracingConfig.mode",
        "is not Active: where the time of a request goes stays unknown",
      ),
    ),
  violatedBy: [[lambda({})], [lambda({ tracingConfig: { mode: "PassThrough" } })]],
  keptBy: [lambda({ tracingConfig: { mode: "Active" } }), ...atEdge({})],
};

export const functionsCapped: StackPolicy = {
  kind: "stack",
  id: "functions-capped",
  requirement: "Every function has concurrency of its own, so that none takes that of all others.",
  controls: ["FN-07"],
  severity: "medium",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    inRegion(resources).flatMap((one) =>
      violationIf(
        (number(one.props["reservedConcurrentExecutions"]) ?? -1) < 1,
        one,
        "reservedConcurrentExecutions",
        "reserves nothing: give it what it may use at the same time, e.g. 10",
      ),
    ),
  violatedBy: [[lambda({})], [lambda({ reservedConcurrentExecutions: 0 })]],
  keptBy: [lambda({ reservedConcurrentExecutions: 10 }), ...atEdge({})],
};

export const functionUrlsAuthorised: ResourcePolicy = {
  kind: "resource",
  id: "functions-urls-authorised",
  requirement: "A function with an address of its own answers signed requests only.",
  controls: ["FN-10"],
  severity: "high",
  appliesTo: [types.functionUrl],
  check: (url) =>
    violationIf(
      url.props["authorizationType"] !== "AWS_IAM",
      url,
      "authorizationType",
      "is not AWS_IAM: everybody on the internet may call the function",
    ),
  violatedBy: [[example(types.functionUrl, { authorizationType: "NONE" })]],
  keptBy: [example(types.functionUrl, { authorizationType: "AWS_IAM" })],
};

export const functionRolesNotShared: StackPolicy = {
  kind: "stack",
  id: "functions-roles-not-shared",
  requirement: "Every function has a role of its own, and no other's rights.",
  controls: ["FN-11"],
  severity: "low",
  appliesTo: [types.lambdaFunction],
  check: (resources) => {
    const functions = ofType(resources, types.lambdaFunction);
    return functions
      .filter(({ urn, props }) =>
        functions.some(
          (other) =>
            other.urn !== urn && text(props["role"]) !== undefined && other.props["role"] === props["role"],
        ),
      )
      .map((one) => violation(one, "role", "is the role of another function as well"));
  },
  violatedBy: [
    [
      lambda({ role: "arn:aws:iam::123456789012:role/r" }),
      lambda({ role: "arn:aws:iam::123456789012:role/r" }),
    ],
  ],
  keptBy: [
    lambda({ role: "arn:aws:iam::123456789012:role/a" }),
    lambda({ role: "arn:aws:iam::123456789012:role/b" }),
  ],
};

export const functionPolicies = [
  functionsNotPublic,
  functionsTraced,
  functionsCapped,
  functionUrlsAuthorised,
  functionRolesNotShared,
];
