import type { IncomingMessage, ServerResponse } from "node:http";
import { boundedQuery, isNavigation, type GateRequest } from "../../functions/admission-gate/request";
import type { ApiRequest } from "../../functions/waiting-room-api/http";
import { readCookieHeader } from "../../functions/waiting-room/tokens/cookie-header";

/** A request as Node's server has it, read. */
export interface Received {
  readonly method: string;
  /** Path as it was sent, without the query. */
  readonly path: string;
  /** Query as it was sent, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly address: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: string;
}

/** More than any body here; the API has its own bound. */
const maxBodyBytes = 65_536;

/** Reads a request to its end; `undefined` if its body is too long. */
export async function receive(message: IncomingMessage): Promise<Received | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  const [path = "/", ...query] = (message.url ?? "/").split("?");
  return {
    method: message.method ?? "GET",
    path,
    query: query.join("?"),
    headers: headersOf(message),
    body: Buffer.concat(chunks).toString("utf8"),
    address: message.socket.remoteAddress ?? "",
  };
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const pairs = Object.entries(headers).map(
    ([name, value]) => [name, [value ?? ""].flat().join(", ")] as const,
  );
  return Object.fromEntries(pairs);
}

export function apiRequestOf(received: Received, isOperator: boolean): ApiRequest {
  const { method, path, headers, body, address } = received;
  const cookies = readCookieHeader(headers["cookie"] ?? "");
  return {
    method,
    path,
    headers,
    cookies,
    body: body === "" ? undefined : body,
    sourceIp: address,
    isOperator,
  };
}

export function gateRequestOf({ method, path, query, headers, address }: Received): GateRequest {
  const cookies = readCookieHeader(headers["cookie"] ?? "");
  return {
    method,
    uri: path,
    query: () => boundedQuery(query),
    navigation: isNavigation((name) => headers[name]),
    userAgent: headers["user-agent"] ?? "",
    address,
    cookies: (name) => cookies.flatMap((cookie) => (cookie.name === name ? [cookie.value] : [])),
  };
}

export function send(response: ServerResponse, { status, headers, cookies = [], body }: Reply): void {
  response.writeHead(status, { ...headers, ...(cookies.length > 0 && { "set-cookie": [...cookies] }) });
  response.end(body);
}

export function jsonReply(status: number, content: object): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(content),
  };
}
