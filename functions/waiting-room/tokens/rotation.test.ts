import { describe, expect, test } from "vitest";
import { present, syntheticKey, syntheticRing } from "../../../test/support/waiting-room/key-ring";
import { ticketSlackMs } from "../bounds";
import { keyRingDocument, parseKeyRing, type KeyRing } from "./key-ring";
import { advance, dropKey, rotate, tokensLiveUntil } from "./rotation";

const first = syntheticRing({ masters: { k1: syntheticKey("k1") } });
const second = syntheticKey("second");
const liveUntil = present + 3_600_000;

const stateOf = ({ current, masters, next, previous }: KeyRing) => ({
  current,
  kids: Object.keys(masters),
  next: next?.kid,
  previous: previous?.map(({ kid }) => kid),
});

describe("a rotation", () => {
  test("lets a key verify two minutes before it signs, and until its last token is over", () => {
    const begun = rotate(first, present, second, liveUntil);
    expect(stateOf(begun)).toEqual({ current: "k1", kids: ["k1", "k2"], next: "k2", previous: undefined });
    expect(begun.masters["k2"]).toBe(second);
    expect(advance(begun, present + 119_999, liveUntil)).toEqual(begun);
    const switched = advance(begun, present + 120_000, liveUntil);
    expect(stateOf(switched)).toEqual({
      current: "k2",
      kids: ["k1", "k2"],
      next: undefined,
      previous: ["k1"],
    });
    expect(advance(switched, liveUntil - 1, liveUntil)).toEqual(switched);
    const over = advance(switched, liveUntil, liveUntil);
    expect(stateOf(over)).toEqual({ current: "k2", kids: ["k2"], next: undefined, previous: undefined });
  });

  test("begins no second one while the next key waits, nor with more keys than the edge can hold", () => {
    const begun = rotate(first, present, second, liveUntil);
    expect(rotate(begun, present + 1, syntheticKey("third"), liveUntil)).toEqual(begun);
    const full = [1, 2, 3, 4, 5, 6].reduce(
      (ring, n) => rotate(ring, present + n * 120_000, syntheticKey(String(n)), liveUntil),
      first,
    );
    expect(Object.keys(full.masters)).toHaveLength(4);
    expect(parseKeyRing(JSON.stringify(keyRingDocument(full)))).toEqual(full);
  });

  test("gives no key the id of one there is", () => {
    expect(
      Object.keys(
        rotate(syntheticRing({ masters: { k7: second }, current: "k7" }), present, second, 0).masters,
      ),
    ).toEqual(["k7", "k8"]);
  });

  test("keeps an old key at least for the minute in which functions still hold the old ring", () => {
    const begun = rotate(first, present, second, 0);
    const switched = advance(begun, present + 120_000, 0);
    expect(switched.previous).toEqual([{ kid: "k1", notAfter: present + 180_000 }]);
  });

  test("keeps a key until the last ticket and the last session that it signed are over", () => {
    const event = { closeAt: present + 86_400_000, sessionTtlMs: 180_000 };
    expect(tokensLiveUntil([event], present)).toBe(present + 86_400_000 + ticketSlackMs);
    const longOver = { ...event, closeAt: present - ticketSlackMs };
    expect(tokensLiveUntil([longOver], present)).toBe(present + 240_000);
    expect(tokensLiveUntil([{ ...longOver, sessionTtlMs: 30_000 }], present)).toBe(present + 180_000);
    expect(tokensLiveUntil([], present)).toBe(present + 60_000);
  });
});

describe("a key that is no longer secret", () => {
  const begun = rotate(first, present, second, liveUntil);
  const switched = advance(begun, present + 120_000, liveUntil);

  test("is replaced at once by a new one if it is the only one", () => {
    const ring = dropKey(first, "k1", second);
    expect(stateOf(ring)).toEqual({ current: "k2", kids: ["k2"], next: undefined, previous: undefined });
    expect(ring.masters["k2"]).toBe(second);
  });

  test("is replaced by the next one if that waits", () => {
    const ring = dropKey(begun, "k1", syntheticKey("unused"));
    expect(stateOf(ring)).toEqual({ current: "k2", kids: ["k2"], next: undefined, previous: undefined });
    expect(ring.masters["k2"]).toBe(second);
  });

  test("is gone if it is the next, a previous or none at all, and the others stay", () => {
    expect(stateOf(dropKey(begun, "k2", second))).toMatchObject({
      current: "k1",
      kids: ["k1"],
      next: undefined,
    });
    expect(stateOf(dropKey(switched, "k1", second))).toMatchObject({ current: "k2", kids: ["k2"] });
    expect(dropKey(switched, "k9", second)).toEqual(switched);
    for (const kid of ["k1", "k2"]) {
      for (const ring of [begun, switched]) {
        const left = dropKey(ring, kid, syntheticKey("new"));
        expect(parseKeyRing(JSON.stringify(keyRingDocument(left)))).toEqual(left);
      }
    }
  });
});
