import { describe, expect, it } from "vitest";
import { aConfig, anEvent, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { syntheticKey, syntheticRing } from "../../test/support/waiting-room/key-ring";
import { MemoryStore } from "../waiting-room/store/memory";
import type { GateChanges, GateSink } from "./gate-sink";
import { noGate } from "./no-gate";
import { rememberedGate } from "./remembered-gate";
import { runRound } from "./round";

const something: GateChanges = { puts: [{ key: "e:finals", value: "{}" }], deletes: [] };
const minute = 60_000;

function aGate() {
  const calls: string[] = [];
  let now = beginning;
  const sink: GateSink = {
    read: () => {
      calls.push("read");
      return Promise.resolve({ entries: new Map(), version: String(calls.length) });
    },
    write: (_, { version }) => {
      calls.push(`write ${version}`);
      return Promise.resolve("written");
    },
  };
  return {
    calls,
    gate: rememberedGate(sink, { now: () => now }),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe("a gate that is remembered", () => {
  it("is looked at once an hour while nothing changes, and by its own call for what does", async () => {
    let now = beginning;
    const clock = { now: () => now };
    const kept = noGate();
    const calls: string[] = [];
    const counted: GateSink = {
      read: () => (calls.push("read"), kept.read()),
      write: (changes, seen) => (calls.push("write"), kept.write(changes, seen)),
    };
    const store = new MemoryStore();
    const ring = { signsSince: beginning, ...syntheticRing({ masters: { k1: syntheticKey("k1") } }) };
    const deps = {
      rings: {
        read: () => Promise.resolve({ ring, version: "1" }),
        write: () => Promise.reject(new Error("the ring does not change")),
      },
      ...{ store, clock, paths: [], maxAgeMs: 30 * 24 * 60 * minute, newSecret: () => "" },
      gate: rememberedGate(counted, clock),
    };
    const rounds = async (count: number) => {
      calls.length = 0;
      for (let round = 0; round < count; round += 1) {
        await runRound({ kind: "round" }, deps);
        now += minute;
      }
      return [...calls];
    };
    expect(await rounds(120)).toEqual(["read", "write", "read", "read"]);
    await store.createEvent(anEvent, aRecord(aConfig({ closeAt: now + 24 * 60 * minute })));
    expect(await rounds(50)).toEqual(["read", "write", "read"]);
  });

  it("is written over what was just read, and read again after it", async () => {
    const { calls, gate } = aGate();
    expect(await gate.write(something, await gate.read())).toBe("written");
    await gate.read();
    expect(calls).toEqual(["read", "write 1", "read"]);
  });

  it("is never written over what is only remembered: that is a conflict, and it is read", async () => {
    const { calls, gate } = aGate();
    await gate.read();
    expect(await gate.write(something, await gate.read())).toBe("conflict");
    expect(await gate.write(something, await gate.read())).toBe("written");
    expect(calls).toEqual(["read", "read", "write 2"]);
  });

  it("is looked at anew when the clock was set back", async () => {
    const { calls, gate, pass } = aGate();
    await gate.read();
    pass(-120 * minute);
    await gate.read();
    expect(calls).toEqual(["read", "read"]);
  });
});

describe("no gate at all", () => {
  it("knows what it was told, so that nothing is told twice", async () => {
    const gate = noGate();
    await gate.write(something, await gate.read());
    expect((await gate.read()).entries).toEqual(new Map([["e:finals", "{}"]]));
    await gate.write({ puts: [], deletes: ["e:finals"] }, await gate.read());
    expect((await gate.read()).entries.size).toBe(0);
  });
});
