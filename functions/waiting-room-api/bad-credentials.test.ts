import { describe, expect, it } from "vitest";
import {
  anApi,
  anOpenSale,
  aRequest,
  bodyOf,
  codeOf,
  sale,
  shop,
  tracesOf,
} from "../../test/support/waiting-room/api";
import { admissionCookie } from "../waiting-room/tokens/cookie-names";

describe("a bad ticket or admission", () => {
  const payload = (claims: unknown) => Buffer.from(JSON.stringify(claims)).toString("base64url");

  const tokens = [
    "",
    "x".repeat(10_000),
    "q1.k1.e30",
    "q1.k1.e30.a.b",
    `q1.k1.${payload({})}=.${"a".repeat(43)}`,
    `q1.k1.ab+/.${"a".repeat(43)}`,
    `q1.k1.${Buffer.from("no json").toString("base64url")}.${"a".repeat(43)}`,
    `q1.k1.${payload([])}.${"a".repeat(43)}`,
    `q1.k9.${payload({ e: sale })}.${"a".repeat(43)}`,
    `q1.__proto__.${payload({ e: sale })}.${"a".repeat(43)}`,
  ];

  it.each(tokens)("gets one answer, whatever is wrong with it: %s", async (token) => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const ticket = await visitor.post("admit", {}, { authorization: `Bearer ${token}` });
    visitor.cookies.set(admissionCookie(sale), token);
    const admission = await visitor.post("renew", undefined);

    expect(ticket.status).toBe(401);
    expect(ticket.body).toBe(
      JSON.stringify({ error: { code: "BAD_TICKET", message: "The ticket is not valid." } }),
    );
    expect(admission.body).toBe(
      JSON.stringify({ error: { code: "BAD_ADMISSION", message: "The admission is not valid." } }),
    );
    expect(tracesOf(api, ticket, token)).toEqual([]);
    expect(tracesOf(api, admission, token)).toEqual([]);
  });

  it.each(["", "Basic", "Bearer", "Bearer a b", "bearer"])(
    "is none in another header or form: %s",
    async (authorization) => {
      const api = await anOpenSale();
      const visitor = api.browser();
      const { ticket } = await visitor.join();

      expect((await visitor.post("admit", {}, { authorization, "x-ticket": ticket })).status).toBe(401);
    },
  );

  it("is not taken for the other kind", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const { ticket } = await visitor.join();
    await api.run(6_000);
    await visitor.admit(ticket);
    const admission = visitor.cookies.get(admissionCookie(sale)) ?? "";
    visitor.cookies.set(admissionCookie(sale), ticket);

    expect((await visitor.admit(admission)).status).toBe(401);
    expect((await visitor.post("renew", undefined)).status).toBe(401);
  });

  it("is none if the cookie is there twice", async () => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const { ticket } = await visitor.join();
    await api.run(6_000);
    await visitor.admit(ticket);
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value }));
    const renew = { ...aRequest("POST", `/vwr/v1/events/${sale}/renew`), headers: { origin: shop } };
    const agent = { origin: shop, "user-agent": "Mozilla/5.0" };

    const twice = [...cookies, { name: admissionCookie(sale), value: "a1.k1.x.y" }];
    expect((await api.send({ ...renew, headers: agent, cookies: twice })).status).toBe(401);
    expect((await api.send({ ...renew, headers: agent, cookies })).status).toBe(200);
  });
});

describe("bad settings", () => {
  it.each([
    { capacity: 0 },
    { rate: 0 },
    { rate: -1 },
    { rate: null },
    { promptMs: 60_000, graceMs: 60_000 },
    { tickMs: 0 },
    { leaseMaxMs: 10_001 },
    { capacity: 2 ** 53 },
    { closeAt: 1e308 },
  ])("are refused and nothing is written: %j", async (part) => {
    const api = await anOpenSale();
    const settings = { rate: 10, capacity: 100, closeAt: 8_000_000_000_000, ...part };
    const created = await anApi().order("PUT", "", settings);
    const changed = await api.order("PUT", "/config", settings, { "if-match": '"2"' });

    for (const response of [created, changed]) {
      expect(response.status).toBe(400);
      expect(codeOf(response)).toBe("BAD_CONFIG");
      expect(bodyOf<{ error: { problems: object[] } }>(response).error?.problems).not.toEqual([]);
    }
    expect(api.writes).toEqual([]);
  });

  it.each(["2", 'W/"2"', "*", '"02"', '"2", "3"', '"1e0"', '"two"'])(
    "have no version like %s",
    async (version) => {
      const api = await anOpenSale();
      const settings = { rate: 10, capacity: 100, closeAt: 8_000_000_000_000 };

      expect((await api.order("PUT", "/config", settings, { "if-match": version })).status).toBe(412);
      expect(api.writes).toEqual([]);
    },
  );
});

describe("a bad address to go to", () => {
  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/a\r\nset-cookie: x=1",
    "/\tevil",
    "",
    "evil",
    7,
  ])("is refused: %j", async (next) => {
    const api = await anOpenSale();
    const visitor = api.browser();
    const { ticket } = await visitor.join();
    await api.run(6_000);
    api.writes.length = 0;

    expect(codeOf(await visitor.admit(ticket, { next }))).toBe("BAD_FIELDS");
    expect(api.writes).toEqual([]);
  });
});
