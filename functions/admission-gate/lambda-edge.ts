import type {
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontRequestResult,
} from "aws-lambda";
import type { Clock } from "../waiting-room/clock";
import type { Answer } from "./answer";
import { decideReading, type ReadEntry } from "./decide-reading";
import { admissionCookie, deviceCookie, isGateHeader, isNavigation, type GateRequest } from "./request";

/** The values of one cookie, in the order they were sent, whatever the case of its name. */
function cookies(headers: CloudFrontHeaders, name: string): readonly string[] {
  return (headers["cookie"] ?? [])
    .flatMap(({ value }) => value.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.toLowerCase().startsWith(`${name.toLowerCase()}=`))
    .map((pair) => pair.slice(name.length + 1));
}

function gateRequestOf(request: CloudFrontRequest): GateRequest {
  const header = (name: string) => request.headers[name]?.[0]?.value;
  return {
    method: request.method,
    uri: request.uri,
    query: request.querystring,
    navigation: isNavigation(header),
    userAgent: header("user-agent") ?? "",
    address: request.clientIp,
    admissions: cookies(request.headers, admissionCookie),
    devices: cookies(request.headers, deviceCookie),
  };
}

function headersOf(texts: Readonly<Record<string, string>>): CloudFrontHeaders {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]),
  );
}

function responseOf({ status, headers, body }: Answer): CloudFrontRequestResult {
  return { status: String(status), headers: headersOf(headers), body };
}

/** The gate as a Lambda@Edge function on viewer requests: what the CloudFront Function answers, it answers too. */
export function edgeHandler(deps: {
  readonly readEntry: ReadEntry;
  readonly clock: Clock;
  /** Told why somebody is refused, never with what. */
  readonly log: (reason: string) => void;
}): (event: CloudFrontRequestEvent) => Promise<CloudFrontRequestResult> {
  return async (event) => {
    const request = event.Records[0]?.cf.request;
    if (request === undefined) throw new Error("a viewer request event holds one request");
    const passed = Object.entries(request.headers).filter(([name]) => !isGateHeader(name));
    const decision = await decideReading(gateRequestOf(request), deps.readEntry, deps.clock.now());
    if (decision.kind === "refuse") {
      if (decision.reason !== "absent") deps.log(`gate: ${decision.reason}`);
      return responseOf(decision.answer);
    }
    return { ...request, headers: { ...Object.fromEntries(passed), ...headersOf(decision.headers) } };
  };
}
