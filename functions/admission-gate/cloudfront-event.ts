import { ownValue } from "../waiting-room/own-value";
import type { Answer } from "./answer";
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
  readonly headers: CloudFrontValues;
  readonly body?: { readonly encoding: "text"; readonly data: string };
}

/** Every value of this name, in the order in which they were sent. */
export function allOf(values: CloudFrontValues | undefined, name: string): readonly string[] {
  const found = ownValue(values, name);
  return found ? (found.multiValue ?? [found]).map((one) => one.value) : [];
}

/** The first value of a header, or an empty text. */
export function headerOf(request: CloudFrontRequest, name: string): string {
  const found = ownValue(request.headers, name);
  return found ? found.value : "";
}

/**
 * The query as it was sent: names and values come as they are in the URL, escapes and all. `undefined` if there are more
 * than `maxQueryParts`; no more of them are read.
 */
export function queryOf(querystring: CloudFrontValues | undefined): string | undefined {
  const parts: string[] = [];
  const values = querystring ?? {};
  const names = Object.keys(values);
  const add = (name: string, value: string) => parts.push(value ? `${name}=${value}` : name) > maxQueryParts;
  const tooMany =
    names.length > maxQueryParts ||
    names.some((name) => {
      const given = values[name];
      if (given === undefined) return false;
      return given.multiValue ? given.multiValue.some((one) => add(name, one.value)) : add(name, given.value);
    });
  return tooMany ? undefined : parts.join("&");
}

/** Headers as CloudFront wants them. */
export function valuesOf(texts: Readonly<Record<string, string>>): CloudFrontValues {
  const values: CloudFrontValues = {};
  Object.keys(texts).forEach((name) => {
    values[name] = { value: String(texts[name]) };
  });
  return values;
}

/** An answer of ours as CloudFront wants it. */
export function responseOf(answer: Answer): CloudFrontResponse {
  const response = { statusCode: answer.status, headers: valuesOf(answer.headers) };
  return answer.body === ""
    ? response
    : Object.assign(response, { body: { encoding: "text" as const, data: answer.body } });
}
