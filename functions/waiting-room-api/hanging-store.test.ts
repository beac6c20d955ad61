import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { anApi, codeOf } from "../../test/support/waiting-room/api";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import type { EventConfig } from "../waiting-room/event/config";
import { systemSleep } from "../waiting-room/clock";
import { MemoryStore } from "../waiting-room/store/memory";
import type { Store } from "../waiting-room/store/store";

/** What Lambda gives a request. */
const lambdaMs = 3_000;

const server: Server = createServer(() => undefined);
let requests = 0;
let hanging: Store;

beforeAll(async () => {
  server.on("request", () => (requests += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  const client = makeDocumentClient({
    endpoint: `http://127.0.0.1:${String(address.port)}`,
    region: "us-east-1",
  });
  hanging = new DynamoStore({ client, tables: { counters: "counters", positions: "positions" } });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => (requests = 0));

type Call = keyof Store;

/** A sale with somebody whose turn it is, at a store of which some calls, or all, can be made to hang. */
async function aSale(config: Partial<EventConfig> = {}) {
  const memory = new MemoryStore();
  let hangs: (call: Call) => boolean = () => false;
  const store = new Proxy<Store>(memory, {
    get: (_, name) => {
      const call = name as Call;
      if (call === "clockOffset") return () => 0;
      if (call === "bucketSize") return memory.bucketSize;
      return (...given: never[]) => {
        const from = hangs(call) ? hanging : memory;
        return (from[call] as (...given: never[]) => unknown).apply(from, given);
      };
    },
  });
  const api = anApi({ sleep: systemSleep }, store);
  await api.create(config);
  await api.order("POST", "/open");
  const visitor = api.browser();
  const { ticket } = await visitor.join();
  await api.run(6_000);
  await api.status();
  return { api, visitor, ticket, hang: (which: (call: Call) => boolean) => (hangs = which) };
}

async function timed<T>(act: () => Promise<T>): Promise<{ readonly answer: T; readonly ms: number }> {
  const begun = performance.now();
  return { answer: await act(), ms: performance.now() - begun };
}

const all = () => true;

describe.concurrent(
  "while DynamoDB takes requests and never answers, within the time a function has,",
  () => {
    it("nobody joins, and is told when to ask again", async () => {
      const { api, hang } = await aSale();
      hang(all);
      for (const pass of [0, 1_001]) {
        api.pass(pass);
        const { answer, ms } = await timed(() =>
          api.browser("n".repeat(22)).post("join", { rid: "n".repeat(22) }),
        );
        expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
        expect(ms).toBeLessThan(lambdaMs);
      }
    });

    it.each([0, 1_001, 20_000])("nobody is let in %i ms after the line was last seen", async (pass) => {
      const { api, visitor, ticket, hang } = await aSale();
      hang(all);
      api.pass(pass);
      const { answer, ms } = await timed(() => visitor.admit(ticket));
      expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
      expect(codeOf(answer)).toBe("STORE");
      expect(ms).toBeLessThan(lambdaMs);
    });

    it.each([0, 1_001, 2_500, 20_000])(
      "those whose turn it is pass, if the operator has chosen so: %i ms after the line was last seen",
      async (pass) => {
        const { api, visitor, ticket, hang } = await aSale({ failMode: "open" });
        hang(all);
        api.pass(pass);
        const { answer, ms } = await timed(() => visitor.admit(ticket));
        expect(answer.status).toBe(200);
        expect(ms).toBeLessThan(lambdaMs);
      },
    );

    it("those whose turn it is pass also where only claims hang and the line is not seen to", async () => {
      const { api, visitor, ticket, hang } = await aSale({ failMode: "open" });
      hang((call) => call === "claim" || call === "lead");
      api.pass(15_000);
      const { answer, ms } = await timed(() => visitor.admit(ticket));
      expect(answer.status).toBe(200);
      expect(ms).toBeLessThan(lambdaMs);
    });

    it("there is no status", async () => {
      const { api, hang } = await aSale();
      hang(all);
      api.pass(1_001);
      const { answer, ms } = await timed(() => api.status());
      expect(answer).toMatchObject({ status: 503, headers: { "cache-control": "no-store" } });
      expect(ms).toBeLessThan(lambdaMs);
    });
  },
);

describe("an outage", () => {
  it("costs the store one read of an event, tried twice, however many ask within its second", async () => {
    const { api, hang } = await aSale();
    hang((call) => call !== "readControl");
    api.pass(1_001);
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.status()));
    for (let ask = 0; ask < 50; ask += 1) answers.push(await api.status());

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(requests).toBe(2);
  });
});

describe("whatever else hangs", () => {
  it("is answered with a 503 before Lambda ends the process", async () => {
    const api = anApi({ ring: () => new Promise(() => undefined) });
    await api.create();
    await api.order("POST", "/open");
    const { answer, ms } = await timed(() => api.browser().post("join", { rid: "n".repeat(22) }));

    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(api.seen.at(-1)).toMatchObject({ status: 503, reason: "late" });
    expect(ms).toBeLessThan(lambdaMs);
  });
});
