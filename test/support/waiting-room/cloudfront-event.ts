import type { CloudFrontRequestEvent } from "aws-lambda";
import type { CloudFrontEvent, CloudFrontValues } from "../../../functions/admission-gate/cloudfront-event";

export interface Visit {
  readonly method?: string;
  readonly uri?: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** `undefined` leaves the cookies out of the event altogether. */
  readonly cookies?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly ip?: string;
}

/** What a browser sends that goes to a page. */
export const navigation = { accept: "text/html,*/*;q=0.8", "sec-fetch-mode": "navigate" };

/** What a script sends that fetches something. */
export const fetching = { accept: "application/json", "sec-fetch-mode": "cors" };

function values(texts: Readonly<Record<string, string | readonly string[]>>): CloudFrontValues {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const all = typeof text === "string" ? [text] : text;
      const first = { value: all[0] ?? "" };
      return [name, all.length === 1 ? first : { ...first, multiValue: all.map((value) => ({ value })) }];
    }),
  );
}

/** The event of a CloudFront Function on viewer requests, in the form of CloudFront's documentation. */
export function cloudFrontEvent(visit: Visit): CloudFrontEvent {
  const request = {
    method: visit.method ?? "GET",
    uri: visit.uri ?? "/booking/seats",
    querystring: values(visit.query ?? {}),
    headers: values({ host: "shop.example", "user-agent": "A browser", ...(visit.headers ?? navigation) }),
  };
  const cookies = "cookies" in visit ? visit.cookies : {};
  return {
    viewer: { ip: visit.ip ?? "192.0.2.17" },
    request: cookies === undefined ? request : { ...request, cookies: values(cookies) },
  };
}

function all(given: CloudFrontValues | undefined): readonly (readonly [string, string])[] {
  return Object.entries(given ?? {}).flatMap(([name, one]) =>
    (one.multiValue ?? [one]).map(({ value }) => [name, value] as const),
  );
}

/** A query as a browser has sent it, however long it is. */
function sent(querystring: CloudFrontValues | undefined): string {
  return all(querystring)
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&");
}

/** The same request as Lambda@Edge is told of it. */
export function lambdaEdgeEvent(event: CloudFrontEvent): CloudFrontRequestEvent {
  const { request } = event;
  const headers = Map.groupBy(all(request.headers), ([name]) => name);
  const cookies = all(request.cookies).map(([name, value]) => `${name}=${value}`);
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: "d111111abcdef8.cloudfront.net",
            distributionId: "EDFDVBD6EXAMPLE",
            eventType: "viewer-request",
            requestId: "synthetic",
          },
          request: {
            clientIp: event.viewer?.ip ?? "",
            method: request.method,
            uri: request.uri,
            querystring: sent(request.querystring),
            headers: {
              ...Object.fromEntries(
                [...headers].map(([name, pairs]) => [name, pairs.map(([key, value]) => ({ key, value }))]),
              ),
              ...(cookies.length > 0 && { cookie: [{ key: "Cookie", value: cookies.join("; ") }] }),
            },
          },
        },
      },
    ],
  };
}
