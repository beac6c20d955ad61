import { expect, it } from "vitest";
import { beginning } from "../../test/support/waiting-room/an-event";
import { aSession } from "../../test/support/waiting-room/a-visitor";
import { freshEvent, onBothStores } from "../../test/support/waiting-room/both-stores";

const renewal = {
  position: 7,
  visitor: "visitor 7",
  now: beginning + 60_000,
  expiresAt: beginning + 240_000,
};
const completion = {
  position: 7,
  state: "completed",
  now: beginning + 70_000,
  request: "message 1",
} as const;
const revocation = { ...completion, state: "revoked", request: "operator" } as const;

onBothStores((store) => {
  it("has no session at an unclaimed position, so none to renew or end", async () => {
    const event = freshEvent();
    expect(await store().readSession(event, 7, 1)).toBeUndefined();
    expect(await store().renew(event, renewal, 1)).toBeUndefined();
    expect(await store().endSession(event, completion, 1)).toBeUndefined();
    expect(await store().readSession(event, 7, 1)).toBeUndefined();
  });

  it.each([7, 1_023, 1_024, 100_000_000])("claims position %i once", async (position) => {
    const event = freshEvent();
    const session = aSession({ position, late: true, generation: 2 });
    expect(await store().claim(event, session, 1)).toBe("claimed");
    expect(await store().claim(event, aSession({ position, id: "another" }), 1)).toEqual(session);
    expect(await store().readSession(event, position, 1)).toEqual(session);
  });

  it("knows its own claim again when it is asked for exactly the same", async () => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    expect(await store().claim(event, aSession(), 1)).toBe("claimed");
  });

  it("gives a position to one of those who claim it at once", async () => {
    const event = freshEvent();
    const claims = Array.from({ length: 6 }, (_, n) =>
      store().claim(event, aSession({ id: `try ${String(n)}` }), 1),
    );
    expect((await Promise.all(claims)).filter((answer) => answer === "claimed")).toHaveLength(1);
  });

  it("renews an active session of the visitor, up to its very end", async () => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    const renewed = aSession({ expiresAt: renewal.expiresAt });
    expect(await store().renew(event, renewal, 1)).toEqual(renewed);
    const last = { ...renewal, now: renewal.expiresAt - 1, expiresAt: aSession().maxExpiresAt };
    expect(await store().renew(event, last, 1)).toEqual(aSession({ expiresAt: aSession().maxExpiresAt }));
    expect(await store().readSession(event, 7, 1)).toEqual(aSession({ expiresAt: aSession().maxExpiresAt }));
  });

  it.each([
    ["of somebody else", { visitor: "visitor 8" }],
    ["that is over", { now: beginning + 180_000 }],
    ["to an earlier end", { expiresAt: beginning + 179_999 }],
    ["beyond its longest", { expiresAt: beginning + 900_001 }],
  ])("does not renew a session %s, and leaves it", async (_, wrong) => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    expect(await store().renew(event, { ...renewal, ...wrong }, 1)).toBeUndefined();
    expect(await store().readSession(event, 7, 1)).toEqual(aSession());
  });

  it.each([completion, revocation])("ends an active session as $state, once", async (end) => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    const ended = aSession({ state: end.state, endedBy: end.request });
    expect(await store().endSession(event, end, 1)).toBe("ended");
    expect(await store().readSession(event, 7, 1)).toEqual(ended);
    expect(await store().endSession(event, { ...end, request: "again" }, 1)).toBe("already");
    expect(await store().renew(event, renewal, 1)).toBeUndefined();
    expect(await store().claim(event, aSession(), 1)).toEqual(ended);
    expect(await store().readSession(event, 7, 1)).toEqual(ended);
  });

  it("does not revoke what is completed, nor complete what is revoked", async () => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    await store().endSession(event, completion, 1);
    expect(await store().endSession(event, revocation, 1)).toBeUndefined();
    expect(await store().readSession(event, 7, 1)).toMatchObject({
      state: "completed",
      endedBy: "message 1",
    });
  });

  it("ends a session that is over but was never ended", async () => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    expect(await store().endSession(event, { ...completion, now: beginning + 1_000_000 }, 1)).toBe("ended");
  });

  it.each([1, 4])(
    "counts who is inside and who ever claimed, block by block, over %i shards",
    async (shards) => {
      const event = freshEvent();
      for (const position of [0, 1, 2, 3, 1_022, 1_023, 1_024, 3_000]) {
        await store().claim(event, aSession({ position }), shards);
      }
      await store().endSession(event, { ...completion, position: 1 }, shards);
      await store().endSession(event, { ...revocation, position: 2 }, shards);
      expect(await store().countBucket(event, 0, beginning, shards)).toEqual({ active: 4, claimed: 6 });
      expect(await store().countBucket(event, 1, beginning, shards)).toEqual({ active: 1, claimed: 1 });
      expect(await store().countBucket(event, 2, beginning, shards)).toEqual({ active: 1, claimed: 1 });
      expect(await store().countBucket(event, 3, beginning, shards)).toEqual({ active: 0, claimed: 0 });
      expect(await store().readSession(event, 1_023, shards)).toEqual(aSession({ position: 1_023 }));
    },
  );

  it("counts a session two seconds longer than it lasts, because clocks differ by that", async () => {
    const event = freshEvent();
    await store().claim(event, aSession(), 1);
    const end = aSession().expiresAt;
    expect(await store().countBucket(event, 0, end + 1_999, 1)).toEqual({ active: 1, claimed: 1 });
    expect(await store().countBucket(event, 0, end + 2_000, 1)).toEqual({ active: 0, claimed: 1 });
    expect(await store().countBucket(event, 0, beginning, 1)).toEqual({ active: 1, claimed: 1 });
  });

  it.each([1, 3])(
    "counts what was claimed in a range, both ends included, over %i shards",
    async (shards) => {
      const event = freshEvent();
      for (const position of [1_030, 1_031, 1_040, 1_100, 2_047, 2_048]) {
        await store().claim(event, aSession({ position }), shards);
      }
      await store().endSession(event, { ...completion, position: 1_040 }, shards);
      expect(await store().countClaimed(event, 1_031, 1_100, shards)).toBe(3);
      expect(await store().countClaimed(event, 1_032, 1_039, shards)).toBe(0);
      expect(await store().countClaimed(event, 1_024, 2_047, shards)).toBe(5);
      expect(await store().countClaimed(event, 1_040, 1_040, shards)).toBe(1);
      expect(await store().countClaimed(event, 1_041, 1_040, shards)).toBe(0);
    },
  );

  it("refuses a range over two blocks: half a count would pass for a whole one", async () => {
    await expect(store().countClaimed(freshEvent(), 1_000, 1_030, 1)).rejects.toThrow(RangeError);
  });

  it("keeps the events apart", async () => {
    const [event, other] = [freshEvent(), freshEvent()];
    await store().claim(event, aSession(), 1);
    expect(await store().readSession(other, 7, 1)).toBeUndefined();
    expect(await store().countBucket(other, 0, beginning, 1)).toEqual({ active: 0, claimed: 0 });
    expect(await store().claim(other, aSession({ id: "other" }), 1)).toBe("claimed");
  });
});
