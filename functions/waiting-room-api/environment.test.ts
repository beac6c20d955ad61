import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment";

const full = {
  COUNTERS_TABLE: "counters",
  POSITIONS_TABLE: "positions",
  KEY_RING_SECRET: "waiting-room/keys",
  ALLOWED_ORIGINS: "https://shop.example, https://www.shop.example",
};

describe("the function's environment", () => {
  it("is read as what it means", () => {
    expect(readEnvironment({ ...full, PROXIES_IN_FRONT: "1", ORIGIN_SECRET: "edge", LANG: "C" })).toEqual({
      COUNTERS_TABLE: "counters",
      POSITIONS_TABLE: "positions",
      KEY_RING_SECRET: "waiting-room/keys",
      ALLOWED_ORIGINS: ["https://shop.example", "https://www.shop.example"],
      ORIGIN_SECRET: "edge",
      POWERTOOLS_METRICS_NAMESPACE: "WaitingRoom",
      PROXIES_IN_FRONT: 1,
    });
  });

  it("names all that is missing", () => {
    expect(() => readEnvironment({})).toThrow(
      /COUNTERS_TABLE, POSITIONS_TABLE, KEY_RING_SECRET, ALLOWED_ORIGINS$/,
    );
  });

  it.each([
    ["ALLOWED_ORIGINS", "http://shop.example"],
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "https://shop.example/path"],
    ["PROXIES_IN_FRONT", "many"],
    ["COUNTERS_TABLE", ""],
  ])("names what is wrong and not what it is: %s", (name, value) => {
    expect(() => readEnvironment({ ...full, [name]: value })).toThrow(
      `the environment lacks, or has wrong: ${name}`,
    );
  });
});
