import { describe, expect, it } from "vitest";
import { batchesAtOnce, workerSettings } from "./settings";

describe("settings of the worker", () => {
  it("are those of production unless set: CON-37, ENV-16, QUE-05, QUE-06", () => {
    expect(workerSettings.parse({})).toEqual({
      mode: "lambda",
      memoryMb: 256,
      reservedConcurrency: 10,
      kafka: false,
    });
  });

  it("work on as many batches as are reserved, or fewer, and as many as an account can spare: CAP-15, PLT-15, QUE-07", () => {
    expect(batchesAtOnce(workerSettings.parse({}))).toBe(10);
    expect(batchesAtOnce(workerSettings.parse({ reservedConcurrency: 5 }))).toBe(5);
    expect(batchesAtOnce(workerSettings.parse({ maximumConcurrency: 2 }))).toBe(2);
    expect(batchesAtOnce(workerSettings.parse({ reservedConcurrency: 900 }))).toBe(900);
  });

  it("refuse more batches than are reserved, with the number that would do: QUE-07", () => {
    const { error } = workerSettings.safeParse({ reservedConcurrency: 5, maximumConcurrency: 6 });
    expect(error?.issues).toMatchObject([
      {
        path: ["maximumConcurrency"],
        message: "is more than reservedConcurrency, 5: what is beyond would be throttled",
        params: { example: 5 },
      },
    ]);
    expect(workerSettings.safeParse({ reservedConcurrency: 5, maximumConcurrency: 5 }).success).toBe(true);
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
