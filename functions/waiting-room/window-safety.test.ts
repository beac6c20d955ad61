import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worldPlans } from "../../test/support/waiting-room/world/plan";
import { liveThrough } from "../../test/support/waiting-room/world/run";

/** More worlds than a suite has time for: set it to look for rarer ones. */
const worlds = Number(process.env["WAITING_ROOM_WORLDS"] ?? 1_000);

describe("in any world", () => {
  it("nobody is inside beyond the capacity", { timeout: worlds * 1_000 }, async () => {
    const seen = { claims: 0, late: 0, filled: 0 };
    await fc.assert(
      fc.asyncProperty(worldPlans, async (plan) => {
        const { violations, watch } = await liveThrough(plan);
        seen.claims += watch.claims;
        seen.late += watch.lateClaims;
        seen.filled += watch.filled;
        expect(violations).toEqual([]);
      }),
      { numRuns: worlds },
    );
    console.log(seen);
  });
});
