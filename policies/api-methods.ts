import { example } from "./example";
import { asksWhoCalls, descriptionOf, isValidated, operationsOf, takesInput } from "./open-api";
import type { ResourcePolicy } from "./policy";
import { text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const api = (paths: object, rest: object = {}) =>
  example(types.restApi, { body: JSON.stringify({ openapi: "3.0.1", paths, ...rest }) });
const signed = {
  components: { securitySchemes: { sigv4: { type: "apiKey", "x-amazon-apigateway-authtype": "awsSigv4" } } },
};
const method = (props: Props) => example(types.apiMethod, { httpMethod: "POST", ...props });

export const methodsAuthorised: ResourcePolicy = {
  kind: "resource",
  id: "apis-methods-authorised",
  requirement: "Every method of an API asks who calls, but for OPTIONS, which browsers send without a login.",
  controls: ["API-06", "nag:APIG4"],
  severity: "high",
  appliesTo: [types.restApi, types.apiMethod],
  check: (resource) => {
    if (resource.type === types.apiMethod) {
      return violationIf(
        resource.props["httpMethod"] !== "OPTIONS" &&
          (text(resource.props["authorization"]) ?? "NONE") === "NONE",
        resource,
        "authorization",
        "is NONE: everybody may call it; AWS_IAM admits those alone whom a role allows to",
      );
    }
    const description = descriptionOf(resource);
    if (description === undefined) return [];
    return operationsOf(description)
      .filter((operation) => operation.method !== "OPTIONS" && !asksWhoCalls(description, operation))
      .map(({ name }) =>
        violation(resource, "body", `lets everybody call ${name}; give it a security scheme of API Gateway`),
      );
  },
  violatedBy: [
    [api({ "/orders": { get: {} } })],
    [api({ "/orders": { get: { security: [] } } }, { ...signed, security: [{ sigv4: [] }] })],
    [api({ "/orders": { get: { security: [{ sigv4: [] }, {}] } } }, signed)],
    [
      api(
        { "/orders": { get: { security: [{ key: [] }] } } },
        { components: { securitySchemes: { key: { type: "apiKey" } } } },
      ),
    ],
    [api({ "/{proxy+}": { "x-amazon-apigateway-any-method": {} } })],
    [method({ authorization: "NONE" })],
  ],
  keptBy: [
    api({ "/orders": { get: { security: [{ sigv4: [] }] }, options: {} } }, signed),
    api({ "/orders": { get: {} } }, { ...signed, security: [{ sigv4: [] }] }),
    api({ "/orders": { get: { "x-amazon-apigateway-auth": { type: "AWS_IAM" } } } }),
    method({ authorization: "AWS_IAM" }),
    method({ httpMethod: "OPTIONS", authorization: "NONE" }),
  ],
};

const validators = {
  "x-amazon-apigateway-request-validators": {
    all: { validateRequestBody: true, validateRequestParameters: true },
    none: { validateRequestBody: false, validateRequestParameters: false },
  },
};
const withBody = { requestBody: { content: {} } };
const withValidator = (name: string) => ({ "x-amazon-apigateway-request-validator": name });

export const methodsValidated: ResourcePolicy = {
  kind: "resource",
  id: "apis-requests-validated",
  requirement: "API Gateway refuses a request whose body or parameters are not as described.",
  controls: ["API-07", "nag:APIG2"],
  severity: "medium",
  appliesTo: [types.restApi, types.apiMethod],
  check: (resource) => {
    if (resource.type === types.apiMethod) {
      const { requestModels, requestParameters, requestValidatorId } = resource.props;
      return violationIf(
        (requestModels !== undefined || requestParameters !== undefined) &&
          text(requestValidatorId) === undefined,
        resource,
        "requestValidatorId",
        "is missing: what the method takes is described, and not looked at",
      );
    }
    const description = descriptionOf(resource);
    if (description === undefined) return [];
    return operationsOf(description)
      .filter((operation) => takesInput(operation) && !isValidated(description, operation))
      .map(({ name }) => violation(resource, "body", `does not validate what ${name} is sent`));
  },
  violatedBy: [
    [api({ "/orders": { post: {} } })],
    [api({ "/orders": { delete: withBody } })],
    [api({ "/orders": { post: { ...withBody, ...withValidator("none") } } }, validators)],
    [api({ "/orders": { post: { ...withBody, ...withValidator("missing") } } }, validators)],
    [api({ "/orders": { get: { parameters: [{ in: "query", name: "page", required: true }] } } })],
    [method({ requestModels: { "application/json": "Order" } })],
  ],
  keptBy: [
    api({ "/orders": { post: { ...withBody, ...withValidator("all") } } }, validators),
    api({ "/orders": { post: withBody } }, { ...validators, ...withValidator("all") }),
    api({ "/orders/{id}": { get: { parameters: [{ in: "path", name: "id", required: true }] } } }),
    method({ requestModels: { "application/json": "Order" }, requestValidatorId: "v1" }),
    method({}),
  ],
};
