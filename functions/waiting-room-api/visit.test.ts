import { describe, expect, it } from "vitest";
import { anOpenSale, bodyOf, codeOf, sale, shop } from "../../test/support/waiting-room/api";
import { admissionCookie, deviceCookie } from "../waiting-room/tokens/cookie-names";

describe("a visit", () => {
  it("goes from joining over waiting to being admitted, renewed and left (UNS-08)", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const place = await visitor.join();
    expect(place).toMatchObject({ status: 201, pos: 1 });
    expect((await visitor.admit(place.ticket)).status).toBe(202);

    await api.run(6_000);
    const admitted = await visitor.admit(place.ticket, { next: "/shop/seats?row=1" });
    expect(admitted.status).toBe(200);
    expect(bodyOf(admitted)).toMatchObject({ renewAfterSec: 120, next: "/shop/seats?row=1" });

    api.pass(60_000);
    const renewed = await visitor.post("renew", undefined);
    expect(renewed.status).toBe(200);
    expect(bodyOf<{ exp: number }>(renewed).exp).toBe((bodyOf<{ exp: number }>(admitted).exp ?? 0) + 60_000);

    expect((await visitor.post("leave", undefined)).status).toBe(204);
    expect(visitor.cookies.has(admissionCookie(sale))).toBe(false);
    expect(codeOf(await visitor.admit(place.ticket))).toBe("ALREADY_DONE");
  });

  it("is the same one at a second try: same place, same session, same admission", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const first = await visitor.join();
    api.pass(1_000);
    const again = await visitor.join();
    expect(again).toMatchObject({ status: 200, pos: first.pos });

    await api.run(6_000);
    await visitor.admit(first.ticket);
    const admission = visitor.cookies.get(admissionCookie(sale));
    await visitor.admit(again.ticket);
    expect(visitor.cookies.get(admissionCookie(sale))).toBe(admission);
  });

  it("is one visit in two tabs that join at once, with one place and one device", async () => {
    const api = await anOpenSale();
    const [one, two] = [api.browser(), api.browser()];
    const [first, second] = await Promise.all([one.join(), two.join()]);

    expect(second.pos).toBe(first.pos);
    expect(two.cookies.get(deviceCookie)).toBe(one.cookies.get(deviceCookie));
    await api.run(6_000);
    expect((await two.admit(first.ticket)).status).toBe(200);
  });

  it("survives that the answer to its join was lost", async () => {
    const api = await anOpenSale();
    await api.browser().join();
    api.pass(30_000);
    const retry = api.browser();
    const place = await retry.join();
    await api.run(6_000);

    expect((await retry.admit(place.ticket)).status).toBe(200);
  });

  it("cannot be taken over later by whoever has learnt its request id", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    await visitor.join();
    api.pass(120_000);
    const thief = api.browser();
    const { ticket } = await thief.join();
    await api.run(6_000);

    expect(thief.cookies.size).toBe(0);
    expect(codeOf(await thief.admit(ticket))).toBe("CLIENT_MISMATCH");
    expect((await visitor.admit(ticket)).status).toBe(200);
  });

  it("cannot be prolonged on a device that was given the admission alone", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const { ticket } = await visitor.join();
    await api.run(6_000);
    await visitor.admit(ticket);
    const other = api.browser();
    other.cookies.set(admissionCookie(sale), visitor.cookies.get(admissionCookie(sale)) ?? "");

    expect(codeOf(await other.post("renew", undefined))).toBe("CLIENT_MISMATCH");
  });

  it("sets cookies that no script reads, no other host sets and no foreign page sends", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const joined = await visitor.post("join", { rid: "r".repeat(22) });
    await api.run(6_000);
    const admitted = await visitor.admit(bodyOf<{ ticket: string }>(joined).ticket ?? "");

    expect(joined.cookies).toEqual([
      expect.stringMatching(
        /^__Host-vwr_d=[A-Za-z0-9_-]{22}; Max-Age=34560000; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    expect(admitted.cookies).toEqual([
      expect.stringMatching(
        /^__Host-vwr_a_spring-sale=a1\.[a-z0-9]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}; Max-Age=180; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  it("takes no device cookie that is there twice, nor one that cannot be ours", async () => {
    const api = await anOpenSale();
    const join = (...values: readonly string[]) =>
      api.send({
        method: "POST",
        path: `/vwr/v1/events/${sale}/join`,
        headers: { origin: shop },
        cookies: values.map((value) => ({ name: deviceCookie, value })),
        body: JSON.stringify({ rid: "q".repeat(22) }),
        sourceIp: "192.0.2.1",
        isOperator: false,
      });

    for (const values of [["d".repeat(22), "e".repeat(22)], ["d".repeat(21)], ["<d>"]]) {
      const [cookie = ""] = (await join(...values)).cookies;
      expect(cookie).not.toContain("ddd");
      expect(cookie).not.toContain("<");
    }
  });

  it("that has just lapsed begins again once no claim can be on its way, and is told when", async () => {
    const api = await anOpenSale({ promptMs: 10_000, graceMs: 20_000 });
    const visitor = api.browser();
    const { ticket, pos } = await visitor.join();
    await api.run(22_000);
    const rejoin = () => visitor.post("rejoin", { rid2: "s".repeat(22) }, visitor.ticketed(ticket));
    const early = await rejoin();
    expect(codeOf(early)).toBe("STILL_VALID");
    expect(early.headers["retry-after"]).toBe("10");
    api.pass(10_000);
    const moved = await rejoin();
    expect(moved.status).toBe(200);
    expect(bodyOf<{ pos: number }>(moved).pos).toBeGreaterThan(pos);
    expect(bodyOf(await rejoin())).toMatchObject({ pos: bodyOf<{ pos: number }>(moved).pos });
  });

  it("asks for no admission while the sale is open to all", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const { ticket } = await visitor.join();
    await api.order("POST", "/open", { to: "OPEN" });
    api.pass(2_000);
    const response = await visitor.admit(ticket);

    expect(response.status).toBe(200);
    expect(response.cookies).toEqual([]);
  });
});
