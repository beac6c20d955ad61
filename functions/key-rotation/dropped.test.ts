import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aConfig, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { gateJudges, tagOfBrowser } from "../../test/support/waiting-room/gate-judges";
import { admissionClaims } from "../../test/support/waiting-room/key-ring";
import { aFate, RotationWorld } from "../../test/support/waiting-room/rotation-world";
import { mintAdmission } from "../waiting-room/tokens/mint";

const hour = 3_600_000;
const events = ["readable", "unreadable"];

const otherRuns = fc.array(fc.record({ waitMs: fc.oneof(fc.nat(5_000), fc.nat(60_000)), fate: aFate }), {
  minLength: 5,
  maxLength: 20,
});

/** The operator gives the order again until it is followed. */
const orders = fc.record({ afterMs: fc.nat(300_000), fates: fc.array(aFate, { maxLength: 5 }) });

const record = aRecord(aConfig({ closeAt: beginning + 6 * hour }));

async function aRoom(): Promise<RotationWorld> {
  const world = new RotationWorld(hour);
  for (const event of events) await world.store.createEvent(event, record);
  const first = world.run({ kind: "round" });
  await world.time.advance(0);
  await first;
  world.unreadable.add("unreadable");
  return world;
}

describe("a key that is dropped", () => {
  it("opens no gate once an order is followed, whatever other runs are under way, also of events that cannot be read", async () => {
    await fc.assert(
      fc.asyncProperty(otherRuns, orders, async (others, { afterMs, fates }) => {
        const world = await aRoom();
        const { time } = world;
        const before = world.ringAt(time.now());
        const rounds = async () => {
          const running = [];
          for (const { waitMs, fate } of others) {
            await time.sleep(waitMs);
            running.push(world.run({ kind: "round" }, fate));
          }
          await Promise.all(running);
        };
        const ordered = async () => {
          await time.sleep(afterMs);
          for (const fate of [...fates, { latencies: [50] }, { latencies: [50] }, { latencies: [50] }]) {
            if ((await world.run({ kind: "drop", kid: "k1" }, fate)) !== undefined) return time.now();
          }
          return undefined;
        };
        const all = Promise.all([ordered(), rounds()]);
        await time.advance(hour / 2);
        const [doneAt] = await all;
        fc.pre(doneAt !== undefined);
        expect(world.rings().at(-1)?.current).not.toBe("k1");
        const i = Math.floor(doneAt / 1_000);
        for (const event of events) {
          const claims = admissionClaims({ e: event, i, x: i + 180, d: tagOfBrowser(before) });
          const token = mintAdmission(claims, before);
          for (const entries of world.gatesSince(doneAt))
            expect(await gateJudges({ token, event, entries, now: doneAt + 1_000 })).toBe("key");
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("is not brought back by a run that had read the ring before and is slow to write", async () => {
    const world = await aRoom();
    // It has something to write.
    await world.store.createEvent("made since", record);
    const slow = world.run({ kind: "round" }, { latencies: [10, 10, 20_000, 10] });
    await world.time.advance(5_000);
    const drop = world.run({ kind: "drop", kid: "k1" });
    await world.time.advance(5_000);
    expect((await drop)?.steps).toEqual(["key dropped", "key changed"]);
    await world.time.advance(45_000);
    expect(await slow).toMatchObject({ current: "k2" });
    const gates = world.gatesSince(world.time.now());
    for (const event of events) expect(gates.at(-1)?.get(`k:${event}`)).not.toContain('"k1"');
  });

  it("is told as one that is not there when the order comes again", async () => {
    const world = await aRoom();
    for (const steps of [["key dropped", "key changed"], []]) {
      const drop = world.run({ kind: "drop", kid: "k1" });
      await world.time.advance(0);
      expect((await drop)?.steps).toEqual(steps);
    }
  });
});
