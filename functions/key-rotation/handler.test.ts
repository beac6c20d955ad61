import { describe, expect, it } from "vitest";
import { aConfig, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { syntheticKey, syntheticRing } from "../../test/support/waiting-room/key-ring";
import { MemoryStore } from "../waiting-room/store/memory";
import { StoreError } from "../waiting-room/store/store";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { rotateKeys } from "./handler";
import type { RoundDeps } from "./round";

/** A room whose parts do what they are told, and the figures that were told of it. */
function aRoom(store: Pick<MemoryStore, "listEvents" | "readEvent"> = new MemoryStore()) {
  let ring: KeyRing = syntheticRing({ masters: { k1: syntheticKey("k1") } });
  let entries: ReadonlyMap<string, string> = new Map();
  const figures: Record<string, number> = {};
  const deps: RoundDeps = {
    rings: {
      read: () => Promise.resolve({ ring: { signsSince: beginning - 5_000, ...ring }, version: "1" }),
      write: (next) => {
        ring = next;
        return Promise.resolve("written");
      },
    },
    store,
    gate: {
      read: () => Promise.resolve({ entries, version: "1" }),
      write: ({ puts }) => {
        entries = new Map([...entries, ...puts.map(({ key, value }) => [key, value] as const)]);
        return Promise.resolve("written");
      },
    },
    paths: [],
    clock: { now: () => beginning },
    maxAgeMs: 86_400_000,
    newSecret: () => syntheticKey("new"),
  };
  const invoke = (event: unknown) =>
    rotateKeys(event, deps, {
      addMetric: (name, _unit, value) => {
        figures[name] = value;
      },
    });
  return { invoke, figures, ring: () => ring, gate: () => entries };
}

describe("what a run is asked and answers", () => {
  it("tells ids and numbers, and figures of the ring's age and of what was written", async () => {
    const { invoke, figures } = aRoom();
    expect(await invoke({})).toEqual({ done: [], current: "k1", entriesWritten: 1, entriesDeleted: 0 });
    expect(figures).toEqual({ RingAge: 5, EntriesWritten: 1, KeyRotated: 0 });
  });

  it("says when another key signs", async () => {
    const { invoke, figures } = aRoom();
    expect(await invoke({ drop: "k1" })).toMatchObject({
      done: ["key dropped", "key changed"],
      current: "k2",
    });
    expect(figures).toMatchObject({ RingAge: 0, KeyRotated: 1 });
  });

  it("says why an order was not followed", async () => {
    const { invoke } = aRoom();
    expect((await invoke({ drop: "k7" })).done).toEqual(["there is no such key in the ring"]);
    expect((await invoke({ rotate: true })).done).toEqual(["rotation begun"]);
    expect((await invoke({ rotate: true })).done).toEqual([expect.stringContaining("one is under way")]);
  });

  it("does what it can when an event cannot be read, and then fails with its name", async () => {
    const store = new MemoryStore();
    await store.createEvent("autumn-tour", aRecord(aConfig()));
    await store.createEvent("winter-tour", aRecord(aConfig()));
    const { invoke, gate } = aRoom({
      listEvents: () => store.listEvents(),
      readEvent: (event) =>
        event === "winter-tour" ? Promise.reject(new StoreError("unreadable")) : store.readEvent(event),
    });
    await expect(invoke({})).rejects.toThrow("winter-tour");
    expect([...gate().keys()]).toEqual(["k:autumn-tour", "r:", "e:autumn-tour"]);
  });

  it("drops a key also when the store does not answer, and then fails", async () => {
    const down = () => Promise.reject(new StoreError("unavailable"));
    for (const store of [
      { listEvents: down, readEvent: down },
      { listEvents: () => Promise.resolve(["autumn-tour"]), readEvent: down },
    ]) {
      const { invoke, gate, ring, figures } = aRoom(store);
      await expect(invoke({ drop: "k1" })).rejects.toThrow("the events cannot be read");
      expect([[...gate().keys()], ring().current]).toEqual([["r:"], "k2"]);
      expect(figures["KeyRotated"]).toBe(1);
    }
  });
});
