import type { CloudFrontHeaders, CloudFrontRequestEvent } from "aws-lambda";
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontValues,
} from "../../functions/admission-gate/cloudfront-event";
import { edgeHandler } from "../../functions/admission-gate/lambda-edge";
import { queryIn } from "./viewer-event";

/** Asks the gate in its form for Lambda@Edge, which is told of requests in other words than a CloudFront Function. */
export async function gateAtLambdaEdge(
  event: CloudFrontEvent,
  entries: Readonly<Record<string, string>>,
  servesFiles: boolean,
): Promise<CloudFrontRequest | CloudFrontResponse> {
  const handler = edgeHandler({
    readEntry: (key) => Promise.resolve(entries[key]),
    clock: { now: () => Date.now() },
    servesFiles,
    log: () => undefined,
  });
  const result = await handler(lambdaEdgeEventOf(event));
  if (result === null || result === undefined) throw new Error("the gate has neither passed nor answered");
  if ("status" in result) {
    return {
      statusCode: Number(result.status),
      headers: valuesIn(result.headers ?? {}),
    };
  }
  return { ...event.request, headers: valuesIn(result.headers), uri: result.uri, method: result.method };
}

function lambdaEdgeEventOf({ request, viewer }: CloudFrontEvent): CloudFrontRequestEvent {
  const pairs = Object.entries({ ...request.headers, ...cookieHeader(request.cookies ?? {}) });
  const headers: CloudFrontHeaders = Object.fromEntries(
    pairs.map(([key, one]) => [key, [{ key, value: one.value }]]),
  );
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: "d111111abcdef8.cloudfront.net",
            distributionId: "EDFDVBD6EXAMPLE",
            eventType: "viewer-request",
            requestId: "example",
          },
          request: {
            clientIp: viewer?.ip ?? "",
            method: request.method,
            uri: request.uri,
            querystring: queryIn(request.querystring ?? {}),
            headers,
          },
        },
      },
    ],
  };
}

function cookieHeader(cookies: CloudFrontValues): CloudFrontValues {
  const value = Object.entries(cookies)
    .map(([name, one]) => `${name}=${one.value}`)
    .join("; ");
  return value === "" ? {} : { cookie: { value } };
}

function valuesIn(headers: CloudFrontHeaders): CloudFrontValues {
  const pairs = Object.entries(headers).filter(([name]) => name !== "cookie");
  return Object.fromEntries(pairs.map(([name, all]) => [name, { value: all[0]?.value ?? "" }]));
}
