import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aConfig, aRecord, anEvent, beginning } from "../../test/support/waiting-room/an-event";
import { gateJudges, tagOfBrowser } from "../../test/support/waiting-room/gate-judges";
import { admissionClaims } from "../../test/support/waiting-room/key-ring";
import { aFate, RotationWorld } from "../../test/support/waiting-room/rotation-world";
import { mintAdmission } from "../waiting-room/tokens/mint";

const hour = 3_600_000;

/** How long the edge's store may take to reach every edge, and how long a function may hold a ring. */
const [lagMs, cacheMs] = [60_000, 60_000];

/** Runs as EventBridge sends them: on time, late, left out for minutes, two at once; some are orders to rotate. */
const runs = fc.array(
  fc.record({
    waitMs: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 20_000, max: 90_000 }) },
      { weight: 2, arbitrary: fc.integer({ min: 90_000, max: 600_000 }) },
      { weight: 2, arbitrary: fc.nat(5_000) },
    ),
    rotates: fc.nat(3).map((one) => one === 0),
    fate: aFate,
  }),
  { minLength: 4, maxLength: 20, size: "max" },
);

type Runs = typeof runs extends fc.Arbitrary<infer T> ? T : never;

/** Lets runs happen, each on its own, in a room whose first key is to change within the hour. */
async function happened(all: Runs): Promise<RotationWorld> {
  const world = new RotationWorld(hour / 2);
  const { time, store } = world;
  await store.createEvent(anEvent, aRecord(aConfig({ closeAt: beginning + 6 * hour })));
  const first = world.run({ kind: "round" });
  await time.advance(0);
  await first;
  const running: Promise<unknown>[] = [];
  const schedule = async () => {
    for (const { waitMs, rotates, fate } of all) {
      await time.sleep(waitMs);
      running.push(world.run({ kind: rotates ? "rotate" : "round" }, fate));
    }
  };
  const scheduled = schedule();
  await time.advance(4 * hour);
  await scheduled;
  await Promise.all(running);
  return world;
}

const around = [0, 1_000, 20_000, 40_000, 59_000, 60_000, 61_000, 120_000];

describe("no run of the rotation, however it is cut off, repeated, late or beside another", () => {
  it("makes the gate refuse an admission that is live, the edge being up to a minute behind", async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(runs, async (all) => {
        const world = await happened(all);
        for (const changedAt of world.changes().slice(1)) {
          changes += 1;
          for (const mintedAt of around.map((ms) => changedAt + ms))
            for (const cached of [0, cacheMs]) {
              const ring = world.ringAt(mintedAt - cached);
              const i = Math.floor(mintedAt / 1_000);
              const token = mintAdmission(
                admissionClaims({ e: anEvent, i, x: i + 180, d: tagOfBrowser(ring) }),
                ring,
              );
              for (const now of around.map((ms) => mintedAt + ms))
                for (const entries of [world.gateAt(now), world.gateAt(now - lagMs)])
                  expect(await gateJudges({ token, event: anEvent, entries, now })).toBe("admitted");
            }
        }
      }),
      { numRuns: 250 },
    );
    expect(changes).toBeGreaterThan(100);
  }, 120_000);

  it("loses what another has written into the ring: each is made of the one before it", async () => {
    await fc.assert(
      fc.asyncProperty(runs, async (all) => {
        const rings = (await happened(all)).rings();
        rings.slice(1).forEach((ring, index) => {
          const before = rings[index];
          const kids = Object.keys(ring.masters);
          const added = kids.filter((kid) => before?.masters[kid] !== ring.masters[kid]);
          expect(added.length).toBeLessThanOrEqual(1);
          // No key goes while its event lasts, and none signs that was not announced.
          expect(kids).toEqual(expect.arrayContaining(Object.keys(before?.masters ?? {})));
          expect([before?.current, before?.next?.kid]).toContain(ring.current);
          expect(ring.fingerprintKey).toBe(before?.fingerprintKey);
        });
      }),
      { numRuns: 250 },
    );
  }, 120_000);
});
