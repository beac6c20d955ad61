import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { discordMessage } from "./discord-message";
import { NotTaken, send } from "./send";

interface Answer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly location?: string;
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Answers each request with the next of these, and the last of them from then on. */
async function aDiscord(...answers: readonly [Answer, ...Answer[]]) {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = answers[Math.min(received.length, answers.length - 1)] ?? answers[0];
      const { status, retryAfter, location } = answer;
      received.push(JSON.parse(Buffer.concat(chunks).toString()));
      const headers = { ...(retryAfter && { "retry-after": retryAfter }), ...(location && { location }) };
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { received, webhook: `http://127.0.0.1:${String(port)}/api/webhooks/1/synthetic` };
}

/** Time passes by sleeping alone. */
function aClock() {
  const slept: number[] = [];
  return {
    slept,
    now: () => slept.reduce((sum, ms) => sum + ms, 0),
    sleep: (ms: number) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
}

const message = discordMessage({ state: "ALARM", title: "t", text: "x" });

describe("sending to Discord", () => {
  it("sends a message once where it is taken", async () => {
    const { received, webhook } = await aDiscord({ status: 204 });
    await send(message, { ...aClock(), webhook, patienceMs: 20_000 });
    expect(received).toEqual([message]);
  });

  it("waits for as long as Discord asks, and comes again", async () => {
    const { received, webhook } = await aDiscord({ status: 429, retryAfter: "1.5" }, { status: 204 });
    const clock = aClock();
    await send(message, { ...clock, webhook, patienceMs: 20_000 });
    expect(received).toHaveLength(2);
    expect(clock.slept).toEqual([1_500]);
  });

  it("waits longer each time while Discord is down, and gives up when there is no time left", async () => {
    const { received, webhook } = await aDiscord({ status: 503 });
    const clock = aClock();
    await expect(send(message, { ...clock, webhook, patienceMs: 20_000 })).rejects.toThrow(
      "Discord answered 503",
    );
    expect(clock.slept).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(received).toHaveLength(5);
  });

  it("does not wait beyond its time, however long Discord asks for", async () => {
    const { received, webhook } = await aDiscord({ status: 429, retryAfter: "3600" });
    await expect(send(message, { ...aClock(), webhook, patienceMs: 20_000 })).rejects.toThrow(NotTaken);
    expect(received).toHaveLength(1);
  });

  it.each([400, 401, 404])("does not repeat what is refused with %i", async (status) => {
    const { received, webhook } = await aDiscord({ status });
    await expect(send(message, { ...aClock(), webhook, patienceMs: 20_000 })).rejects.toThrow(
      `Discord answered ${String(status)}`,
    );
    expect(received).toHaveLength(1);
  });

  it("does not follow to another address", async () => {
    const other = await aDiscord({ status: 204 });
    const { webhook } = await aDiscord({ status: 307, location: other.webhook });
    await expect(send(message, { ...aClock(), webhook, patienceMs: 6_000 })).rejects.toThrow(NotTaken);
    expect(other.received).toEqual([]);
  });

  it("tells no address where nobody answers", async () => {
    const webhook = "http://127.0.0.1:1/api/webhooks/1/synthetic";
    const failure = await send(message, { ...aClock(), webhook, patienceMs: 9_000 }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(NotTaken);
    expect(`${String(failure)}${JSON.stringify(failure, Object.getOwnPropertyNames(failure))}`).not.toContain(
      "synthetic",
    );
  });
});
