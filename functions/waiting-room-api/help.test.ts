import { describe, expect, it } from "vitest";
import { aConfig, anEvent, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { distant, serveCrowd } from "../../test/support/waiting-room/frozen-environments";
import { VirtualTime } from "../../test/support/waiting-room/virtual-clock";
import { randomFrom } from "../../test/support/waiting-room/world/plan";
import { runFor } from "../waiting-room/control/run";
import { MemoryStore } from "../waiting-room/store/memory";

/** A tick counts as many blocks, 16 at a time and 16 ms each: it takes a second. */
const blocks = 1_000;

/** A line that is far on, and somebody in its first block, so that every tick counts all blocks. */
async function aLongLine() {
  const store = new MemoryStore();
  const time = new VirtualTime(beginning);
  const config = aConfig({ rate: 500, capacity: 2_000_000, graceMs: 60_000, sessionMaxMs: 600_000 });
  await store.createEvent(anEvent, aRecord(config));
  await store.lease(anEvent, 3_000_000, Number.MAX_SAFE_INTEGER);
  await runFor(1_000, {
    store,
    clock: time,
    sleep: (ms) => time.sleep(ms),
    owner: "before",
    report: () => undefined,
  });
  const expiresAt = beginning + 86_400_000;
  const times = { issuedAt: beginning, expiresAt, maxExpiresAt: expiresAt };
  const who = { visitor: "visitor", id: "session", device: "device", late: false, generation: 0 };
  await store.claim(anEvent, { position: 1, state: "active", ...who, ...times }, 1);
  const led = await store.lead(anEvent, "before", time.now(), 0);
  if (led === undefined) throw new Error("the line has begun");
  const reached = blocks * 1_024;
  const segment = { S0: reached, t0: time.now(), slope: 0, cap: reached };
  await store.writeControl(anEvent, { ...led, segment, capMax: reached }, led);
  return { store, time };
}

type Line = Awaited<ReturnType<typeof aLongLine>>;

/** The greatest age a tick reaches, looked at each half second until the time is up. */
async function oldestTick({ store, time }: Line, ms: number): Promise<number> {
  let oldest = 0;
  for (const end = time.now() + ms; time.now() < end;) {
    await time.advance(500);
    oldest = Math.max(oldest, time.now() - ((await store.readControl(anEvent))?.tickedAt ?? 0));
  }
  return oldest;
}

/** A controller each of whose minutes comes three seconds late. */
function lateController({ store, time }: Line, minutes: number) {
  const did = { ticks: 0, failed: 0 };
  const seen = distant(store, (ms) => time.sleep(ms));
  const run = async (minute: number) => {
    await time.sleepUntil(beginning + minute * 60_000 + (minute > 0 ? 3_000 : 0));
    await runFor(58_000, {
      store: seen,
      clock: time,
      sleep: (ms) => time.sleep(ms),
      owner: `controller ${String(minute)}`,
      report: (_event, { kind }) => {
        if (kind === "ticked") did.ticks += 1;
        else did.failed += 1;
      },
    });
  };
  for (let minute = 0; minute < minutes; minute += 1) void run(minute);
  return did;
}

const environments = 20;

describe("environments that are frozen between requests, and a tick that takes longer than a visitor waits", () => {
  it("leave the lead to a controller that is alive, though its minutes come late", async () => {
    const line = await aLongLine();
    const controller = lateController(line, 5);
    const helpers = serveCrowd(line.store, line.time, {
      environments,
      requestsPerSecond: 400,
      random: randomFrom(1),
    });
    const oldest = await oldestTick(line, 300_000);
    expect(oldest).toBeLessThanOrEqual(11_000);
    expect(controller.ticks).toBeGreaterThan(120);
    expect(helpers.requests).toBeGreaterThan(50_000);
    expect(helpers.leads).toBe(0);
  });

  it.each([400, 20])(
    "end the ticks of a controller that is dead, at %i requests a second, and do not all ask for the lead",
    async (requestsPerSecond) => {
      const line = await aLongLine();
      const seconds = 180;
      const helpers = serveCrowd(line.store, line.time, {
        environments,
        requestsPerSecond,
        random: randomFrom(2),
      });
      const oldest = await oldestTick(line, seconds * 1_000);
      expect(oldest).toBeLessThanOrEqual(16_000);
      expect(helpers.ticks).toBeGreaterThan(seconds / 20);
      expect(helpers.leads / seconds).toBeLessThan(1);
    },
  );

  it("let a controller that comes back lead again within seconds", async () => {
    const line = await aLongLine();
    serveCrowd(line.store, line.time, { environments, requestsPerSecond: 400, random: randomFrom(3) });
    await oldestTick(line, 47_000);
    const { time, store } = line;
    const seen = distant(store, (ms) => time.sleep(ms));
    const ticks: number[] = [];
    const began = time.now();
    void runFor(58_000, {
      store: seen,
      clock: time,
      sleep: (ms) => time.sleep(ms),
      owner: "controller",
      report: (_event, { kind }) => {
        if (kind === "ticked") ticks.push(time.now() - began);
      },
    });
    await time.advance(58_000);
    expect(ticks[0]).toBeLessThanOrEqual(10_000);
    expect(ticks.length).toBeGreaterThan(22);
  });
});
