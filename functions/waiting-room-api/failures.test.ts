import { describe, expect, it } from "vitest";
import { anApi, bodyOf, codeOf, sale } from "../../test/support/waiting-room/api";
import { faultyStore, type Fault, type Request } from "../../test/support/waiting-room/faulty-store";
import type { EventConfig } from "../waiting-room/event/config";
import { MemoryStore } from "../waiting-room/store/memory";
import { verifyAdmission } from "../waiting-room/tokens/verify";
import { admissionCookie } from "../waiting-room/tokens/cookie-names";

/** A visitor whose turn it is, at a store that can be made to fail. */
async function called(config: Partial<EventConfig> = {}) {
  const weather = {
    fails: undefined as ((request: Request) => Fault | undefined) | undefined,
    offset: 0,
  };
  const store = faultyStore(new MemoryStore(), {
    fault: (request) => weather.fails?.(request),
    clockOffset: () => weather.offset,
  });
  const api = anApi({ sleep: () => Promise.resolve() }, store);
  await api.create(config);
  await api.order("POST", "/open");
  const visitor = api.browser();
  const { ticket } = await visitor.join();
  await api.run(6_000);
  return { api, visitor, ticket, weather };
}

const all = () => "unavailable" as const;

describe("while the store is down", () => {
  it("nobody is let in, everybody keeps the place, and is told when to ask again", async () => {
    const { api, visitor, ticket, weather } = await called();
    weather.fails = all;
    const response = await visitor.admit(ticket);

    expect(response).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(codeOf(response)).toBe("STORE");
    weather.fails = undefined;
    api.pass(1_000);
    expect((await visitor.admit(ticket)).status).toBe(200);
  });

  it("those whose turn it is pass for two minutes, if the operator has chosen so", async () => {
    const { api, visitor, ticket, weather } = await called({ failMode: "open" });
    await api.status();
    weather.fails = all;
    api.pass(1_500);
    const response = await visitor.admit(ticket);

    expect(response.status).toBe(200);
    expect(bodyOf<{ exp: number }>(response).exp).toBe(api.deps.clock.now() + 120_000);
    const [, token = ""] =
      /=([^;]+);/.exec(response.cookies.find((cookie) => cookie.startsWith(admissionCookie(sale))) ?? "") ??
      [];
    const shown = { event: sale, now: api.deps.clock.now(), device: claimsOf(ticket).d };
    expect(verifyAdmission(token, shown, api.ring)).toMatchObject({ kind: "valid", claims: { p: 1 } });
  });

  it("nobody passes whose turn it is not, whatever the operator has chosen", async () => {
    const { api, weather } = await called({ failMode: "open", capacity: 1 });
    const second = api.browser("s".repeat(22));
    const { ticket } = await second.join();
    weather.fails = all;

    expect((await second.admit(ticket)).status).toBe(202);
  });

  it.each(["join", "status"] as const)(
    "there is no %s, and a moment later there is again",
    async (action) => {
      const { api, weather } = await called({ failMode: "open" });
      const ask = () =>
        action === "join" ? api.browser("t".repeat(22)).post("join", { rid: "t".repeat(22) }) : api.status();
      weather.fails = all;
      api.pass(1_001);

      expect(await ask()).toMatchObject({
        status: 503,
        headers: { "retry-after": "2", "cache-control": "no-store" },
      });
      weather.fails = undefined;
      api.pass(1_000);
      expect((await ask()).status).toBeLessThan(300);
    },
  );
});

describe("while the store throttles", () => {
  it("joins are asked to come again, and nobody gets two places", async () => {
    const { api, weather } = await called();
    const visitor = api.browser("t".repeat(22));
    weather.fails = (request) => (request === "lease" ? "throttled" : undefined);
    expect(codeOf(await visitor.post("join", { rid: "t".repeat(22) }))).toBe("THROTTLED");
    weather.fails = undefined;
    const first = await visitor.join();

    expect(await visitor.join()).toMatchObject({ pos: first.pos, status: 200 });
  });
});

describe("a process whose clock is wrong", () => {
  it.each([3_600_000, -3_600_000, 2_001])(
    "decides nothing and writes nothing: off by %i ms",
    async (offset) => {
      const { api, visitor, ticket, weather } = await called();
      weather.offset = offset;
      api.writes.length = 0;
      const responses = [
        await visitor.admit(ticket),
        await api.browser("u".repeat(22)).post("join", { rid: "u".repeat(22) }),
        await api.status(),
      ];

      expect(responses.map(({ status }) => status)).toEqual([503, 503, 503]);
      expect(responses.at(-1)?.headers).toMatchObject({ "cache-control": "no-store", "retry-after": "2" });
      expect(api.seen.map(({ reason }) => reason)).toContain("clock");
      expect(api.writes).toEqual([]);
    },
  );
});

describe("a fault of our own", () => {
  it("goes into the log and not to the visitor", async () => {
    const cause = new TypeError("cannot read the secret of everything");
    const api = anApi({ views: { read: () => Promise.reject(cause), lastSeen: () => undefined } });
    const response = await api.status();

    expect(response.body).toBe(
      JSON.stringify({ error: { code: "INTERNAL", message: "Something went wrong here." } }),
    );
    expect(api.seen).toEqual([expect.objectContaining({ status: 500, code: "INTERNAL", cause })]);
  });

  it("is no fault of the visitor's, if there are no keys", async () => {
    const api = anApi({ ring: () => Promise.reject(new Error("no answer")) });
    await api.create();
    await api.order("POST", "/open");

    expect(codeOf(await api.browser().post("join", { rid: "q".repeat(22) }))).toBe("STORE");
  });
});

describe("the secret of the edge", () => {
  it("that nobody can read lets nobody through, and says when to ask again", async () => {
    const api = anApi({ originSecrets: () => Promise.reject(new Error("no answer")) });
    const response = await api.status();

    expect(response).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(codeOf(response)).toBe("STORE");
  });
});

function claimsOf(ticket: string): { readonly d: string } {
  return JSON.parse(Buffer.from(ticket.split(".")[2] ?? "", "base64url").toString()) as { d: string };
}
