import type { CloudFrontEvent, CloudFrontValues } from "../../functions/admission-gate/cloudfront-event";
import { pairsOf, type Request } from "./request";

/** The event by which CloudFront tells a function of a viewer's request: the path and the query as they were sent. */
export function viewerEventOf({
  address,
  cookies,
  headers,
  host,
  method,
  path,
  query,
}: Request): CloudFrontEvent {
  return {
    viewer: { ip: address },
    request: {
      method,
      uri: path,
      querystring: valuesOf(pairsOf(query)),
      headers: valuesOf(Object.entries({ ...headers, host })),
      cookies: valuesOf(Object.entries(cookies)),
    },
  };
}

function valuesOf(pairs: readonly (readonly [string, string])[]): CloudFrontValues {
  const byName = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, [first, ...more]]) => {
      const value = { value: first?.[1] ?? "" };
      const multiValue = [first, ...more].map((one) => ({ value: one?.[1] ?? "" }));
      return [name, more.length === 0 ? value : { ...value, multiValue }];
    }),
  );
}

/** The query of a request that a function has given back, in the order in which CloudFront then has it. */
export function queryIn(values: CloudFrontValues): string {
  return Object.entries(values)
    .flatMap(([name, one]) =>
      (one.multiValue ?? [one]).map(({ value }) => (value === "" ? name : `${name}=${value}`)),
    )
    .join("&");
}
