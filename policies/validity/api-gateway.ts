import { example } from "../example";
import { includes } from "../glob";
import { functionNamed } from "../function-links";
import { descriptionOf, functionsCalledBy, integrationOf, operationsOf } from "../open-api";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { isRecord, number, ofType, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const id = "a1b2c3d4e5";
const executionArn = `arn:aws:execute-api:ap-northeast-2:123456789012:${id}`;
const functionArn = "arn:aws:lambda:ap-northeast-2:123456789012:function:api";
const uri = `arn:aws:apigateway:ap-northeast-2:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
const api = (integration: Props = {}) =>
  example(
    types.restApi,
    {
      executionArn,
      body: JSON.stringify({
        paths: { "/status": { get: { "x-amazon-apigateway-integration": { uri, ...integration } } } },
      }),
    },
    { id },
  );
const stage = (stageName: string) => example(types.apiStage, { restApi: id, stageName });
const deployment = (props: Props) => example(types.apiDeployment, { restApi: id, ...props });
const lambda = example(types.lambdaFunction, { name: "api", arn: functionArn });
const permission = (props: Props) =>
  example(types.functionPermission, {
    function: "api",
    action: "lambda:InvokeFunction",
    principal: "apigateway.amazonaws.com",
    ...props,
  });

/** The role is a setting of the account and the region: a second stack would overwrite it, and take it along at its end. */
export const apisLeaveAccountAlone: StackPolicy = {
  kind: "stack",
  id: "apis-leave-account-alone",
  requirement:
    "The role by which API Gateway writes logs belongs to the account, not to a stack with an API.",
  controls: ["V-51"],
  severity: "high",
  appliesTo: [types.apiStage],
  check: (resources) =>
    ofType(resources, types.apiAccount).map((one) =>
      violation(one, null, "belongs to bootstrap, where it outlives every stack"),
    ),
  violatedBy: [[stage("live"), example(types.apiAccount, {})]],
  keptBy: [stage("live")],
};

export const stageNamesLegal: ResourcePolicy = {
  kind: "resource",
  id: "apis-stage-names-legal",
  requirement: "The name of a stage has a length and characters that API Gateway accepts.",
  controls: ["V-52"],
  severity: "high",
  appliesTo: [types.apiStage],
  check: (one) =>
    violationIf(
      !/^[a-zA-Z0-9_-]{1,128}$/.test(text(one.props["stageName"]) ?? ""),
      one,
      "stageName",
      "must be 1 to 128 letters, digits, hyphens and underscores",
    ),
  violatedBy: [[stage("v1.0")], [stage("s".repeat(129))], [example(types.apiStage, {})]],
  keptBy: [stage("live"), stage("v1_0-beta")],
};

/** A deployment is a picture of the API as it was: without triggers a stage goes on serving the first one. */
export const deploymentsFollow: StackPolicy = {
  kind: "stack",
  id: "apis-deployments-follow",
  requirement: "An API whose description changes is deployed again.",
  controls: ["V-53"],
  severity: "high",
  appliesTo: [types.apiDeployment],
  check: (resources) =>
    ofType(resources, types.apiDeployment)
      .filter(({ props }) => !isRecord(props["triggers"]) || Object.keys(props["triggers"]).length === 0)
      .map((one) => violation(one, "triggers", "are missing: a hash of the API's body, for example")),
  violatedBy: [[deployment({})], [deployment({ triggers: {} })]],
  keptBy: [deployment({ triggers: { body: "4f2a" } })],
};

/** Who an integration's permission lets call, of an ARN like `arn:aws:execute-api:…:a1b2c3d4e5/live/GET/status`. */
function admits({ props }: Judged, api: Judged): boolean {
  const own = text(api.props["executionArn"]);
  const source = text(props["sourceArn"]);
  if (props["principal"] !== "apigateway.amazonaws.com" || own === undefined || source === undefined)
    return false;
  return source.startsWith(`${own}/`) || includes(source, `${own}/stage/GET/path`);
}

export const apisMayCallFunctions: StackPolicy = {
  kind: "stack",
  id: "apis-may-call-functions",
  requirement: "A function that an API calls has a permission for this API.",
  controls: ["V-54"],
  severity: "high",
  appliesTo: [types.restApi],
  check: (resources) =>
    ofType(resources, types.restApi).flatMap((one) =>
      functionsCalledBy(one)
        .filter(
          (called) =>
            !ofType(resources, types.functionPermission).some(
              (each) =>
                admits(each, one) &&
                (each.props["function"] === called ||
                  (functionNamed(called, resources) !== undefined &&
                    functionNamed(each.props["function"], resources) === functionNamed(called, resources))),
            ),
        )
        .map((called) =>
          violation(
            one,
            "body",
            `calls ${called}, which has no permission for it: every request fails with 500`,
          ),
        ),
    ),
  violatedBy: [
    [api(), lambda],
    [api(), lambda, permission({ sourceArn: "arn:aws:execute-api:ap-northeast-2:123456789012:another/*" })],
    [api(), lambda, permission({ function: "another", sourceArn: `${executionArn}/*` })],
  ],
  keptBy: [
    api(),
    lambda,
    permission({ sourceArn: `${executionArn}/*/*` }),
    example(types.restApi, { executionArn: `${executionArn}x`, body: "{}" }),
  ],
};

const withTimeout = (timeoutMilliseconds: number) =>
  example(types.apiIntegration, { restApi: id, timeoutMilliseconds });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html; more only after a raised quota */
export const integrationTimeoutsLegal: ResourcePolicy = {
  kind: "resource",
  id: "apis-integration-timeouts-legal",
  requirement: "An API waits from 50 milliseconds to 29 seconds for what answers behind it.",
  controls: ["V-55"],
  severity: "high",
  appliesTo: [types.restApi, types.apiIntegration],
  check: (resource) => {
    const waits =
      resource.type === types.apiIntegration
        ? [{ path: "timeoutMilliseconds", of: "it", time: number(resource.props["timeoutMilliseconds"]) }]
        : operationsOf(descriptionOf(resource) ?? {}).map((operation) => ({
            path: "body",
            of: operation.name,
            time: number(integrationOf(operation)["timeoutInMillis"]),
          }));
    return waits
      .filter(({ time = 29_000 }) => time < 50 || time > 29_000)
      .map(({ path, of, time }) =>
        violation(resource, path, `waits ${String(time)} ms for ${of}, not 50 to 29000`),
      );
  },
  violatedBy: [[api({ timeoutInMillis: 49 })], [api({ timeoutInMillis: 29_001 })], [withTimeout(30_000)]],
  keptBy: [api({ timeoutInMillis: 5000 }), api(), withTimeout(29_000)],
};

export const apiValidity = [
  apisLeaveAccountAlone,
  stageNamesLegal,
  deploymentsFollow,
  apisMayCallFunctions,
  integrationTimeoutsLegal,
];
