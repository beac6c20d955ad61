import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sendCrowd } from "./crowd";
import { event, startServer, type Running } from "./server";

describe("the waiting room on this machine", () => {
  let room: Running;

  beforeEach(async () => {
    const config = { rate: 200, capacity: 10, tickMs: 1_000 };
    room = await startServer({ port: 0, memory: true, mode: "QUEUE", config });
  });
  afterEach(() => room.stop());

  const figures = async () =>
    (await (await fetch(`${room.origin}/operator/figures`)).json()) as Record<string, unknown>;

  /** A request with exactly these headers, which `fetch` adds to. */
  function ask(path: string, headers: Readonly<Record<string, string>>) {
    return new Promise<{ readonly status: number | undefined; readonly location: string | undefined }>(
      (resolve, reject) => {
        const sent = request(`${room.origin}${path}`, { headers });
        sent.on("response", (response) => {
          resolve({ status: response.statusCode, location: response.headers.location });
          response.resume();
        });
        sent.on("error", reject);
        sent.end();
      },
    );
  }

  async function orderWith(token: string | undefined, content: object): Promise<number> {
    const headers: Record<string, string> = token === undefined ? {} : { "x-operator-token": token };
    const response = await fetch(`${room.origin}/operator/orders`, {
      method: "POST",
      headers,
      body: JSON.stringify(content),
    });
    return response.status;
  }

  const tokenOnPage = async () =>
    /data-token="([\w-]{22})"/.exec(await (await fetch(`${room.origin}/operator`)).text())?.[1];

  it("lets nobody into the shop without an admission, a page or a script", async () => {
    const navigation = await ask("/shop/", { accept: "text/html" });
    expect(navigation.status).toBe(302);
    expect(navigation.location).toBe(`/vwr/${event}/?next=%2Fshop%2F`);
    const script = await fetch(`${room.origin}/shop/finish`, {
      method: "POST",
      headers: { "x-vwr-sub": "a".repeat(22) },
    });
    expect(script.status).toBe(403);
  });

  it("takes orders only from the operator's own page, and does them", async () => {
    expect(await orderWith(undefined, { order: "pause" })).toBe(403);
    expect(await orderWith("x".repeat(22), { order: "pause" })).toBe(403);
    const token = await tokenOnPage();
    expect(await orderWith(token, { order: "pause" })).toBe(200);
    await expect.poll(async () => (await figures())["mode"]).toBe("PAUSED");
    expect(await orderWith(token, { order: "settings", rate: 7, capacity: 70 })).toBe(200);
    await expect.poll(figures, { timeout: 5_000 }).toMatchObject({ rate: 7, capacity: 70 });
    expect(await orderWith(token, { order: "settings", rate: -1, capacity: 70 })).toBe(400);
    expect(await orderWith(token, { order: "__proto__" })).toBe(400);
    expect(await orderWith(token, { order: "end" })).toBe(200);
    expect(await orderWith(token, { order: "resume" })).toBe(409);
  });

  it("is nobody's under another name, so no page elsewhere can point one of its own here", async () => {
    const { status } = await ask("/operator", { host: "evil.example" });
    expect(status).toBe(421);
  });

  it("does not show the internal part of the API to a visitor", async () => {
    const response = await fetch(`${room.origin}/vwr/internal/events/${event}/metrics`);
    expect(response.status).toBe(404);
  });

  it("simulated visitors come, and those who are there when called get in, never more than there is room for", async () => {
    const interruption = new AbortController();
    const crowd = sendCrowd(event, 40, {
      call: room.platform.call,
      origin: room.origin,
      signal: interruption.signal,
    });
    await expect
      .poll(async () => Number((await figures())["active"]), { timeout: 25_000 })
      .toBeGreaterThanOrEqual(5);
    expect(Number((await figures())["active"])).toBeLessThanOrEqual(10);
    interruption.abort();
    await crowd;
  });
});
