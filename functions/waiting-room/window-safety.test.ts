import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worldPlans } from "../../test/support/waiting-room/world/plan";
import { liveThrough } from "../../test/support/waiting-room/world/run";

/** More worlds than a suite has time for can be asked for, to look for rarer ones. */
const worlds = Number(process.env["WAITING_ROOM_WORLDS"] ?? 1_000);

/**
 * People who come, stay away, claim in time and late, renew, complete and vanish; processes with clocks up to two
 * seconds off, views up to ten seconds old and requests that take up to three; requests that fail, are lost, or end
 * their process; ticks that are missing, doubled, raced and frozen; an operator who pauses and changes room and rate.
 */
describe("whatever goes wrong", () => {
  it("goes wrong in the same way for the same seed, so that it can be looked into", async () => {
    await fc.assert(
      fc.asyncProperty(worldPlans, async (plan) => {
        const [{ watch: one }, { watch: other }] = [await liveThrough(plan), await liveThrough(plan)];
        expect(other.published).toEqual(one.published);
        expect(other.claims).toBe(one.claims);
      }),
      { numRuns: 10 },
    );
  });

  it(
    "nobody is inside beyond the capacity or twice, nobody enters before the turn or after the grace, and who claims in time is admitted at once",
    { timeout: worlds * 1_000 },
    async () => {
      const seen = { claims: 0, lateClaims: 0, filled: 0 };
      await fc.assert(
        fc.asyncProperty(worldPlans, async (plan) => {
          const { violations, watch } = await liveThrough(plan);
          for (const what of ["claims", "lateClaims", "filled"] as const) seen[what] += watch[what];
          expect(violations).toEqual([]);
        }),
        { numRuns: worlds },
      );
      expect(seen.claims).toBeGreaterThan(worlds * 5);
      expect(seen.lateClaims).toBeGreaterThan(worlds / 10);
      expect(seen.filled).toBeGreaterThan(worlds / 4);
    },
  );
});
