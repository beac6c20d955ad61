import { maxQueryParts } from "./request";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** A header, cookie or query parameter; all its values stand in `multiValue` if it was sent more than once. */
export interface CloudFrontValue {
  value: string;
  multiValue?: readonly { readonly value: string }[];
}

export type CloudFrontValues = Record<string, CloudFrontValue>;

/** What a viewer-request function is called with, as far as it is of use here. Names of headers are in lower case. */
export interface CloudFrontEvent {
  readonly viewer?: { readonly ip?: string };
  readonly request: CloudFrontRequest;
}

export interface CloudFrontRequest {
  readonly method: string;
  uri: string;
  readonly querystring?: CloudFrontValues;
  readonly headers: CloudFrontValues;
  readonly cookies?: CloudFrontValues;
}

export interface CloudFrontResponse {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: CloudFrontValues;
  readonly body?: { readonly encoding: "text"; readonly data: string };
}

export function allOf(values: CloudFrontValues | undefined, name: string): readonly string[] {
  const found = values && Object.prototype.hasOwnProperty.call(values, name) ? values[name] : undefined;
  if (found === undefined) return [];
  return found.multiValue ? found.multiValue.map((one) => one.value) : [found.value];
}

/**
 * The query as it was sent: names and values come as they are in the URL, escapes and all. Empty if there are more than
 * `maxQueryParts`; no more of them are read.
 */
export function queryOf(querystring: CloudFrontValues | undefined): string {
  const parts: string[] = [];
  const names = Object.keys(querystring ?? {});
  const add = (name: string, value: string) =>
    parts.push(value === "" ? name : `${name}=${value}`) > maxQueryParts;
  const tooMany =
    names.length > maxQueryParts ||
    names.some((name) => {
      const given = querystring?.[name] ?? { value: "" };
      return given.multiValue ? given.multiValue.some((one) => add(name, one.value)) : add(name, given.value);
    });
  return tooMany ? "" : parts.join("&");
}

const descriptions: Readonly<Record<number, string>> = {
  302: "Found",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  503: "Service Unavailable",
};

/** Headers as CloudFront wants them. */
export function valuesOf(texts: Readonly<Record<string, string>>): CloudFrontValues {
  const values: CloudFrontValues = {};
  Object.keys(texts).forEach((name) => {
    values[name] = { value: texts[name] ?? "" };
  });
  return values;
}

/** An answer of ours as CloudFront wants it. */
export function responseOf(
  status: number,
  texts: Readonly<Record<string, string>>,
  body: string,
): CloudFrontResponse {
  const response = {
    statusCode: status,
    statusDescription: descriptions[status] ?? "",
    headers: valuesOf(texts),
  };
  return body === ""
    ? response
    : Object.assign(response, { body: { encoding: "text" as const, data: body } });
}
