import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { after } from "../../functions/waiting-page/logic/after";
import type { Answer } from "../../functions/waiting-page/logic/answers";
import { nextErrand } from "../../functions/waiting-page/logic/errand";
import { standingOf } from "../../functions/waiting-page/logic/place";
import { startOf, type PageState, type Request } from "../../functions/waiting-page/logic/state";
import type { ApiRequest, ApiResponse } from "../../functions/waiting-room-api/http";
import { systemClock } from "../../functions/waiting-room/clock";
import { visitorOf } from "../../functions/waiting-room/visit/visitor";
import { readCookieHeader } from "../../functions/waiting-room/tokens/cookie-header";

/** How many come, over how long, and what they are like. */
const arrivalMs = 10_000;
const beatMs = 1_000;
/** Share of those who are away when their turn comes. */
const noShows = 0.2;
/** Share of those inside who go without a word. */
const vanishing = 0.1;
const shortestStayMs = 15_000;
const longestStayMs = 60_000;

type Call = (request: ApiRequest) => Promise<ApiResponse>;

/** Sends so many visitors: each runs the waiting page's own logic, as if it were in a browser. Ends when they are through. */
export async function sendCrowd(
  event: string,
  count: number,
  { call, origin, signal }: { readonly call: Call; readonly origin: string; readonly signal: AbortSignal },
): Promise<void> {
  const visitors = Array.from({ length: count }, async () => {
    // The square makes most of them come early.
    await pause(arrivalMs * Math.random() ** 2, signal);
    await new SimulatedVisitor(event, call, origin).visit(signal);
  });
  await Promise.all(visitors);
}

/** Waits; an interruption only ends the waiting. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}

class SimulatedVisitor {
  private readonly cookies = new Map<string, string>();
  private readonly comes = Math.random() >= noShows;
  private state: PageState;

  constructor(
    private readonly event: string,
    private readonly call: Call,
    private readonly origin: string,
  ) {
    const rid = randomBytes(16).toString("base64url");
    this.state = startOf({ rid }, { now: systemClock.now(), online: true, hidden: false });
  }

  async visit(signal: AbortSignal): Promise<void> {
    while (
      !signal.aborted &&
      !this.state.isInside &&
      this.state.refusal === undefined &&
      !this.state.isLapsed
    ) {
      const now = systemClock.now();
      const errand = nextErrand(this.state, now);
      const called = standingOf(this.state, now)?.state === "called";
      if (called && !this.comes) return;
      if (errand !== undefined && errand.at <= now) await this.run(errand.request);
      await pause(beatMs * (0.5 + Math.random()), signal);
    }
    if (this.state.isInside) await this.stay(signal);
  }

  private async stay(signal: AbortSignal): Promise<void> {
    await pause(shortestStayMs + (longestStayMs - shortestStayMs) * Math.random() ** 2, signal);
    if (Math.random() < vanishing) return;
    // As the shop does once an order is paid: only its word gives the slot on at once.
    const body = JSON.stringify({ sub: visitorOf(this.event, this.state.kept.rid), requestId: "order-paid" });
    const path = `/vwr/internal/events/${this.event}/complete`;
    await this.call({
      method: "POST",
      path,
      headers: {},
      cookies: [],
      body,
      sourceIp: "127.0.0.1",
      isOperator: true,
    });
  }

  private async run(request: Request): Promise<void> {
    const { rid, ticket } = this.state.kept;
    const method = request === "status" ? "GET" : "POST";
    const bodies: Readonly<Record<Request, object | undefined>> = {
      status: undefined,
      join: { rid },
      admit: {},
      rejoin: { rid2: this.state.kept.rejoin },
    };
    const answer = await this.send(method, request, bodies[request], ticket?.token);
    this.state = after(
      this.state,
      { kind: "answered", request, answer },
      { now: systemClock.now(), random: Math.random() },
    );
  }

  private async send(method: string, route: string, body?: object, token?: string): Promise<Answer> {
    const response = await this.call({
      method,
      path: `/vwr/v1/events/${this.event}/${route}`,
      headers: {
        origin: this.origin,
        "user-agent": "simulated visitor",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      cookies: [...this.cookies].map(([name, value]) => ({ name, value })),
      body: body === undefined ? undefined : JSON.stringify(body),
      sourceIp: "127.0.0.1",
      isOperator: false,
    });
    for (const cookie of response.cookies) {
      const [pair] = readCookieHeader(cookie);
      if (pair !== undefined) this.cookies.set(pair.name, pair.value);
    }
    const retryAfter = response.headers["retry-after"];
    return {
      status: response.status,
      body: response.body === "" ? undefined : (JSON.parse(response.body) as unknown),
      ageMs: 0,
      ...(retryAfter !== undefined && { retryAfterMs: Number(retryAfter) * 1_000 }),
    };
  }
}
