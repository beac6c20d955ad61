import { describe, expect, it } from "vitest";
import { anApi, anOpenSale, aRequest, bodyOf, sale } from "../../test/support/waiting-room/api";
import { EdgeCache } from "../../test/support/waiting-room/edge-cache";
import { MemoryStore } from "../waiting-room/store/memory";
import { StoreError } from "../waiting-room/store/store";
import type { StatusDocument } from "../waiting-room/status/document";
import { served } from "../waiting-room/line/segment";

type Api = Awaited<ReturnType<typeof anOpenSale>>;

/** A cache in front of an origin that can be broken. */
function cached(api: Api) {
  const origin = { isDown: false };
  const cache = new EdgeCache(
    (headers) =>
      origin.isDown
        ? Promise.resolve({ status: 502, headers: {}, cookies: [], body: "" })
        : api.status(headers),
    () => api.deps.clock.now(),
  );
  return { cache, origin };
}

describe("the status everybody polls", () => {
  it("is the same whoever asks and whatever comes along", async () => {
    const api = await anOpenSale();
    await api.browser().join();
    const plain = await api.status();
    const personal = await api.send({
      ...aRequest("GET", `/vwr/v1/events/${sale}/status`, "{}"),
      headers: { cookie: "a=b", authorization: "Bearer x", "accept-language": "ko", "x-vwr-sub": "me" },
      cookies: [{ name: "__Host-vwr_d", value: "d".repeat(22) }],
      sourceIp: "198.51.100.7",
    });

    expect(personal).toEqual(plain);
    expect(plain.cookies).toEqual([]);
    expect(Object.keys(plain.headers)).not.toContain("vary");
  });

  it("is not sent again to whoever has it, for a second, and then says a new moment", async () => {
    const api = await anOpenSale();
    const first = await api.status();
    const tag = { "if-none-match": first.headers["etag"] ?? "" };

    expect(await api.status(tag)).toMatchObject({ status: 304, body: "" });
    expect((await api.status(tag)).headers["etag"]).toBe(first.headers["etag"]);
    api.pass(1_000);
    expect(await api.status(tag)).toMatchObject({ status: 200 });
  });

  it("reaches the origin once a second at most, however many wait", async () => {
    const api = await anOpenSale();
    const { cache } = cached(api);
    for (let poll = 0; poll < 10_000; poll += 1) {
      await cache.get();
      api.pass(1);
    }

    expect(cache.fetches).toBe(10);
  });

  it("never tells a time that has passed as the present, however it was cached", async () => {
    const api = await anOpenSale();
    const { cache } = cached(api);
    for (let poll = 0; poll < 500; poll += 1) {
      const { response, ageMs } = await cache.get();
      const told = (bodyOf<StatusDocument>(response).now ?? 0) + ageMs;
      expect(api.deps.clock.now() - told).toBeLessThan(1_000);
      api.pass(137);
    }
  });

  it("is given out stale while its origin is down for a minute, and the line in it moves on", async () => {
    const api = await anOpenSale();
    for (let person = 0; person < 50; person += 1) await api.browser(String(person).padStart(22, "p")).join();
    await api.run(4_000);
    const { cache, origin } = cached(api);
    const before = await cache.get();
    const { now = 0, line } = bodyOf<StatusDocument>(before.response);
    origin.isDown = true;

    for (let second = 1; second <= 60; second += 1) {
      api.pass(1_000);
      const { response, ageMs } = await cache.get();
      expect(response).toEqual(before.response);
      expect(ageMs).toBe(second * 1_000);
    }
    expect(line && served(line, now + 60_000)).toBeGreaterThan(line ? served(line, now) : Infinity);

    api.pass(2_000);
    expect((await cache.get()).response.status).toBe(502);
    origin.isDown = false;
    expect((await cache.get()).response.status).toBe(200);
  });

  it("asks no cache to keep what is no status", async () => {
    const api = await anOpenSale();
    const unknown = await api.send(aRequest("GET", "/vwr/v1/events/no-such-sale/status"));

    expect(unknown.headers["cache-control"]).toBe("no-store");
  });
});

describe("who asks for the status", () => {
  it("moves the line if the controller is gone", async () => {
    const api = await anOpenSale();
    await api.browser().join();
    await api.run(4_000);
    api.pass(11_001);
    await api.status();
    api.pass(1_001);
    const document = bodyOf<StatusDocument>(await api.status());

    expect(document.line?.t0).toBe(api.deps.clock.now() - 1_001);
  });

  it("leaves the line alone while the controller is there", async () => {
    const api = await anOpenSale();
    await api.run(4_000);
    api.pass(4_000);
    api.writes.length = 0;
    await api.status();

    expect(api.writes).toEqual([]);
  });

  it("waits a moment at most for a tick that does not end", async () => {
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    const api = anApi({ help: () => new Promise(() => undefined), sleep });
    await api.create();
    await api.order("POST", "/open");

    expect((await api.status()).status).toBe(200);
    expect(waits).toEqual([800]);
  });

  it("is answered when a tick fails", async () => {
    const memory = new MemoryStore();
    const lead = () => Promise.reject(new StoreError("unavailable"));
    const api = anApi({}, Object.assign(Object.create(memory) as MemoryStore, { lead }));
    await api.create();
    await api.order("POST", "/open");

    expect((await api.status()).status).toBe(200);
  });
});
