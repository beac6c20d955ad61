import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { simulations } from "../catalogue";
import { checks } from "../checks/catalogue";
import { atMost, theMillion, timed, titleOf, visitorsOf } from "../simulations/simulation";
import { judged } from "./markdown";
import { rowsOf } from "./rows";

const quick = 0.02;
const everything = [...simulations, ...checks];
const titlesAt = (scale: number) => everything.map((simulation) => titleOf(simulation, scale));
const judgement = (figures: Record<string, number>, scale: number, timings: Record<string, number> = {}) =>
  rowsOf([{ figures, timings, verdicts: [] }], scale).at(0)?.judgement;

describe("a run of fewer people", () => {
  it("does not judge a row that depends on how many they are", () => {
    expect(judgement({ leasesPerVisitor: 0.05 }, quick)).toBe("not judged");
    expect(judgement({ usdPerMillion: 54 }, quick)).toBe("not judged");
    expect(judgement({ leasesPerVisitor: 0.05 }, 1)).toBe("missed");
  });

  it("judges what holds at any size, and misses a row for it whatever else is in the row", () => {
    expect(judgement({ faultViolations: 0 }, quick)).toBe("met");
    expect(judgement({ duplicates: 1, gaps: 0.01 }, quick)).toBe("missed");
    expect(judgement({ duplicates: 0, gaps: 0.05 }, quick)).toBe("not judged");
  });

  it("does not judge how fast the machine was", () => {
    expect(judgement({}, quick, { gateP99Us: 70 })).toBe("not judged");
    const verdicts = [
      atMost("a count", 3, 2, "", true),
      timed(atMost("loading", 90, 80, "ms", true)),
      atMost("a cost", 90, 80, "$"),
    ];
    expect(judged(verdicts, quick).map(({ what }) => what)).toEqual(["a count"]);
    expect(judged(verdicts, 1)).toEqual(verdicts);
  });

  it("speaks of no more people, joins and schedules than there are", () => {
    expect(titlesAt(quick).join("\n")).not.toMatch(/million|1000|5,000|20,000 joins/);
    expect(titlesAt(quick)).toContain("20,000 people in a minute, from the first click to the last order");
    expect(theMillion(0.5)).toBe("500,000");
    const joins = everything.find(({ name }) => name === "local-store");
    expect([1, quick].map((scale) => joins && visitorsOf(joins, scale))).toEqual([20_000, 1_000]);
    const rows = rowsOf([{ figures: { numberingP99Seconds: 1, wallSeconds: 1 }, verdicts: [] }], quick);
    expect(rows.map(({ metric }) => metric).join("\n")).not.toMatch(/million|5,000/);
  });
});

it("calls the simulations of a full run as its page does", () => {
  const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "waiting-room-performance.md"), "utf8");
  const headings = [...page.matchAll(/^### [^:]+: (.+)$/gm)].map(([, title]) => title);
  expect(titlesAt(1)).toEqual(headings);
});
