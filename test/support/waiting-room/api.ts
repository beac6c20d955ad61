import { createHash } from "node:crypto";
import type { ApiDeps } from "../../../functions/waiting-room-api/call";
import { handle } from "../../../functions/waiting-room-api/handle";
import type { ApiRequest, ApiResponse } from "../../../functions/waiting-room-api/http";
import type { Answered } from "../../../functions/waiting-room-api/observe";
import type { EventConfig } from "../../../functions/waiting-room/event/config";
import { LeasedPositions } from "../../../functions/waiting-room/positions/lease";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import type { Store } from "../../../functions/waiting-room/store/store";
import { EventView } from "../../../functions/waiting-room/view";
import { Helper } from "../../../functions/waiting-room/control/help";
import { tick } from "../../../functions/waiting-room/control/tick";
import { beginning } from "./an-event";
import { syntheticRing } from "./key-ring";
import { recordingStore } from "./recording-store";

export const shop = "https://shop.example";
export const sale = "spring-sale";

/** A browser: it has cookies, and sends what browsers send. */
export class Browser {
  constructor(
    private readonly send: (request: ApiRequest) => Promise<ApiResponse>,
    private readonly rid = "r".repeat(22),
    private readonly event = sale,
    readonly cookies = new Map<string, string>(),
  ) {}

  /** The same browser at another event. */
  at(event: string): Browser {
    return new Browser(this.send, this.rid, event, this.cookies);
  }

  readonly ticketed = (ticket: string) => ({ authorization: `Bearer ${ticket}` });

  async post(action: string, body: object | undefined, headers: Readonly<Record<string, string>> = {}) {
    const response = await this.send({
      ...aRequest("POST", `/vwr/v1/events/${this.event}/${action}`),
      headers: { origin: shop, "user-agent": "Mozilla/5.0", ...headers },
      cookies: [...this.cookies].map(([name, value]) => ({ name, value })),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    this.#keep(response.cookies);
    return response;
  }

  async join(): Promise<{ readonly ticket: string; readonly pos: number; readonly status: number }> {
    const response = await this.post("join", { rid: this.rid });
    const { ticket = "", pos = 0 } = bodyOf<{ ticket: string; pos: number }>(response);
    return { ticket, pos, status: response.status };
  }

  admit(ticket: string, body: object = {}) {
    return this.post("admit", body, this.ticketed(ticket));
  }

  #keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = "", value = "", age = ""] = /^([^=]+)=([^;]*); Max-Age=(\d+);/.exec(cookie) ?? [];
      if (age === "0") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

export function aRequest(method: string, path: string, body?: string): ApiRequest {
  return {
    method,
    path,
    headers: {},
    cookies: [],
    body,
    sourceIp: "192.0.2.1",
    isOperator: false,
  };
}

export function bodyOf<T>({ body }: ApiResponse): Partial<T> {
  return body === "" ? {} : (JSON.parse(body) as Partial<T>);
}

export function codeOf(response: ApiResponse): string | undefined {
  return bodyOf<{ error: { code: string }; code: string }>(response).error?.code;
}

/** Bytes that are other ones each time and the same in each run. */
function countedBytes(): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) =>
    createHash("sha512")
      .update(String((drawn += 1)))
      .digest()
      .subarray(0, count);
}

/** The API over a store, at a time that the test moves. */
export function anApi(choices: Partial<ApiDeps> = {}, underneath: Store = new MemoryStore()) {
  let now = beginning;
  const clock = { now: () => now };
  const { store, writes } = recordingStore(choices.store ?? underneath);
  const seen: Answered[] = [];
  const ring = syntheticRing();
  const helper = new Helper({ store, clock, owner: "helper", random: () => 0.5 });
  const deps: ApiDeps = {
    clock,
    sleep: () => new Promise(() => undefined),
    views: new EventView({ store, clock }),
    positions: new LeasedPositions({ store, clock, random: () => 0.5 }),
    ring: () => Promise.resolve(ring),
    randomBytes: countedBytes(),
    help: (view) => helper.help(view),
    allowedOrigins: [shop],
    observe: (answered) => seen.push(answered),
    ...choices,
    store,
  };
  const send = (request: ApiRequest) => handle(request, deps);
  const order = (
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
    event = sale,
  ) =>
    send({
      ...aRequest(method, `/vwr/internal/events/${event}${path}`),
      isOperator: true,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return {
    deps,
    ring,
    store,
    writes,
    seen,
    send,
    order,
    status: (headers: Readonly<Record<string, string>> = {}) =>
      send({ ...aRequest("GET", `/vwr/v1/events/${sale}/status`), headers }),
    pass: (ms: number) => (now += ms),
    create: (config: Partial<EventConfig> = {}, event = sale) =>
      order("PUT", "", { rate: 10, capacity: 100, closeAt: beginning + 86_400_000, ...config }, {}, event),
    /** Ticks as the controller does, every `tickMs`, for so many milliseconds. */
    async run(ms: number, tickMs = 2_000, event = sale) {
      for (const end = now + ms; now < end; now += tickMs) {
        await tick(event, { store, clock, owner: "controller" });
      }
    },
    browser: (rid?: string) => new Browser(send, rid),
  };
}

/** The API with a sale whose line has started. */
export async function anOpenSale(config: Partial<EventConfig> = {}, choices: Partial<ApiDeps> = {}) {
  const api = anApi(choices);
  await api.create(config);
  await api.order("POST", "/open");
  api.writes.length = 0;
  return api;
}

/** Whatever of a request was written, came back or went into a log. */
export function tracesOf(
  { writes, seen }: Pick<ReturnType<typeof anApi>, "writes" | "seen">,
  response: ApiResponse,
  sent: string,
): readonly string[] {
  const told = JSON.stringify([response, seen]);
  const words = sent.match(/[^\s"{}[\]:,]{6,}/g) ?? [];
  return [...writes, ...words.filter((word) => told.includes(word))];
}
