import { expect, it } from "vitest";
import { anApi, bodyOf } from "../../test/support/waiting-room/api";
import { beginning } from "../../test/support/waiting-room/an-event";
import { readEnvironment } from "./environment";
import type { ApiResponse } from "./http";

const variables = {
  COUNTERS_TABLE: "counters",
  POSITIONS_TABLE: "positions",
  KEY_RING_SECRET: "ring",
  ALLOWED_ORIGINS: "https://shop.example",
};
const settings = { capacity: 10, closeAt: beginning + 86_400_000 };
const rateOf = (response: ApiResponse) =>
  bodyOf<{ readonly config: { readonly rate: number } }>(response).config?.rate;

it("an event that names no rate lets in what the environment says, 500 a minute: ENV-15, CAP-13", async () => {
  const { DEFAULT_RATE_PER_MINUTE: perMinute = 0 } = readEnvironment({
    ...variables,
    DEFAULT_RATE_PER_MINUTE: "500",
  });
  const api = anApi({ defaultRate: perMinute / 60 });
  const created = await api.order("PUT", "", settings);
  expect([created.status, rateOf(created)]).toEqual([201, 500 / 60]);
});

it("an event that names a rate has it, and changed settings must name one", async () => {
  const api = anApi({ defaultRate: 500 / 60 });
  expect(rateOf(await api.order("PUT", "", { ...settings, rate: 7 }))).toBe(7);
  expect((await api.order("PUT", "/config", settings, { "if-match": '"1"' })).status).toBe(400);
});

it("without a rate of the environment an event must name its own", async () => {
  expect(readEnvironment(variables).DEFAULT_RATE_PER_MINUTE).toBeUndefined();
  expect((await anApi().order("PUT", "", settings)).status).toBe(400);
});

it.each(["0", "-5", "five", "600001", ""])("a rate of %j is refused by name", (rate) => {
  expect(() => readEnvironment({ ...variables, DEFAULT_RATE_PER_MINUTE: rate })).toThrow(
    "DEFAULT_RATE_PER_MINUTE",
  );
});
