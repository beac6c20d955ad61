import { describe, expect, it } from "vitest";
import { present, syntheticKey, syntheticRing } from "../../test/support/waiting-room/key-ring";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { spreadMs } from "../waiting-room/tokens/rotation";
import { firstRing, nextRing, stepsBetween, type Circumstances } from "./next-ring";

const day = 86_400_000;
const young = { ...syntheticRing({ masters: { k1: syntheticKey("k1") } }), signsSince: present - day };

const calm: Circumstances = {
  asked: { kind: "round" },
  now: present,
  liveUntil: present + day,
  edgeKnows: () => true,
  maxAgeMs: 30 * day,
  newSecret: () => syntheticKey("new"),
};

/** The ring after a round, and what was done. */
function after(ring: typeof young, changed: Partial<Circumstances> = {}) {
  const circumstances = { ...calm, ...changed };
  const next = nextRing(ring, circumstances);
  return { next, steps: stepsBetween(ring, next, circumstances.asked) };
}

const aged = (ring: KeyRing): typeof young => ({ ...ring, signsSince: ring.signsSince ?? 0 });

describe("the ring after a round", () => {
  it("is the same object while nothing is due, so that nothing is written", () => {
    expect(after(young).next).toBe(young);
    expect(after(young, { liveUntil: undefined }).next).toBe(young);
    expect(after(young, { asked: { kind: "drop", kid: "k9" } }).next).toBe(young);
  });

  it("has a next key once the current one is as old as it may be, or as soon as it is ordered", () => {
    const ordered = after(young, { asked: { kind: "rotate" } });
    expect(ordered.steps).toEqual(["rotation begun"]);
    expect(ordered.next.next).toEqual({ kid: "k2", notBefore: present + spreadMs });
    expect(ordered.next.current).toBe("k1");
    expect(after(young, { now: young.signsSince + 30 * day - 1 }).steps).toEqual([]);
    expect(after(young, { now: young.signsSince + 30 * day }).steps).toEqual(["rotation begun"]);
  });

  const begun = aged(after(young, { asked: { kind: "rotate" } }).next);
  const due = present + spreadMs;

  it("signs with the next key when its moment has come and every gate knows it, and then counts its age anew", () => {
    expect(after(begun, { now: due - 1 }).steps).toEqual([]);
    const changed = after(begun, { now: due });
    expect(changed.steps).toEqual(["key changed"]);
    expect(changed.next).toMatchObject({ current: "k2", signsSince: due });
    const monthLater = (ms: number) => after(aged(changed.next), { now: due + 30 * day + ms }).steps;
    expect(monthLater(-1)).toEqual(["old key gone"]);
    expect(monthLater(0)).toEqual(["old key gone", "rotation begun"]);
  });

  it("puts the next key off while a gate does not know it, but not anew in every minute", () => {
    const edgeKnows = () => false;
    const putOff = after(begun, { now: due, edgeKnows });
    expect(putOff.steps).toEqual(["rotation put off"]);
    expect(putOff.next.next).toEqual({ kid: "k2", notBefore: due + 3_600_000 });
    expect(after(aged(putOff.next), { now: due + 3_000_000, edgeKnows }).steps).toEqual([]);
    expect(after(aged(putOff.next), { now: due + 3_600_000 }).steps).toEqual(["key changed"]);
  });

  it("neither changes nor loses a key while an event cannot be read, whose tokens may be live", () => {
    expect(after(begun, { now: due, liveUntil: undefined }).steps).toEqual([]);
    const old = { ...young, previous: [{ kid: "k0", notAfter: present - 1 }] };
    const masters = { ...young.masters, k0: syntheticKey("k0") };
    expect(after({ ...old, masters }, { liveUntil: undefined }).steps).toEqual([]);
    expect(after({ ...old, masters }).steps).toEqual(["old key gone"]);
  });

  it("keeps a retired key for events that were made after, while functions may have signed with it", () => {
    const changed = aged(after(begun, { now: due }).next);
    const later = { now: due + 60_000, liveUntil: present + 9 * day };
    expect(after(changed, later).next.previous).toEqual([{ kid: "k1", notAfter: present + 9 * day }]);
    expect(after(changed, { ...later, now: due + 1_000_000 }).next).toBe(changed);
  });

  it("loses a dropped key at once, also with an event that cannot be read, and tells the age of its successor", () => {
    const dropped = after(young, { asked: { kind: "drop", kid: "k1" }, liveUntil: undefined });
    expect(dropped.steps).toEqual(["key dropped", "key changed"]);
    expect(dropped.next).toMatchObject({ current: "k2", signsSince: present });
    expect(Object.keys(dropped.next.masters)).toEqual(["k2"]);
  });
});

describe("the first ring", () => {
  it("has one key and one for devices, which are not the same", () => {
    const keys = [syntheticKey("one"), syntheticKey("two")];
    const ring = firstRing(present, () => keys.shift() ?? "");
    expect(ring).toEqual({
      current: "k1",
      signsSince: present,
      masters: { k1: syntheticKey("one") },
      fingerprintKey: syntheticKey("two"),
    });
  });
});
