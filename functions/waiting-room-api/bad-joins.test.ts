import { describe, expect, it } from "vitest";
import {
  anOpenSale,
  aRequest,
  bodyOf,
  codeOf,
  sale,
  shop,
  tracesOf,
} from "../../test/support/waiting-room/api";

const rid = "q".repeat(22);

type Api = Awaited<ReturnType<typeof anOpenSale>>;

const post = (api: Api, action: string, body: string | Uint8Array | undefined, event = sale) =>
  api.send({
    ...aRequest("POST", `/vwr/v1/events/${event}/${action}`),
    headers: { origin: shop },
    body,
  });

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
    expect(tracesOf(api, response, body ?? "")).toEqual([]);
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
