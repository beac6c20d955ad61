import { parse } from "@aws-lambda-powertools/parser";
import * as z from "zod";
import { readCookieHeader } from "../waiting-room/tokens/cookie-header";
import type { ApiRequest, ApiResponse } from "./http";

const manyValues = z.record(z.string(), z.array(z.string())).nullish();

const common = {
  httpMethod: z.string(),
  path: z.string(),
  multiValueHeaders: manyValues,
  multiValueQueryStringParameters: manyValues,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
};

/** The part of API Gateway's proxy event that is read here. */
const gatewayEventSchema = z.object({
  ...common,
  requestContext: z.object({
    requestId: z.string(),
    identity: z.object({ sourceIp: z.string().default(""), userArn: z.string().nullish() }),
  }),
});

/**
 * The part of a load balancer's event that is read here. Its target group must have `lambda.multi_value_headers.enabled`
 * on: only then can an answer set two cookies.
 */
const balancerEventSchema = z.object({
  ...common,
  multiValueHeaders: manyValues.unwrap().unwrap(),
  requestContext: z.object({ elb: z.object({ targetGroupArn: z.string() }) }),
});

const eventSchema = z.union([gatewayEventSchema, balancerEventSchema]);

export interface Received {
  readonly request: ApiRequest;
  /** As a load balancer has it: just as it was sent. The API itself knows no query. */
  readonly query: string;
  /** What AWS calls the request, for the logs. */
  readonly requestId: string;
}

/**
 * Reads an event of API Gateway or of a load balancer.
 *
 * `proxiesInFront`: how many proxies of ours stand before it and have added their caller to X-Forwarded-For. The list
 * starts with whatever the visitor has sent, so it is read from its end.
 *
 * @throws ParseError on any other event.
 */
export function readEvent(event: unknown, proxiesInFront: number): Received {
  const parsed = parse(event, undefined, eventSchema);
  const { httpMethod, path, multiValueHeaders, body, isBase64Encoded, requestContext } = parsed;
  const headers = oneValueEach(multiValueHeaders ?? {});
  const identity = "identity" in requestContext ? requestContext.identity : undefined;
  const addresses = [
    ...(headers["x-forwarded-for"] ?? "").split(",").map((address) => address.trim()),
  ].filter((address) => address !== "");
  return {
    query: queryOf(parsed.multiValueQueryStringParameters ?? {}),
    requestId:
      "requestId" in requestContext ? requestContext.requestId : (headers["x-amzn-trace-id"] ?? "unknown"),
    request: {
      method: httpMethod,
      path,
      headers,
      cookies: readCookieHeader(headers["cookie"] ?? ""),
      body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? undefined),
      sourceIp: addresses.at(-1 - proxiesInFront) ?? identity?.sourceIp ?? "",
      isOperator: typeof identity?.userArn === "string" && identity.userArn !== "",
    },
  };
}

function queryOf(parameters: Readonly<Record<string, readonly string[]>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, values]) =>
    values.map((value) => `${name}=${value}`),
  );
  return pairs.join("&");
}

/** Names in lower case: a header that came in two spellings has the values of both. */
function oneValueEach(
  headers: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, string>> {
  const all = new Map<string, readonly string[]>();
  for (const [spelling, values] of Object.entries(headers)) {
    const name = spelling.toLowerCase();
    all.set(name, [...(all.get(name) ?? []), ...values]);
  }
  const pairs = [...all].map(
    ([name, values]) => [name, values.join(name === "cookie" ? "; " : ", ")] as const,
  );
  return Object.fromEntries(pairs);
}

/** What both API Gateway and the load balancer take for an answer. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

export function toProxyResult({ status, headers, cookies, body }: ApiResponse): ProxyResult {
  const single = Object.entries(headers).map(([name, value]) => [name, [value]] as const);
  return {
    statusCode: status,
    multiValueHeaders: {
      ...Object.fromEntries(single),
      ...(cookies.length === 0 ? {} : { "set-cookie": cookies }),
    },
    body,
    isBase64Encoded: false,
  };
}
