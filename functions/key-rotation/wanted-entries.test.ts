import { describe, expect, it } from "vitest";
import { present, syntheticRing } from "../../test/support/waiting-room/key-ring";
import { ticketSlackMs } from "../waiting-room/bounds";
import { eventConfigSchema, type Mode } from "../waiting-room/event/config";
import type { EventRecord } from "../waiting-room/store/records";
import { changesOf, edgeKnows, type Wanted } from "./wanted-entries";

const config = eventConfigSchema.parse({ rate: 10, capacity: 100, closeAt: present + 3_600_000 });

const anEvent = (mode: Mode = "QUEUE"): EventRecord => ({
  version: 1,
  mode,
  config,
  seed: "5e".repeat(32),
  enforceFrom: 0,
});

const wanted = (changed: Partial<Wanted> = {}): Wanted => ({
  events: { readable: new Map([["autumn-tour", anEvent()]]) },
  paths: [{ path: "/events/*/seats" }],
  ring: syntheticRing(),
  now: present,
  ...changed,
});

const afterAll = (stand: ReadonlyMap<string, string>, of: Wanted) => {
  const { puts, deletes } = changesOf(stand, of);
  const next = new Map(stand);
  for (const { key, value } of puts) next.set(key, value);
  for (const key of deletes) next.delete(key);
  return next;
};

const keysOf = (of: Wanted, stand: ReadonlyMap<string, string>) => {
  const { puts, deletes } = changesOf(stand, of);
  return { puts: puts.map(({ key }) => key), deletes };
};

const full = afterAll(new Map(), wanted());

describe("what must change at the gate", () => {
  it("is at first everything, keys before gates, and then nothing", () => {
    expect(keysOf(wanted(), new Map())).toEqual({
      puts: ["k:autumn-tour", "r:", "e:autumn-tour"],
      deletes: [],
    });
    expect(keysOf(wanted(), full)).toEqual({ puts: [], deletes: [] });
  });

  it("is only what is no longer as it should be", () => {
    const paused = { readable: new Map([["autumn-tour", anEvent("OPEN")]]) };
    expect(keysOf(wanted({ events: paused }), full).puts).toEqual(["e:autumn-tour"]);
    expect(keysOf(wanted({ paths: [] }), full).puts).toEqual(["r:"]);
    const broken = new Map(full).set("k:autumn-tour", "not JSON");
    expect(keysOf(wanted(), broken).puts).toEqual(["k:autumn-tour"]);
  });

  it("hands on a moment until which somebody has opened the gate to all, and takes it back when it is past", () => {
    const gate = JSON.parse(full.get("e:autumn-tour") ?? "") as object;
    const opened = new Map(full).set(
      "e:autumn-tour",
      JSON.stringify({ ...gate, openUntil: present + 900_000 }),
    );
    expect(keysOf(wanted(), opened).puts).toEqual([]);
    const past = wanted({ now: present + 900_000 });
    expect(afterAll(opened, past).get("e:autumn-tour")).toContain('"openUntil":0');
  });

  it("deletes what an event has once it has ended and no token of it can be live, and nothing before", () => {
    const ended = { readable: new Map([["autumn-tour", anEvent("ENDED")]]) };
    const lastMoment = config.closeAt + ticketSlackMs + 3_600_000;
    expect(keysOf(wanted({ events: ended, now: lastMoment }), full).deletes).toEqual([]);
    expect(keysOf(wanted({ events: ended, now: lastMoment + 1 }), full)).toEqual({
      puts: [],
      deletes: ["e:autumn-tour", "k:autumn-tour"],
    });
    const open = { readable: new Map([["autumn-tour", anEvent("OPEN")]]) };
    expect(keysOf(wanted({ events: open, now: lastMoment + 1 }), full).deletes).toEqual([]);
    expect(keysOf(wanted({ events: ended, now: lastMoment + 1 }), new Map()).deletes).toEqual([]);
  });

  it("leaves the gate of an event alone that cannot be read or is not known, and gives it the keys of the day", () => {
    const ring = syntheticRing({ masters: { k1: syntheticRing().masters["k2"] ?? "" } });
    const events = { readable: new Map<string, EventRecord>() };
    expect(keysOf(wanted({ events }), full)).toEqual({ puts: [], deletes: [] });
    expect(keysOf(wanted({ events, ring }), full)).toEqual({ puts: ["k:autumn-tour"], deletes: [] });
  });
});

describe("a key", () => {
  it("is known to the edge if every event there has it, and the same one", () => {
    const ring = syntheticRing();
    expect(edgeKnows(full, ring, "k2")).toBe(true);
    const other = syntheticRing({ masters: { ...ring.masters, k2: ring.masters["k1"] ?? "" } });
    expect(edgeKnows(full, other, "k2")).toBe(false);
    const lacking = new Map(full).set("k:winter-tour", full.get("k:autumn-tour") ?? "");
    expect(edgeKnows(lacking, ring, "k2")).toBe(false);
    expect(edgeKnows(new Map(), ring, "k2")).toBe(true);
    expect(edgeKnows(new Map([["k:autumn-tour", '{"keys":null}']]), ring, "k2")).toBe(false);
  });
});
