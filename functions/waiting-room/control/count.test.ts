import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import type { SessionStore } from "../store/store";
import { countClaimed, countInside, highestClaimed, type Sessions } from "./count";

const sessionsOf = (store: Sessions["store"]): Sessions => ({ store, event: anEvent, shards: 1 });

const everything = { firstBucket: 0, upTo: 5_000, over: 0, range: { after: 0, upTo: 5_000 } };

/** Some of the first 4,000 positions, claimed; of every third the session is over. */
async function someInside(positions: readonly number[]) {
  const line = await ALine.of();
  for (const position of positions) await line.claim(position, position, position % 3 === 0 ? 0 : 600_000);
  line.now += 60_000;
  return line;
}

const positions = fc.uniqueArray(fc.integer({ min: 1, max: 4_000 }), { maxLength: 60 });

describe("the count", () => {
  it("finds everybody who is inside, and every claimed position of a range, wherever it lies", async () => {
    await fc.assert(
      fc.asyncProperty(positions, fc.nat(4_000), fc.nat(4_000), async (claimed, one, other) => {
        const line = await someInside(claimed);
        const range = { after: Math.min(one, other) + 0.5, upTo: Math.max(one, other) };
        const inside = await countInside(sessionsOf(line.store), { ...everything, range }, line.now);
        const inRange = claimed.filter((position) => position > range.after && position <= range.upTo).length;
        expect(inside.active).toBe(claimed.filter((position) => position % 3 !== 0).length);
        expect(inside.claimed).toBe(inRange);
        expect(await countClaimed(sessionsOf(line.store), range)).toBe(inRange);
      }),
      { numRuns: 300 },
    );
  });

  it("finds the highest claim, if there is one", async () => {
    await fc.assert(
      fc.asyncProperty(positions, async (claimed) => {
        const line = await someInside(claimed);
        const highest = await highestClaimed(sessionsOf(line.store), { after: 0, upTo: 4_000 });
        expect(highest).toBe(Math.max(0, ...claimed));
      }),
      { numRuns: 300 },
    );
  });

  it("gives up a block for good once nobody is inside and nobody can come any more, and only from the front", async () => {
    const line = await someInside([3, 6, 1_030, 2_049]);
    const count = (over: number) => countInside(sessionsOf(line.store), { ...everything, over }, line.now);
    expect((await count(1_022)).firstBucket).toBe(0);
    expect((await count(1_023)).firstBucket).toBe(1);
    expect((await count(5_119)).firstBucket).toBe(1);
    line.now += 600_000;
    expect((await count(3_071)).firstBucket).toBe(3);
  });

  it("counts whoever claims while it counts once too often rather than not at all", async () => {
    const line = await ALine.of();
    let claimsMade = 0;
    const claiming: Pick<SessionStore, "countBucket" | "countClaimed"> = {
      countBucket: async (...block) => {
        await line.claim(900, 900);
        claimsMade += 1;
        return line.store.countBucket(...block);
      },
      countClaimed: (...part) => line.store.countClaimed(...part),
    };
    const range = { after: 500, upTo: 1_000 };
    const inside = await countInside(sessionsOf(claiming), { ...everything, upTo: 1_000, range }, line.now);
    expect(claimsMade).toBe(1);
    expect({ active: inside.active, claimed: inside.claimed }).toEqual({ active: 1, claimed: 0 });
  });

  it("asks at most 16 blocks at once", async () => {
    let underWay = 0;
    let most = 0;
    const slow: Pick<SessionStore, "countBucket" | "countClaimed"> = {
      countBucket: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
        return { active: 1, claimed: 1 };
      },
      countClaimed: () => Promise.resolve(0),
    };
    const upTo = 100 * 1_024 - 1;
    const inside = await countInside(sessionsOf(slow), { ...everything, upTo, range: { after: 0, upTo } }, 0);
    expect(most).toBe(16);
    expect(inside.active).toBe(100);
  });
});
