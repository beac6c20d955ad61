/**
 * A line of API Gateway's access log: enough to run the thing, nothing of the person. The path is the route's own, with
 * names in braces, so that no visitor is in it; no query, header, cookie or address is told. Only texts that cannot
 * break the JSON are.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  traceId: "$context.xrayTraceId",
  at: "$context.requestTimeEpoch",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  host: "$context.domainName",
  tls: "$context.tlsVersion",
  status: "$context.status",
  error: "$context.error.responseType",
  bytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  functionStatus: "$context.integration.status",
  functionLatencyMs: "$context.integration.latency",
  // Who has given an order: only internal routes have one.
  operator: "$context.identity.userArn",
});
