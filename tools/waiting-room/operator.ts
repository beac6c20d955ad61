import { timingSafeEqual } from "node:crypto";
import type { ApiRequest, ApiResponse } from "../../functions/waiting-room-api/http";
import { jsonReply, type Received, type Reply } from "./wire";

/** What the operator's buttons do: a route of the API's internal part each. */
const orders: Readonly<Record<string, { readonly path: string; readonly body?: object }>> = {
  start: { path: "open" },
  pause: { path: "pause" },
  resume: { path: "resume" },
  open: { path: "open", body: { to: "OPEN" } },
  end: { path: "end" },
};

export type CallApi = (request: ApiRequest) => Promise<ApiResponse>;

/** The operator's requests. Whoever gives an order shows `token`, which only the operator's own page knows. */
export class Operator {
  constructor(
    private readonly event: string,
    private readonly token: string,
    private readonly call: CallApi,
  ) {}

  async figures(): Promise<Reply> {
    const { status, headers, body } = await this.api("GET", "/metrics");
    return { status, headers, body };
  }

  async order({ headers, body }: Received): Promise<Reply> {
    if (!same(headers["x-operator-token"] ?? "", this.token))
      return jsonReply(403, { problem: "not from here" });
    const { order, rate, capacity } = fieldsOf(body);
    if (order === "settings") return this.settings({ rate: Number(rate), capacity: Number(capacity) });
    const known = typeof order === "string" && Object.hasOwn(orders, order) ? orders[order] : undefined;
    if (known === undefined) return jsonReply(400, { problem: "no such order" });
    return replyOf(
      await this.api("POST", `/${known.path}`, known.body ?? (known.path === "open" ? {} : undefined)),
    );
  }

  /** Makes the event and, unless it is to collect people first, starts it. */
  async make(config: object, to: "PRE" | "QUEUE"): Promise<void> {
    for (const [method, path, body] of [
      ["PUT", "", config],
      ["POST", "/open", { to }],
    ] as const) {
      const answer = await this.api(method, path, body);
      if (answer.status >= 300) throw new Error(`the event could not be made: ${answer.body}`);
    }
  }

  async complete(visitor: string, requestId: string): Promise<Reply> {
    return replyOf(await this.api("POST", "/complete", { sub: visitor, requestId }));
  }

  private async settings(changes: { readonly rate: number; readonly capacity: number }): Promise<Reply> {
    const current = await this.api("GET", "/config");
    const { config } = JSON.parse(current.body) as { readonly config?: object };
    const headers = { "if-match": current.headers["etag"] ?? "" };
    return replyOf(await this.api("PUT", "/config", { ...config, ...changes }, headers));
  }

  private api(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiResponse> {
    return this.call({
      method,
      path: `/vwr/internal/events/${this.event}${path}`,
      headers,
      cookies: [],
      body: body === undefined ? undefined : JSON.stringify(body),
      sourceIp: "127.0.0.1",
      isOperator: true,
    });
  }
}

function replyOf({ status, headers, body }: ApiResponse): Reply {
  return { status, headers, body };
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
