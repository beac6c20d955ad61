import { expect, it } from "vitest";
import { beginning } from "../../test/support/waiting-room/an-event";
import { aPlace } from "../../test/support/waiting-room/a-visitor";
import { freshEvent, onBothStores } from "../../test/support/waiting-room/both-stores";

const closeAt = beginning + 86_400_000;
const visitor = "kCzT0n5x8Q_w-3LrVb2a1A";
const move = { from: 7, to: 90, request: "second request", maxMoves: 2 };

onBothStores((store) => {
  it("has no place of somebody who never joined, and cannot move it", async () => {
    const event = freshEvent();
    expect(await store().readPlace(event, visitor)).toBeUndefined();
    expect(await store().movePlace(event, visitor, move)).toEqual({ refused: undefined });
    expect(await store().readPlace(event, visitor)).toBeUndefined();
  });

  it("keeps the place a visitor took first, and tells it to whoever comes with another", async () => {
    const event = freshEvent();
    expect(await store().takePlace(event, visitor, aPlace(), closeAt)).toBe("taken");
    expect(await store().takePlace(event, visitor, aPlace({ position: 8 }), closeAt)).toEqual(aPlace());
    expect(await store().readPlace(event, visitor)).toEqual(aPlace());
  });

  it("knows a place again that is exactly the one it was asked to take: its number is in use", async () => {
    const event = freshEvent();
    await store().takePlace(event, visitor, aPlace(), closeAt);
    expect(await store().takePlace(event, visitor, aPlace(), closeAt)).toBe("taken");
  });

  it("gives one place to a visitor who joins many times at once", async () => {
    const event = freshEvent();
    const joins = Array.from({ length: 6 }, (_, n) =>
      store().takePlace(event, visitor, aPlace({ position: n + 1 }), closeAt),
    );
    const answers = await Promise.all(joins);
    expect(answers.filter((answer) => answer === "taken")).toHaveLength(1);
    const place = await store().readPlace(event, visitor);
    expect(place?.position).toBe(answers.indexOf("taken") + 1);
    expect(answers.filter((answer) => answer !== "taken")).toEqual(Array.from({ length: 5 }, () => place));
  });

  it("moves a place, counts it, and remembers the request", async () => {
    const event = freshEvent();
    await store().takePlace(event, visitor, aPlace(), closeAt);
    const moved = aPlace({ position: 90, generation: 1, lastRequest: "second request" });
    expect(await store().movePlace(event, visitor, move)).toEqual(moved);
    expect(await store().readPlace(event, visitor)).toEqual(moved);
  });

  it("moves it once, however often the same request asks", async () => {
    const event = freshEvent();
    await store().takePlace(event, visitor, aPlace(), closeAt);
    const moved = await store().movePlace(event, visitor, move);
    expect(await store().movePlace(event, visitor, { ...move, to: 91 })).toEqual(moved);
    expect(await store().readPlace(event, visitor)).toEqual(moved);
  });

  it("does not move a place that stands elsewhere, and tells where", async () => {
    const event = freshEvent();
    await store().takePlace(event, visitor, aPlace(), closeAt);
    expect(await store().movePlace(event, visitor, { ...move, from: 6 })).toEqual({ refused: aPlace() });
    expect(await store().readPlace(event, visitor)).toEqual(aPlace());
  });

  it("does not move a place more often than it may", async () => {
    const event = freshEvent();
    await store().takePlace(event, visitor, aPlace(), closeAt);
    await store().movePlace(event, visitor, move);
    const twice = await store().movePlace(event, visitor, {
      ...move,
      from: 90,
      to: 95,
      request: "third request",
    });
    expect(twice).toMatchObject({ position: 95, generation: 2 });
    const thrice = { ...move, from: 95, to: 99, request: "fourth request" };
    expect(await store().movePlace(event, visitor, thrice)).toEqual({ refused: twice });
    expect(await store().readPlace(event, visitor)).toEqual(twice);
  });

  it("remembers the first position a visitor was admitted at", async () => {
    const event = freshEvent();
    expect(await store().readAdmitted(event, visitor)).toBeUndefined();
    expect(await store().admitOnce(event, visitor, 12, closeAt)).toBe("first");
    expect(await store().admitOnce(event, visitor, 13, closeAt)).toBe(12);
    expect(await store().admitOnce(event, visitor, 12, closeAt)).toBe(12);
    expect(await store().readAdmitted(event, visitor)).toBe(12);
  });

  it("keeps events and visitors apart", async () => {
    const [event, other] = [freshEvent(), freshEvent()];
    await store().takePlace(event, visitor, aPlace(), closeAt);
    await store().admitOnce(event, visitor, 12, closeAt);
    for (const [elsewhere, somebody] of [[other, visitor] as const, [event, "somebody else"] as const]) {
      expect(await store().readPlace(elsewhere, somebody)).toBeUndefined();
      expect(await store().readAdmitted(elsewhere, somebody)).toBeUndefined();
    }
  });
});
