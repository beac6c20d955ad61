import { describe, expect, it } from "vitest";
import { recordingStore } from "../../../test/support/waiting-room/recording-store";
import { MemoryStore } from "../store/memory";
import type { Mode } from "./config";
import { gateNoticeMs, never } from "./moves";
import { changeSettings, createEvent, moveEvent, type Ordered } from "./operator";

const settings = { rate: 10, capacity: 100, closeAt: 9_000_000 };

function office() {
  let now = 1_000;
  const clock = { now: () => now };
  const { store, writes } = recordingStore(new MemoryStore());
  const deps = { store, clock, seed: () => "ab".repeat(32) };
  return {
    store,
    writes,
    deps,
    pass: (ms: number) => (now += ms),
    create: () => createEvent("spring-sale", settings, deps),
    change: (candidate: unknown, expected: number) =>
      changeSettings("spring-sale", candidate, expected, deps),
    move: (to: Mode) => moveEvent("spring-sale", to, deps),
  };
}

const modeOf = (ordered: Ordered) => (ordered.kind === "done" ? ordered.record.mode : ordered.kind);

describe("an operator's order", () => {
  it("makes an event in DRAFT with a seed, whose gate asks nobody", async () => {
    const { create, store } = office();

    expect(await create()).toMatchObject({ kind: "done", record: { version: 1, mode: "DRAFT" } });
    expect(await store.readEvent("spring-sale")).toMatchObject({
      mode: "DRAFT",
      seed: "ab".repeat(32),
      enforceFrom: never,
    });
  });

  it("makes no event twice: the second would draw another lottery", async () => {
    const { create, deps } = office();
    await create();

    expect(await createEvent("spring-sale", settings, { ...deps, seed: () => "cd".repeat(32) })).toEqual({
      kind: "exists",
    });
  });

  it("draws the lottery before the line starts", async () => {
    const { create, move, store, writes } = office();
    await create();
    await move("PRE");
    await store.lease("spring-sale", 7, 1_000);
    writes.length = 0;

    expect(modeOf(await move("QUEUE"))).toBe("QUEUE");
    expect(writes).toEqual(["seal", "updateEvent"]);
    expect(await store.readSequence("spring-sale")).toMatchObject({ last: 7, sealedAt: 7 });
  });

  it("opens again after all could pass with a minute's notice for the gate", async () => {
    const { create, move, pass } = office();
    await create();
    await move("QUEUE");
    await move("OPEN");
    pass(5_000);

    expect(await move("QUEUE")).toMatchObject({
      record: { mode: "QUEUE", enforceFrom: 6_000 + gateNoticeMs },
    });
  });

  it("can be repeated: where the event is already, nothing is written", async () => {
    const { create, move, writes } = office();
    await create();
    await move("QUEUE");
    await move("PAUSED");
    writes.length = 0;

    expect(await move("PAUSED")).toMatchObject({ kind: "done", record: { version: 3, mode: "PAUSED" } });
    expect(writes).toEqual([]);
  });

  it.each([
    ["PAUSED", []],
    ["OPEN", ["PRE"]],
    ["PRE", ["QUEUE"]],
    ["QUEUE", ["ENDED"]],
  ] as const)("that leads nowhere is refused and writes nothing: to %s after %j", async (to, before) => {
    const { create, move, writes } = office();
    await create();
    for (const mode of before) await move(mode);
    writes.length = 0;

    expect(await move(to)).toEqual({ kind: "illegal" });
    expect(writes).toEqual([]);
  });

  it("is repeated on top of what somebody else wrote meanwhile, and says so when that does not end", async () => {
    const { create, move, deps } = office();
    await create();
    const { store } = deps;
    let losses = 1;
    const busy = {
      ...deps,
      store: Object.assign(Object.create(store) as typeof store, {
        updateEvent: async (...[event, record, expected]: Parameters<typeof store.updateEvent>) => {
          if (losses === 0) return store.updateEvent(event, record, expected);
          losses -= 1;
          return Promise.resolve("conflict" as const);
        },
      }),
    };

    expect(modeOf(await moveEvent("spring-sale", "PRE", busy))).toBe("PRE");
    losses = Number.POSITIVE_INFINITY;
    expect(await moveEvent("spring-sale", "QUEUE", busy)).toEqual({ kind: "conflict" });
    expect(modeOf(await move("QUEUE"))).toBe("QUEUE");
  });

  it("to go on starts nothing that was not stopped", async () => {
    const { create, move, deps, writes } = office();
    const resume = () => moveEvent("spring-sale", "QUEUE", deps, ["PAUSED"]);
    await create();
    await move("PRE");
    writes.length = 0;

    expect(await resume()).toEqual({ kind: "illegal" });
    expect(writes).toEqual([]);
    await move("QUEUE");
    expect(modeOf(await resume())).toBe("QUEUE");
    await move("PAUSED");
    expect(modeOf(await resume())).toBe("QUEUE");
  });

  it("knows no event that was never made", async () => {
    const { change, move } = office();

    expect(await move("PRE")).toEqual({ kind: "unknown event" });
    expect(await change(settings, 1)).toEqual({ kind: "unknown event" });
  });
});

describe("new settings", () => {
  it("replace the version they were made for, and take the size of first blocks along", async () => {
    const { create, change, store } = office();
    await create();

    expect(await change({ ...settings, rate: 20, firstLease: 32 }, 1)).toMatchObject({
      kind: "done",
      record: { version: 2, config: { rate: 20 } },
    });
    expect(await store.readSequence("spring-sale")).toMatchObject({ firstLease: 32 });
  });

  it("for a version that is gone are refused, and nothing is written", async () => {
    const { create, change, writes } = office();
    await create();
    await change({ ...settings, rate: 20 }, 1);
    writes.length = 0;

    expect(await change({ ...settings, rate: 30 }, 1)).toEqual({ kind: "conflict" });
    expect(writes).toEqual([]);
  });

  it("write the size of first blocks only where it is another", async () => {
    const { create, change, writes } = office();
    await create();
    writes.length = 0;
    await change({ ...settings, rate: 20 }, 1);

    expect(writes).toEqual(["updateEvent"]);
  });

  it("come too late for an event that is over", async () => {
    const { create, change, move } = office();
    await create();
    await move("ENDED");

    expect(await change(settings, 2)).toEqual({ kind: "illegal" });
  });
});
