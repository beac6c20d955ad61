import { describe, expect, it } from "vitest";
import { atMost, timed, type Simulation } from "../simulations/simulation";
import { chartSvg } from "./chart";
import { performancePage, type Run } from "./markdown";
import { rowsOf } from "./rows";

const simulation: Simulation = {
  id: "SIM-1",
  name: "rush",
  title: "a rush",
  visitors: 1,
  run: () => Promise.reject(new Error("not run here")),
};

const runWith = (wallSeconds: number): Run => ({
  simulation,
  result: {
    figures: { leasesPerVisitor: 0.0094, usdPerMillion: 90 },
    timings: { wallSeconds },
    verdicts: [atMost("counter writes", 0.0094, 0.04), timed(atMost("own time", wallSeconds, 60, "s"))],
  },
});

const silent = (stallSeconds: number): string => {
  const run = { simulation, result: { figures: { stallSeconds }, verdicts: [] } };
  return performancePage(rowsOf([run.result], 1), [run], { seed: 1, machine: "2 cores" });
};

const page = (wallSeconds: number) => {
  const run = runWith(wallSeconds);
  return performancePage(rowsOf([run.result], 1), [run], { seed: 1, machine: "2 cores" });
};

describe("the performance page", () => {
  it("says of each figure whether its target is met, and does not hide what is missed", () => {
    expect(page(50)).toContain("0.0094 | ≤ 0.04 | met |");
    expect(page(50)).toContain("$90 | ≤ $80 | **missed** |");
    expect(page(70)).toContain("70 s | ≤ 60 s, ≤ 1.5 GB | **missed** |");
  });

  it("says why a target is missed, where it is and where that is known", () => {
    expect(silent(7)).toContain("Row 13 is missed: ");
    expect(silent(6)).not.toContain("is missed: ");
  });

  it("differs between two runs only below the heading of the timings", () => {
    const [before, after] = [page(50), page(55)].map((text) => text.split("## Timings"));
    expect(before?.[0]).toBe(after?.[0]);
    expect(before?.[1]).not.toBe(after?.[1]);
  });
});

describe("a chart", () => {
  const svg = chartSvg({
    title: "Admissions <a second>",
    yTitle: "people",
    series: [
      { name: "Line", values: [0, 200, 200] },
      { name: "steps", values: [0, 9_000, 0] },
    ],
    mark: { name: "capacity", value: 300 },
    yMax: 400,
  });

  it("draws a line for each series and one for the mark, and cuts off what is above", () => {
    expect(svg.match(/<path d="M[^"]*L/g)).toHaveLength(2);
    expect(svg).toContain("capacity");
    const heights = [...svg.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, , y]) => Number(y));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(40);
  });

  it("is text that needs no other file and runs nothing", () => {
    expect(svg).toContain("Admissions &lt;a second&gt;");
    expect(svg).not.toMatch(/<script|href|url\(/);
  });
});
