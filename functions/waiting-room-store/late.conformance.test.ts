import { expect, it } from "vitest";
import { freshEvent, onBothStores } from "../../test/support/waiting-room/both-stores";

onBothStores((store) => {
  it("has no late slot before one is offered", async () => {
    const event = freshEvent();
    expect(await store().readLate(event)).toEqual({ offered: 0, granted: 0, offer: 0 });
    expect(await store().takeLate(event)).toBe("none");
    expect(await store().readLate(event)).toEqual({ offered: 0, granted: 0, offer: 0 });
  });

  it("gives out as many late slots as were offered, however many ask at once", async () => {
    const event = freshEvent();
    expect(await store().offerLate(event, 3, 1_000_000_001, 0)).toBe("offered");
    const asked = await Promise.all(Array.from({ length: 8 }, () => store().takeLate(event)));
    expect(asked.filter((answer) => answer === 1_000_000_001)).toHaveLength(3);
    expect(asked.filter((answer) => answer === "none")).toHaveLength(5);
    expect(await store().readLate(event)).toEqual({ offered: 0, granted: 3, offer: 1_000_000_001 });
  });

  it("puts a late slot back on the offer it was of, and it stays one that was taken", async () => {
    const event = freshEvent();
    expect(await store().returnLate(event, 100)).toBe("none");
    expect(await store().readLate(event)).toEqual({ offered: 0, granted: 0, offer: 0 });
    await store().offerLate(event, 1, 100, 0);
    const offer = await store().takeLate(event);
    expect(offer).toBe(100);
    expect(await store().returnLate(event, 100)).toBe("returned");
    expect(await store().readLate(event)).toEqual({ offered: 1, granted: 1, offer: 100 });
    expect(await store().takeLate(event)).toBe(100);
    expect(await store().takeLate(event)).toBe("none");
  });

  it("puts no late slot back once there is another offer, which was made without it", async () => {
    const event = freshEvent();
    await store().offerLate(event, 2, 100, 0);
    await store().takeLate(event);
    await store().offerLate(event, 5, 101, 1);
    expect(await store().returnLate(event, 100)).toBe("none");
    expect(await store().readLate(event)).toEqual({ offered: 5, granted: 1, offer: 101 });
  });

  it("replaces the offer before, less what was taken since it was read", async () => {
    const event = freshEvent();
    await store().offerLate(event, 3, 100, 0);
    await store().takeLate(event);
    expect(await store().offerLate(event, 7, 101, 0)).toBe("offered");
    expect(await store().readLate(event)).toEqual({ offered: 6, granted: 1, offer: 101 });
    expect(await store().offerLate(event, 7, 102, 1)).toBe("offered");
    expect(await store().readLate(event)).toEqual({ offered: 7, granted: 1, offer: 102 });
  });

  it("makes no offer if more were taken since than it holds: the old one was larger", async () => {
    const event = freshEvent();
    await store().offerLate(event, 3, 100, 0);
    await store().takeLate(event);
    await store().takeLate(event);
    expect(await store().offerLate(event, 1, 101, 0)).toBe("lost");
    expect(await store().readLate(event)).toEqual({ offered: 1, granted: 2, offer: 100 });
    expect(await store().offerLate(event, 2, 101, 0)).toBe("offered");
    expect(await store().readLate(event)).toEqual({ offered: 0, granted: 2, offer: 101 });
  });

  it("knows its own offer again, also after slots of it were taken", async () => {
    const event = freshEvent();
    await store().offerLate(event, 3, 100, 0);
    await store().takeLate(event);
    expect(await store().offerLate(event, 3, 100, 0)).toBe("offered");
    expect(await store().readLate(event)).toEqual({ offered: 2, granted: 1, offer: 100 });
  });

  it("loses an offer of an earlier tick, or another of the same one", async () => {
    const event = freshEvent();
    await store().offerLate(event, 3, 100, 0);
    expect(await store().offerLate(event, 7, 99, 0)).toBe("lost");
    expect(await store().offerLate(event, 7, 100, 0)).toBe("lost");
    expect(await store().readLate(event)).toEqual({ offered: 3, granted: 0, offer: 100 });
    expect(await store().offerLate(event, 3, 100, 0)).toBe("offered");
  });

  it("loses a first offer that counts on slots nobody took", async () => {
    const event = freshEvent();
    expect(await store().offerLate(event, 3, 100, 2)).toBe("lost");
    expect(await store().readLate(event)).toEqual({ offered: 0, granted: 0, offer: 0 });
  });

  it("takes one of two first offers at once", async () => {
    const event = freshEvent();
    const offers = [100, 101, 102].map((offer) => store().offerLate(event, offer, offer, 0));
    expect(await Promise.all(offers)).toContain("offered");
    const late = await store().readLate(event);
    expect(late).toMatchObject({ granted: 0, offered: late.offer });
  });
});
