import { gatewayResponses } from "./open-api-gateway-responses";
import type { Route } from "./route";
import { routes, type RouteName } from "./routes";

/** The function answers or is ended within 3 s; what comes later is the start of a process. */
const timeoutMs = 5_000;

const signature = "sigv4";

/**
 * The API as API Gateway is to serve it: every route of the function's table, led to the function, and nothing else.
 * What is not in the table API Gateway refuses by itself, in the API's own form. `uri` is what it calls the function by
 * (`invokeArn`); it may be anything that becomes a text, also an output.
 *
 * It tells no schemas and has no request validated. API Gateway reads another dialect of JSON Schema, which has neither
 * alternatives nor `additionalProperties`, makes a model of each schema and has room for 60
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html). The function looks at
 * every byte of a body anyway, and says what is wrong with it.
 */
export function openApi<Uri>({ title, uri }: { readonly title: string; readonly uri: Uri }) {
  return {
    openapi: "3.0.1",
    info: { title, version: "1" },
    paths: pathsWith((name) => ({
      ...operationOf(name),
      responses: {},
      "x-amazon-apigateway-integration": {
        type: "aws_proxy",
        httpMethod: "POST",
        uri,
        timeoutInMillis: timeoutMs,
        passthroughBehavior: "when_no_match",
      },
    })),
    components: { securitySchemes: { [signature]: signatureScheme } },
    "x-amazon-apigateway-gateway-responses": gatewayResponses,
  };
}

/** What IAM has signed; API Gateway checks it before the function is asked. */
export const signatureScheme = {
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "awsSigv4",
} as const;

/** One path item for each path, with what `operation` makes of each route there. */
export function pathsWith<Operation>(
  operation: (name: RouteName) => Operation,
): Readonly<Record<string, Readonly<Record<string, Operation>>>> {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path } = routes[name];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name) };
  }
  return paths;
}

/** What is said of a route whoever reads it. */
export function operationOf(name: RouteName) {
  const { path, summary, audience }: Route = routes[name];
  return {
    operationId: name,
    summary,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, placeholder = ""]) => ({
      name: placeholder,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    security: audience === "internal" ? [{ [signature]: [] }] : [],
  };
}
