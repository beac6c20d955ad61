import { describe, expect, it } from "vitest";
import { reservedFor, workerSettings } from "./settings";

describe("settings of the worker", () => {
  it("are those of production unless set: CON-37, ENV-16, QUE-06, QUE-07", () => {
    expect(workerSettings.parse({})).toEqual({
      mode: "lambda",
      memoryMb: 512,
      maximumConcurrency: 10,
      kafka: false,
    });
  });

  it("reserve one run more than batches, which compares seat maps, and as many as an account can spare: CAP-15, PLT-15", () => {
    expect(reservedFor(workerSettings.parse({}))).toBe(11);
    expect(reservedFor(workerSettings.parse({ maximumConcurrency: 5 }))).toBe(6);
    expect(reservedFor(workerSettings.parse({ maximumConcurrency: 5, reservedConcurrency: 20 }))).toBe(20);
    expect(reservedFor(workerSettings.parse({ maximumConcurrency: 899 }))).toBe(900);
  });

  it("refuse to reserve fewer, with the number that would do: QUE-07", () => {
    const { error } = workerSettings.safeParse({ maximumConcurrency: 5, reservedConcurrency: 5 });
    expect(error?.issues).toMatchObject([
      {
        path: ["reservedConcurrency"],
        message:
          "leaves none for the comparison of seat maps beside maximumConcurrency, 5: something would be throttled",
        params: { example: 6 },
      },
    ]);
    expect(workerSettings.safeParse({ maximumConcurrency: 5, reservedConcurrency: 6 }).success).toBe(true);
  });

  it.each([
    { mode: "pods" },
    { memoryMb: 127 },
    { reservedConcurrency: 1 },
    { maximumConcurrency: 1 },
    { reservedConcurrency: 1001 },
  ])("refuse what Lambda would: %j", (settings) => {
    const [field] = Object.keys(settings);
    expect(workerSettings.safeParse(settings).error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });
});
