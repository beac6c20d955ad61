import { describe, expect, it } from "vitest";
import { simulations } from "../catalogue";
import { judged } from "../report/markdown";
import { rowsOf } from "../report/rows";
import { amount } from "./simulation";

/** Big enough for the line to move by more than one position a second, small enough for every build. */
const scale = 0.002;

describe("a small run of each simulation meets the targets that hold at any size", () => {
  it.each(simulations)("$id $name", async ({ run }) => {
    const { verdicts } = await run({ scale, seed: 1, progress: () => undefined });
    const counted = judged(verdicts, scale);
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.filter(({ met }) => !met)).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("has the ten simulations in their order", () => {
    expect(simulations.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `SIM-${String(index + 1)}`),
    );
    expect(new Set(simulations.map(({ name }) => name)).size).toBe(10);
  });
});

describe("a row of the performance table", () => {
  const row = (figures: Record<string, number>) => rowsOf([{ figures, verdicts: [] }], 1).at(0);

  it("is met when every figure of it is", () => {
    expect(row({ usdPerMillion: 54.2 })).toMatchObject({ number: 20, ours: "$54.2", judgement: "met" });
    expect(row({ usdPerMillion: 80.1 })).toMatchObject({ judgement: "missed" });
    expect(row({ utilisationQuarter: 0.93, utilisationHalf: 0.8 })).toMatchObject({
      number: 10,
      judgement: "missed",
    });
  });

  it("is left out when nothing was measured for it", () => {
    expect(rowsOf([{ figures: {}, verdicts: [] }], 1)).toEqual([]);
  });

  it("is marked when it depends on the machine", () => {
    expect(
      rowsOf([{ figures: {}, timings: { wallSeconds: 70, megabytes: 900 }, verdicts: [] }], 1),
    ).toMatchObject([{ number: 21, isTiming: true, judgement: "missed" }]);
  });
});

describe("a measured amount", () => {
  it("has as many digits as one can make sense of", () => {
    expect([1_234_567, 676.6, 54.19, 2.094, 0.0094, 0].map((value) => amount(value))).toEqual([
      "1,234,567",
      "677",
      "54.2",
      "2.09",
      "0.0094",
      "0",
    ]);
    expect([amount(80, "$"), amount(1.5, "s")]).toEqual(["$80", "1.50 s"]);
  });
});
