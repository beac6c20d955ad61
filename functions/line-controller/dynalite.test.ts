import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aConfig, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { startDynalite, type LocalDynamo } from "../../test/support/waiting-room/dynalite";
import { faultyStore, planned } from "../../test/support/waiting-room/faulty-store";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { tick } from "../waiting-room/control/tick";

/** The tests' time is not the time of this machine, which the store would notice. */
class StoreInTestTime extends DynamoStore {
  override clockOffset(): number {
    return 0;
  }
}

describe("ticks on DynamoDB", () => {
  let dynamo: LocalDynamo;
  beforeAll(async () => (dynamo = await startDynalite()));
  afterAll(() => dynamo.stop());

  const process = () => new StoreInTestTime({ client: dynamo.connect(), tables: dynamo.tables });

  async function anEvent(event: string) {
    const store = process();
    await store.createEvent(event, aRecord(aConfig({ rate: 500 / 60, capacity: 1_000 })));
    await store.lease(event, 2_000, 10_000);
    return store;
  }

  const segmentOf = async (store: DynamoStore, event: string) => (await store.readControl(event))?.segment;

  it("run twice and in parallel by four processes let in nobody more than one process does (QUE-33)", async () => {
    const alone = await anEvent("alone");
    const crowded = await anEvent("crowded");
    const processes = [crowded, process(), process(), process()];
    for (let now = beginning; now <= beginning + 20_000; now += 2_000) {
      const clock = { now: () => now };
      await tick("alone", { store: alone, clock, owner: "one" });
      // Whoever led last may lead again; the others follow until the lease is over.
      await Promise.all(
        processes.flatMap((store, index) => {
          const deps = { store, clock, owner: `process ${String(index)}` };
          return [tick("crowded", deps), tick("crowded", deps)];
        }),
      );
    }
    const now = beginning + 20_000;
    await tick("crowded", { store: crowded, clock: { now: () => now + 6_000 }, owner: "at the end" });
    await tick("alone", { store: alone, clock: { now: () => now + 6_000 }, owner: "at the end" });
    const [one, many] = [await segmentOf(alone, "alone"), await segmentOf(crowded, "crowded")];
    expect(many?.S0).toBeGreaterThan(0);
    expect(many?.S0).toBeLessThanOrEqual((one?.S0 ?? 0) + 1e-6);
  });

  it("killed at any request leave a line that the next one takes up, with nobody let in twice or lost", async () => {
    const store = await anEvent("killed");
    const owner = "controller";
    let now = beginning;
    const clock = { now: () => now };
    await tick("killed", { store, clock, owner });
    const perSecond = (await segmentOf(store, "killed"))?.slope ?? 0;
    for (const fault of ["killed before", "killed after"] as const) {
      for (let after = 0; after < 9; after += 1) {
        now += 2_000;
        const dying = faultyStore(store, { fault: planned([{ after, fault }]) });
        await tick("killed", { store: dying, clock, owner }).catch(() => undefined);
      }
    }
    now += 2_000;
    expect((await tick("killed", { store, clock, owner })).kind).toBe("ticked");
    const called = (await segmentOf(store, "killed"))?.S0 ?? 0;
    const seconds = (now - beginning) / 1_000;
    expect(called).toBeGreaterThanOrEqual(perSecond * seconds - 1e-6);
    expect(called).toBeLessThanOrEqual(2 * perSecond * seconds);
  });
});
