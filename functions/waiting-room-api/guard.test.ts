import { describe, expect, it } from "vitest";
import { anOpenSale, aRequest, codeOf, sale, shop } from "../../test/support/waiting-room/api";
import { originSecretHeader } from "./guard";

const join = (headers: Readonly<Record<string, string>>) => ({
  ...aRequest("POST", `/vwr/v1/events/${sale}/join`, JSON.stringify({ rid: "q".repeat(22) })),
  headers,
});

describe("who gets to a route", () => {
  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
    ["a neighbour", { origin: "https://other.shop.example" }],
    ["the shop without encryption", { origin: "http://shop.example" }],
    ["another site that hides its origin", { "sec-fetch-site": "cross-site" }],
    ["a neighbour that hides its origin", { "sec-fetch-site": "same-site" }],
  ])("is not %s, with a visitor's cookies", async (_, headers) => {
    const api = await anOpenSale();
    const response = await api.send(join(headers));

    expect(codeOf(response)).toBe("FORBIDDEN");
    expect(api.writes).toEqual([]);
  });

  it.each([
    ["the shop's pages", { origin: shop, "sec-fetch-site": "same-origin" }],
    ["an app, which is no browser", {}],
  ])("is %s", async (_, headers) => {
    expect((await (await anOpenSale()).send(join(headers))).status).toBe(201);
  });

  it("is everybody who only looks", async () => {
    const api = await anOpenSale();

    expect(
      (await api.status({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status,
    ).toBe(200);
  });

  it("is only who comes through the edge, where that is asked for, with the old secret or the new", async () => {
    const originSecrets = () => Promise.resolve(["edge secret of today", "edge secret of tomorrow"]);
    const api = await anOpenSale({}, { originSecrets });
    const codes = [];
    for (const secret of [
      undefined,
      "",
      "edge secret of toda",
      "edge secret of today,",
      "edge secret of today",
    ]) {
      const headers = secret === undefined ? {} : { [originSecretHeader]: secret };
      codes.push((await api.send(join({ origin: shop, ...headers }))).status);
    }

    expect(codes).toEqual([403, 403, 403, 403, 201]);
    expect((await api.status({ [originSecretHeader]: "edge secret of tomorrow" })).status).toBe(200);
    expect((await api.status()).status).toBe(403);
  });

  it("is an operator on internal routes, whatever else is sent, and nobody else", async () => {
    const api = await anOpenSale();
    const end = aRequest("POST", `/vwr/internal/events/${sale}/end`);
    const pretended = { origin: shop, authorization: "AWS4-HMAC-SHA256 made up", "x-vwr-operator": "1" };

    expect(codeOf(await api.send({ ...end, headers: pretended }))).toBe("FORBIDDEN");
    expect(api.writes).toEqual([]);
    expect((await api.send({ ...end, isOperator: true })).status).toBe(200);
  });

  it("learns nothing of the operator's events by being refused", async () => {
    const api = await anOpenSale();
    const known = await api.send(aRequest("GET", `/vwr/internal/events/${sale}/config`));
    const unknown = await api.send(aRequest("GET", "/vwr/internal/events/no-such-sale/config"));

    expect(unknown).toEqual(known);
  });
});
