import { describe, expect, it } from "vitest";
import { StoreError } from "../waiting-room/store/store";
import type { Answered } from "./observe";
import { reportHelpTo, reportTo } from "./report";

/** What is logged and counted of an answer. */
function reported(answered: Answered) {
  const logs: unknown[] = [];
  const counts: string[] = [];
  const counting = (dimensions: string[]) => ({
    addMetric: (name: string) => void counts.push([name, ...dimensions].join(" ")),
  });
  const singleMetric = () => {
    const dimensions: string[] = [];
    const addDimension = (name: string, value: string) => void dimensions.push(`${name}=${value}`);
    return { ...counting(dimensions), addDimension };
  };
  const write = (level: string) => (message: unknown, extra: unknown) =>
    void logs.push([level, message, extra]);
  reportTo(
    { info: write("info"), error: write("error") },
    {
      ...counting([]),
      singleMetric,
    },
  )(answered);
  return { logs, counts, text: JSON.stringify(logs) };
}

describe("what is told of an answer", () => {
  it.each([
    ["join", 201, "Joins"],
    ["join", 200, "Joins"],
    ["admit", 200, "Admissions"],
    ["renew", 200, "Renewals"],
    ["complete", 200, "Completions"],
  ] as const)("counts what has succeeded: %s %i", (route, status, name) => {
    expect(reported({ route, status, durationMs: 1 }).counts).toEqual([name]);
  });

  it("counts nobody as admitted who waits, and no look at the status", () => {
    expect(reported({ route: "admit", status: 202, durationMs: 1 }).counts).toEqual([]);
    expect(reported({ route: "status", status: 200, durationMs: 1 }).counts).toEqual([]);
  });

  it("counts refusals by their code, and rings where somebody should look", () => {
    const conflict = {
      route: "admit",
      status: 409,
      code: "CONFLICT",
      reason: "conflict",
      durationMs: 1,
    } as const;
    const clock = { route: "join", status: 503, code: "STORE", reason: "clock", durationMs: 1 } as const;

    expect(reported(conflict).counts).toEqual(["Conflicts", "Refusals code=CONFLICT"]);
    expect(reported(clock).counts).toEqual(["Faults", "WrongClock", "Refusals code=STORE"]);
  });

  it("says what broke and where, but not what it said: that could hold what was sent", () => {
    const inner = new TypeError("inner words");
    const cause = new StoreError("unavailable", inner);
    cause.message = "outer words";
    const { logs, text } = reported({ route: "join", status: 503, code: "STORE", cause, durationMs: 1 });

    expect(logs).toEqual([
      [
        "error",
        "failed",
        expect.objectContaining({ fault: "StoreError", because: "TypeError", code: "STORE" }),
      ],
    ]);
    expect(text).toContain("report.test");
    expect(text).not.toContain("words");
  });

  it("logs a refusal without what led to it", () => {
    const cause = new Error("words of a visitor");
    const { logs, text } = reported({ route: "join", status: 400, code: "BAD_JSON", cause, durationMs: 1 });

    expect(logs).toEqual([
      ["info", "answered", { route: "join", status: 400, code: "BAD_JSON", durationMs: 1 }],
    ]);
    expect(text).not.toContain("words");
  });
});

describe("a tick in the controller's stead", () => {
  it("tells how old the last one was, for that event", () => {
    const told: unknown[] = [];
    const one = {
      addMetric: (...metric: unknown[]) => told.push(metric),
      addDimension: (...dimension: unknown[]) => told.push(dimension),
    };
    const report = reportHelpTo({ ...one, singleMetric: () => one });
    report("autumn-tour", { kind: "following", afterMs: 12_000 });
    report("autumn-tour", { kind: "failed" });
    expect(told).toEqual([
      ["event", "autumn-tour"],
      ["TickAge", "Milliseconds", 12_000],
    ]);
  });
});
