import type { Judged } from "./policy";
import { at, isRecord, parsed, text, texts, type Props } from "./read";

/** A method of an API, as its OpenAPI description has it. */
export interface Operation {
  /** E.g. `GET /vwr/{event}/status`. */
  readonly name: string;
  readonly method: string;
  readonly properties: Props;
}

const methods = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "x-amazon-apigateway-any-method",
];

/** The description in the body of a REST API; undefined where it has none, or none that is JSON. */
export function descriptionOf({ props }: Judged): Props | undefined {
  const body = parsed(text(props["body"]) ?? "");
  return isRecord(body) ? body : undefined;
}

export function operationsOf(description: Props): readonly Operation[] {
  const paths = isRecord(description["paths"]) ? description["paths"] : {};
  return Object.entries(paths).flatMap(([path, item]) =>
    isRecord(item)
      ? Object.entries(item).flatMap(([key, properties]) => {
          if (!methods.includes(key) || !isRecord(properties)) return [];
          const method = key.startsWith("x-") ? "ANY" : key.toUpperCase();
          return [{ name: `${method} ${path}`, method, properties }];
        })
      : [],
  );
}

/** An operation of its own may ask for less or more than the API as a whole: an empty list asks for nothing. */
export function asksWhoCalls(description: Props, { properties }: Operation): boolean {
  const iam =
    at(properties, "x-amazon-apigateway-auth.type") ?? at(description, "x-amazon-apigateway-auth.type");
  if (text(iam)?.toUpperCase() === "AWS_IAM") return true;
  const asked = properties["security"] ?? description["security"];
  const schemes: unknown =
    at(description, "components.securitySchemes") ?? description["securityDefinitions"];
  const authorises = (requirement: unknown) =>
    isRecord(requirement) &&
    Object.keys(requirement).some((name) => {
      const scheme = isRecord(schemes) ? schemes[name] : undefined;
      // Without this mark of API Gateway a scheme is an API key, which is no authorisation, or is passed over.
      return text(at(scheme, "x-amazon-apigateway-authtype")) !== undefined;
    });
  // One of the requirements is enough for a caller, so every one must authorise.
  return Array.isArray(asked) && asked.length > 0 && asked.every(authorises);
}

const needsCheck = (parameter: unknown): boolean => isRecord(parameter) && parameter["required"] === true;

/** Whether a method takes a body, described or not, or parameters beside those of its path that it cannot do without. */
export function takesInput({ method, properties }: Operation): boolean {
  const parameters = Array.isArray(properties["parameters"]) ? (properties["parameters"] as unknown[]) : [];
  return (
    ["POST", "PUT", "PATCH"].includes(method) ||
    properties["requestBody"] !== undefined ||
    parameters.some((one) => needsCheck(one) && at(one, "in") !== "path")
  );
}

export function isValidated(description: Props, { properties }: Operation): boolean {
  const key = "x-amazon-apigateway-request-validator";
  const name = text(properties[key] ?? description[key]);
  const validator = name === undefined ? undefined : at(description[`${key}s`], name);
  return (
    isRecord(validator) &&
    (validator["validateRequestBody"] === true || validator["validateRequestParameters"] === true)
  );
}

export function integrationOf({ properties }: Operation): Props {
  const integration = properties["x-amazon-apigateway-integration"];
  return isRecord(integration) ? integration : {};
}

/** The ARN of the function that an integration calls; undefined where it calls something else. */
export function functionArnIn(uri: unknown): string | undefined {
  const [, arn] = /:lambda:path\/[^/]+\/functions\/(arn:[^/]+)\//.exec(text(uri) ?? "") ?? [];
  return arn;
}

/** ARNs of all functions that an API calls. */
export function functionsCalledBy(api: Judged): readonly string[] {
  const description = descriptionOf(api);
  if (description === undefined) return [];
  return [
    ...new Set(
      operationsOf(description).flatMap((operation) => functionArnIn(integrationOf(operation)["uri"]) ?? []),
    ),
  ];
}

/** Kinds of endpoints of an API; EDGE where none is named. */
export function endpointTypesOf({ props }: Judged): readonly string[] {
  const types = texts(at(props, "endpointConfiguration.types"));
  return types.length === 0 ? ["EDGE"] : types;
}
