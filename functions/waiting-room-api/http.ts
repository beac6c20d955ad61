import type { SentCookie } from "../waiting-room/tokens/cookie-header";
import type { Refusal } from "./refusals";

/** A request, whichever of AWS's events or servers it came in. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case; of a header given several times, the values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** In the order given; a name can be there twice. */
  readonly cookies: readonly SentCookie[];
  readonly body: string | Uint8Array | undefined;
  /** The visitor's address, as the last proxy that is ours saw it. */
  readonly sourceIp: string;
  /** Whether the caller has shown to be an operator, by a signature that API Gateway has checked. */
  readonly isOperator: boolean;
}

export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** One `Set-Cookie` each. */
  readonly cookies: readonly string[];
  readonly body: string;
}

const json = "application/json; charset=utf-8";

/** An answer for one person, or one moment: no cache may keep it. */
export function answer(
  status: number,
  content?: object,
  extra: { readonly headers?: Readonly<Record<string, string>>; readonly cookies?: readonly string[] } = {},
): ApiResponse {
  return {
    status,
    headers: {
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(content === undefined ? {} : { "content-type": json }),
      ...extra.headers,
    },
    cookies: extra.cookies ?? [],
    body: content === undefined ? "" : JSON.stringify(content),
  };
}

export function refused(
  { status, code, message, retryAfterSec }: Refusal,
  problems?: readonly object[],
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  const error = { code, message, ...(problems === undefined ? {} : { problems }) };
  const retry = retryAfterSec === undefined ? {} : { "retry-after": String(retryAfterSec) };
  return answer(status, { error }, { headers: { ...retry, ...headers } });
}
