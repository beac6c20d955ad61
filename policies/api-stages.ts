import { example } from "./example";
import { endpointTypesOf } from "./open-api";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, ofType, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:apigateway:ap-northeast-2::/restapis/a1b2c3d4e5/stages/live";
const stage = (props: Props = {}) =>
  example(types.apiStage, { restApi: "a1b2c3d4e5", stageName: "live", arn, ...props });
const settings = (values: Props, rest: Props = {}) =>
  example(types.apiMethodSettings, {
    restApi: "a1b2c3d4e5",
    stageName: "live",
    methodPath: "*/*",
    settings: values,
    ...rest,
  });

/** What is set for every method of a stage. */
export function settingsOfAll(stageOf: Judged, resources: readonly Judged[]): readonly Judged[] {
  return ofType(resources, types.apiMethodSettings).filter(
    ({ props }) =>
      props["methodPath"] === "*/*" &&
      props["restApi"] === stageOf.props["restApi"] &&
      props["stageName"] === stageOf.props["stageName"],
  );
}

export const apisLogExecution: StackPolicy = {
  kind: "stack",
  id: "apis-log-execution",
  requirement: "Every stage of an API logs its errors, for every method.",
  controls: ["API-01", "APIGateway.1", "nag:APIG6"],
  severity: "medium",
  appliesTo: [types.apiStage],
  check: (resources) =>
    ofType(resources, types.apiStage)
      .filter(
        (one) =>
          !settingsOfAll(one, resources).some(({ props }) =>
            ["ERROR", "INFO"].includes(text(at(props, "settings.loggingLevel")) ?? ""),
          ),
      )
      .map((one) =>
        violation(one, null, "logs no errors: MethodSettings for */* must set loggingLevel to ERROR or INFO"),
      ),
  violatedBy: [
    [stage()],
    [stage(), settings({ loggingLevel: "OFF" })],
    [stage(), settings({ loggingLevel: "ERROR" }, { methodPath: "orders/GET" })],
    [stage(), settings({ loggingLevel: "ERROR" }, { stageName: "other" })],
  ],
  keptBy: [stage(), settings({ loggingLevel: "ERROR" })],
};

export const apisLogAccess: ResourcePolicy = {
  kind: "resource",
  id: "apis-log-access",
  requirement: "Every stage of an API writes down who called it, and what the answer was.",
  controls: ["API-02", "nag:APIG1"],
  severity: "medium",
  appliesTo: [types.apiStage],
  check: (one) =>
    ["destinationArn", "format"].flatMap((key) =>
      violationIf(
        text(at(one.props, `accessLogSettings.${key}`)) === undefined,
        one,
        `accessLogSettings.${key}`,
        "is missing: there is no access log",
      ),
    ),
  violatedBy: [[stage()], [stage({ accessLogSettings: { destinationArn: "arn:group" } })]],
  keptBy: [stage({ accessLogSettings: { destinationArn: "arn:group", format: "$context.requestId" } })],
};

export const apisTraced: ResourcePolicy = {
  kind: "resource",
  id: "apis-traced",
  requirement: "Every stage of an API is traced by X-Ray.",
  controls: ["API-03", "APIGateway.3"],
  severity: "low",
  appliesTo: [types.apiStage],
  check: (one) =>
    violationIf(one.props["xrayTracingEnabled"] !== true, one, "xrayTracingEnabled", "is not on"),
  violatedBy: [[stage()]],
  keptBy: [stage({ xrayTracingEnabled: true })],
};

export const apisBehindFirewall: StackPolicy = {
  kind: "stack",
  id: "apis-behind-firewall",
  requirement: "Where data is protected, a web ACL judges every request to an API.",
  controls: ["API-04", "APIGateway.4", "nag:APIG3"],
  severity: "medium",
  askedOf: "protected stacks",
  appliesTo: [types.apiStage],
  check: (resources) =>
    ofType(resources, types.apiStage)
      .filter(
        ({ props }) =>
          !ofType(resources, types.webAclAssociation).some(
            (association) =>
              text(props["arn"]) !== undefined && association.props["resourceArn"] === props["arn"],
          ),
      )
      .map((one) => violation(one, null, "has no web ACL (WebAclAssociation)")),
  violatedBy: [
    [{ ...stage(), protect: true }],
    [{ ...stage(), protect: true }, example(types.webAclAssociation, { resourceArn: "arn:another" })],
  ],
  keptBy: [{ ...stage(), protect: true }, example(types.webAclAssociation, { resourceArn: arn })],
};

export const apiCachesEncrypted: ResourcePolicy = {
  kind: "resource",
  id: "apis-caches-encrypted",
  requirement: "What API Gateway caches is encrypted.",
  controls: ["API-05", "APIGateway.5"],
  severity: "medium",
  appliesTo: [types.apiMethodSettings],
  check: (one) =>
    violationIf(
      at(one.props, "settings.cachingEnabled") === true &&
        at(one.props, "settings.cacheDataEncrypted") !== true,
      one,
      "settings.cacheDataEncrypted",
      "is not on, although answers are cached",
    ),
  violatedBy: [[settings({ cachingEnabled: true })]],
  keptBy: [settings({ cachingEnabled: true, cacheDataEncrypted: true }), settings({})],
};

export const apisWithoutPayloads: ResourcePolicy = {
  kind: "resource",
  id: "apis-log-no-payloads",
  requirement: "No API logs whole requests and answers, with the tokens and names in them.",
  controls: ["API-10"],
  severity: "medium",
  appliesTo: [types.apiMethodSettings],
  check: (one) =>
    violationIf(
      at(one.props, "settings.dataTraceEnabled") === true,
      one,
      "settings.dataTraceEnabled",
      "is on",
    ),
  violatedBy: [[settings({ dataTraceEnabled: true })]],
  keptBy: [settings({ dataTraceEnabled: false }), settings({})],
};

const restApi = (props: Props) => example(types.restApi, props, { id: "a1b2c3d4e5" });
const regional = { endpointConfiguration: { types: "REGIONAL" } };
const mapping = example(types.apiBasePathMapping, { restApi: "a1b2c3d4e5" });

export const apisHaveOneDoor: StackPolicy = {
  kind: "stack",
  id: "apis-have-one-door",
  requirement: "An API is regional, and where it has a name of ours it answers to that name alone.",
  controls: ["API-09"],
  severity: "medium",
  appliesTo: [types.restApi],
  check: (resources) =>
    ofType(resources, types.restApi).flatMap((one) => {
      const isNamed = ofType(resources, types.apiBasePathMapping).some(
        ({ props }) => one.id !== undefined && props["restApi"] === one.id,
      );
      return [
        ...violationIf(
          endpointTypesOf(one).includes("EDGE"),
          one,
          "endpointConfiguration.types",
          "is EDGE: a distribution of AWS's stands before it, and ours is not the only way in; REGIONAL",
        ),
        ...violationIf(
          isNamed && one.props["disableExecuteApiEndpoint"] !== true,
          one,
          "disableExecuteApiEndpoint",
          "is not on: the address of AWS's leads past the name of ours, and what stands before it",
        ),
      ];
    }),
  violatedBy: [[restApi({})], [restApi(regional), mapping]],
  keptBy: [
    restApi({ ...regional, disableExecuteApiEndpoint: true }),
    mapping,
    example(types.restApi, regional),
  ],
};

export const apiStagePolicies = [
  apisLogExecution,
  apisLogAccess,
  apisTraced,
  apisBehindFirewall,
  apiCachesEncrypted,
  apisWithoutPayloads,
  apisHaveOneDoor,
];
