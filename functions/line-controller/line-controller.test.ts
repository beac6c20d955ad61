import { describe, expect, it, vi } from "vitest";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { aConfig, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { VirtualTime } from "../../test/support/waiting-room/virtual-clock";
import { MemoryStore } from "../waiting-room/store/memory";
import { readEnvironment } from "./environment";
import { controlLines } from "./handler";
import { reporter } from "./report";

/** Runs `work` and answers with what was printed meanwhile. Powertools prints to the console in development only. */
async function printed(work: (instruments: Parameters<typeof reporter>[0]) => Promise<void> | void) {
  const lines: string[] = [];
  const keep = (line: unknown) => void lines.push(String(line));
  const spies = (["log", "warn", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(keep),
  );
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
  try {
    const serviceName = "line-controller";
    await work({
      logger: new Logger({ serviceName }),
      metrics: new Metrics({ namespace: "WaitingRoom", serviceName }),
    });
  } finally {
    vi.unstubAllEnvs();
    spies.forEach((spy) => {
      spy.mockRestore();
    });
  }
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the line controller", () => {
  it("sees to the lines for a minute, and tells of each tick what an operator watches (QUE-33)", async () => {
    const store = new MemoryStore();
    await store.createEvent("autumn-tour", aRecord(aConfig({ rate: 500 / 60, capacity: 10_000 })));
    await store.lease("autumn-tour", 2_000, 10_000);
    const time = new VirtualTime(beginning);
    const told = await printed(async (instruments) => {
      const run = controlLines(
        { awsRequestId: "1", getRemainingTimeInMillis: () => 65_000 },
        { store, clock: time, sleep: (ms) => time.sleep(ms), report: reporter(instruments) },
      );
      await time.runUntil(beginning + 60_000);
      await run;
    });
    expect(told).toHaveLength(29);
    expect(told.at(-1)).toMatchObject({
      event: "autumn-tour",
      Issued: 2_000,
      Active: 0,
      TickAge: 2_000,
      TickDuration: 0,
    });
    // A minute's run advances the line by 500 people a minute, made up for those who do not come.
    expect(told.at(-1)?.["Served"]).toBeGreaterThanOrEqual(466);
    expect(told.map(({ Served }) => Served)).toEqual(
      told.map(({ Served }) => Served).toSorted((a, b) => Number(a) - Number(b)),
    );
  });

  it("ends before Lambda ends it", async () => {
    const store = new MemoryStore();
    await store.createEvent("autumn-tour", aRecord(aConfig()));
    const time = new VirtualTime(beginning);
    const report = vi.fn();
    const run = controlLines(
      { awsRequestId: "1", getRemainingTimeInMillis: () => 10_000 },
      { store, clock: time, sleep: (ms) => time.sleep(ms), report },
    );
    await time.runUntil(beginning + 8_000);
    await run;
    expect(report).toHaveBeenCalledTimes(4);
  });

  it("tells how old the last tick is whatever comes of an attempt: nobody may be ticking", async () => {
    const told = await printed((instruments) => {
      const report = reporter(instruments);
      for (const kind of ["fresh", "following", "clock", "lost"] as const)
        report("autumn-tour", { kind, afterMs: 7_000 });
    });
    const ages = told.filter((line) => "TickAge" in line);
    expect(ages).toHaveLength(4);
    for (const line of ages) expect(line).toMatchObject({ event: "autumn-tour", TickAge: 7_000 });
  });

  it("tells of lost and failed ticks and of a wrong clock, and is silent about what is in order", async () => {
    const told = await printed((instruments) => {
      const report = reporter(instruments);
      report("autumn-tour", { kind: "lost" });
      report("autumn-tour", { kind: "clock" });
      report("autumn-tour", { kind: "failed", error: new Error("no answer") });
      for (const kind of ["fresh", "following"] as const) report("autumn-tour", { kind });
    });
    expect(told).toHaveLength(4);
    expect(told[0]).toMatchObject({ TicksLost: 1, event: "autumn-tour" });
    expect(told[1]).toMatchObject({ level: "ERROR", event: "autumn-tour" });
    expect(told[2]).toMatchObject({ TicksFailed: 1 });
    expect(told[3]).toMatchObject({ level: "ERROR", error: { message: "no answer" } });
  });
});

describe("its environment", () => {
  it("names the two tables, and where its figures go", () => {
    const tables = { COUNTERS_TABLE: "counters", POSITIONS_TABLE: "positions" };
    expect(readEnvironment({ ...tables, OTHER: "x" })).toEqual({
      ...tables,
      POWERTOOLS_METRICS_NAMESPACE: "WaitingRoom",
    });
    const named = { ...tables, POWERTOOLS_METRICS_NAMESPACE: "urr-prod/WaitingRoom" };
    expect(readEnvironment(named)).toEqual(named);
  });

  it("without them is refused by name, and no value is told", () => {
    expect(() => readEnvironment({ COUNTERS_TABLE: "c" })).toThrow("COUNTERS_TABLE, POSITIONS_TABLE");
    expect(() => readEnvironment({ COUNTERS_TABLE: "zz" })).not.toThrow("zz");
  });
});
