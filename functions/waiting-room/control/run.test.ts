import { describe, expect, it } from "vitest";
import { aConfig, aRecord, beginning } from "../../../test/support/waiting-room/an-event";
import { faultyStore } from "../../../test/support/waiting-room/faulty-store";
import { VirtualTime } from "../../../test/support/waiting-room/virtual-clock";
import type { EventConfig, Mode } from "../event/config";
import { MemoryStore } from "../store/memory";
import { runFor, type RunDeps } from "./run";

async function events(...all: readonly (readonly [string, Partial<EventConfig>, Mode?])[]) {
  const store = new MemoryStore();
  for (const [event, config, mode] of all) {
    await store.createEvent(event, aRecord(aConfig(config), mode));
    await store.lease(event, 1_000, 1_000_000);
  }
  const time = new VirtualTime(beginning);
  const reports: { event: string; kind: string; at: number }[] = [];
  const deps: RunDeps = {
    store,
    clock: time,
    owner: "a minute",
    sleep: (ms) => time.sleep(ms),
    report: (event, { kind }) => reports.push({ event, kind, at: time.now() - beginning }),
  };
  const kindsOf = (name: string) => reports.filter(({ event }) => event === name).map(({ kind }) => kind);
  return { store, time, reports, deps, kindsOf };
}

describe("a minute's run", () => {
  it("ticks every event at its own pace and ends within its time", async () => {
    const { time, deps, kindsOf, reports } = await events(
      ["quick", { tickMs: 1_000 }],
      ["slow", { tickMs: 10_000 }],
    );
    const run = runFor(58_000, deps);
    await time.runUntil(beginning + 58_000);
    await run;
    expect(kindsOf("quick")).toEqual(Array.from({ length: 58 }, () => "ticked"));
    expect(kindsOf("slow")).toEqual(Array.from({ length: 5 }, () => "ticked"));
    expect(reports.filter(({ event }) => event === "slow").map(({ at }) => at)).toEqual(
      [0, 1, 2, 3, 4].map((n) => n * 10_000),
    );
  });

  it("does not look again, the next minute, at what is over for good", async () => {
    const { time, deps, store, kindsOf } = await events(["over", {}, "ENDED"], ["going", {}]);
    const looked: string[] = [];
    const readEvent: typeof store.readEvent = (event) => {
      looked.push(event);
      return store.readEvent(event);
    };
    const watched = Object.assign(Object.create(store) as MemoryStore, { readEvent });
    const ended = new Set<string>();
    for (const minute of [1, 2, 3]) {
      const run = runFor(58_000, { ...deps, store: watched, ended });
      await time.runUntil(beginning + minute * 60_000);
      await run;
    }
    expect(kindsOf("over")).toEqual(["idle"]);
    expect(looked.filter((event) => event === "over")).toHaveLength(1);
    expect(new Set(kindsOf("going"))).toEqual(new Set(["ticked"]));
  });

  it("hands leadership on at its end: the next minute need not wait", async () => {
    const { time, deps, store } = await events(["one", {}]);
    const run = runFor(58_000, deps);
    await time.runUntil(beginning + 58_000);
    await run;
    expect((await store.readControl("one"))?.leaseUntil).toBeLessThanOrEqual(beginning + 58_000);
  });

  it("goes on with the other events, and with the same one the next time, when one fails", async () => {
    const { time, deps, store, kindsOf } = await events(["good", {}], ["bad", {}]);
    let failures = 3;
    const troubled = faultyStore(store, {});
    const readEvent: typeof store.readEvent = (event) => {
      if (event !== "bad" || failures === 0) return store.readEvent(event);
      failures -= 1;
      return Promise.reject(new Error("no"));
    };
    const run = runFor(20_000, {
      ...deps,
      store: Object.create(troubled, { readEvent: { value: readEvent } }) as MemoryStore,
    });
    await time.runUntil(beginning + 20_000);
    await run;
    expect(kindsOf("good")).toEqual(Array.from({ length: 10 }, () => "ticked"));
    expect(kindsOf("bad").slice(0, 3)).toEqual(["failed", "failed", "ticked"]);
  });

  it("leaves events alone that are over, and sees at once when a draft is opened", async () => {
    const { time, deps, store, kindsOf } = await events(["over", {}, "ENDED"], ["draft", {}, "DRAFT"]);
    const run = runFor(20_000, deps);
    await time.runUntil(beginning + 5_000);
    const record = await store.readEvent("draft");
    if (record === undefined) throw new Error("the draft is gone");
    await store.updateEvent("draft", { ...record, mode: "QUEUE" }, record.version);
    await time.runUntil(beginning + 20_000);
    await run;
    expect(kindsOf("over")).toEqual(["idle"]);
    expect(kindsOf("draft").slice(0, 4)).toEqual(["idle", "idle", "idle", "ticked"]);
  });

  it("twice at once moves every line once: a minute that EventBridge sends twice does no harm", async () => {
    const once = await events(["one", { rate: 10, capacity: 10_000 }]);
    const twice = await events(["one", { rate: 10, capacity: 10_000 }]);
    const runs = [
      runFor(58_000, once.deps),
      runFor(58_000, twice.deps),
      runFor(58_000, { ...twice.deps, owner: "the same minute again" }),
    ];
    await once.time.runUntil(beginning + 58_000);
    await twice.time.runUntil(beginning + 58_000);
    await Promise.all(runs);
    const segmentOf = async ({ store }: typeof once) => (await store.readControl("one"))?.segment;
    expect(await segmentOf(twice)).toEqual(await segmentOf(once));
  });
});
