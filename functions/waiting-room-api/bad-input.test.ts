import { describe, expect, it } from "vitest";
import { anApi, aRequest, bodyOf, codeOf, sale, shop } from "../../test/support/waiting-room/api";
import { admissionCookie } from "./cookies";

const rid = "q".repeat(22);

async function anOpenSale() {
  const api = anApi();
  await api.create();
  await api.order("POST", "/open");
  api.writes.length = 0;
  return api;
}

type Api = Awaited<ReturnType<typeof anOpenSale>>;

const post = (api: Api, action: string, body: string | Uint8Array | undefined, event = sale) =>
  api.send({
    ...aRequest("POST", `/vwr/v1/events/${event}/${action}`),
    headers: { origin: shop },
    body,
  });

/** Nothing may be written, and nothing of what was sent may come back or go into a log. */
function expectNoTrace(
  api: Api,
  response: { readonly body: string; readonly headers: object },
  sent: string,
) {
  expect(api.writes).toEqual([]);
  const told = JSON.stringify([response, api.seen]);
  for (const word of sent.match(/[^\s"{}[\]:,]{6,}/g) ?? []) expect(told).not.toContain(word);
}

describe("bad input of a join", () => {
  it.each([
    ["no body", undefined, "BAD_JSON"],
    ["an empty body", "", "BAD_JSON"],
    ["an array", `["${rid}"]`, "BAD_JSON"],
    ["text", `"${rid}"`, "BAD_JSON"],
    ["half an object", `{"rid":"${rid}"`, "BAD_JSON"],
    ["two bytes too many", JSON.stringify({ rid, proof: "p".repeat(2_049) }), "TOO_LARGE"],
    ["too many bytes in few signs", JSON.stringify({ rid, proof: "한".repeat(700) }), "TOO_LARGE"],
    ["a name twice", `{"rid":"${rid}","rid":"${rid}"}`, "BAD_JSON"],
    ["a prototype", `{"rid":"${rid}","__proto__":{"isOperator":true}}`, "BAD_JSON"],
    ["a constructor", `{"rid":"${rid}","constructor":{"name":"evil"}}`, "BAD_JSON"],
    ["a name nobody knows", `{"rid":"${rid}","position":1}`, "BAD_JSON"],
    ["no request id", `{}`, "BAD_RID"],
    ["21 signs", `{"rid":"${"q".repeat(21)}"}`, "BAD_RID"],
    ["44 signs", `{"rid":"${"q".repeat(44)}"}`, "BAD_RID"],
    ["plus and slash", `{"rid":"${"q".repeat(20)}+/"}`, "BAD_RID"],
    ["padding", `{"rid":"${"q".repeat(22)}=="}`, "BAD_RID"],
    ["a Cyrillic letter that looks Latin", `{"rid":"${"q".repeat(21)}а"}`, "BAD_RID"],
    ["full-width letters", `{"rid":"${"ｑ".repeat(22)}"}`, "BAD_RID"],
    ["a null byte", `{"rid":"${"q".repeat(21)}\\u0000"}`, "BAD_RID"],
    ["a line break at the end", `{"rid":"${"q".repeat(22)}\\n"}`, "BAD_RID"],
    ["a number", `{"rid":1234567890123456789012}`, "BAD_RID"],
    ["an object", `{"rid":{"length":22}}`, "BAD_RID"],
    ["null", `{"rid":null}`, "BAD_RID"],
  ])("is refused, unrepeated and unwritten: %s", async (_, body, code) => {
    const api = await anOpenSale();
    const response = await post(api, "join", body);

    expect(response.status).toBe(400);
    expect(codeOf(response)).toBe(code);
    expectNoTrace(api, response, body ?? "");
  });

  it("is refused if it is no UTF-8", async () => {
    const api = await anOpenSale();

    expect(codeOf(await post(api, "join", Buffer.from([0x7b, 0xff, 0x7d])))).toBe("BAD_JSON");
    expect(api.writes).toEqual([]);
  });
});

describe("a bad name of an event", () => {
  it.each([
    "..",
    "%2e%2e",
    "spring-sale%00",
    "Spring-Sale",
    "a".repeat(41),
    "ab",
    "-sale",
    "spring sale",
    "spring-sale/..",
    "ѕpring-sale",
    "internal",
    "no-such-sale",
  ])("is nothing, like any name that was never given: %s", async (event) => {
    const api = await anOpenSale();

    for (const action of ["join", "admit", "renew"]) {
      const response = await post(api, action, JSON.stringify(action === "join" ? { rid } : {}), event);
      expect(response.status).toBe(404);
      expect(bodyOf(response)).toEqual({ error: { code: "NOT_FOUND", message: "There is nothing here." } });
    }
    const status = await api.send(aRequest("GET", `/vwr/v1/events/${event}/status`));
    expect(status.status).toBe(404);
    expect(api.writes).toEqual([]);
  });
});

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
    visitor.cookies.set(admissionCookie, token);
    const admission = await visitor.post("renew", undefined);

    expect(ticket.status).toBe(401);
    expect(ticket.body).toBe(
      JSON.stringify({ error: { code: "BAD_TICKET", message: "The ticket is not valid." } }),
    );
    expect(admission.body).toBe(
      JSON.stringify({ error: { code: "BAD_ADMISSION", message: "The admission is not valid." } }),
    );
    expectNoTrace(api, ticket, token);
    expectNoTrace(api, admission, token);
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
    const admission = visitor.cookies.get(admissionCookie) ?? "";
    visitor.cookies.set(admissionCookie, ticket);

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

    const twice = [...cookies, { name: admissionCookie, value: "a1.k1.x.y" }];
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
