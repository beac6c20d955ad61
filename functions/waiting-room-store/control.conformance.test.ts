import { expect, it } from "vitest";
import { aControl, beginning } from "../../test/support/waiting-room/an-event";
import { freshEvent, onBothStores } from "../../test/support/waiting-room/both-stores";
import type { Control } from "../waiting-room/store/records";

const start = aControl({ S0: 10, leaseUntil: beginning + 5_000, owner: "first" });

/** The state a tick might write next, with every attribute another. */
function after(read: Control, choices: Partial<Control> = {}): Control {
  return {
    ...read,
    segment: { S0: read.segment.S0 + 0.1 + 0.2, t0: beginning + 2_000, slope: 12.345678901234567, cap: 99 },
    capMax: 120,
    until: beginning + 92_000,
    mode: "PAUSED",
    history: [{ at: beginning, position: 9.75 }],
    lateTaken: [{ at: beginning, granted: 3 }],
    sequence: read.sequence + 1,
    tickedAt: beginning + 2_000,
    issued: 77,
    active: 5,
    outcome: { closed: 12.5, claimed: 1 / 3 },
    firstBucket: 2,
    quietSince: beginning + 1,
    ...choices,
  };
}

onBothStores((store) => {
  it("has no state of an event that never ticked, and nobody can lead it", async () => {
    const event = freshEvent();
    expect(await store().readControl(event)).toBeUndefined();
    expect(await store().lead(event, "me", beginning, 5_000)).toBeUndefined();
    expect(await store().writeControl(event, after(start), start)).toBe("lost");
    expect(await store().readControl(event)).toBeUndefined();
  });

  it("writes the first state once", async () => {
    const event = freshEvent();
    expect(await store().startControl(event, start)).toBe("started");
    expect(await store().startControl(event, start)).toBe("started");
    expect(await store().startControl(event, { ...start, owner: "second" })).toBe("exists");
    expect(await store().readControl(event)).toEqual(start);
  });

  it("lets nobody else lead until the lease is over, to the millisecond", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    expect(await store().lead(event, "second", start.leaseUntil, 5_000)).toBeUndefined();
    expect(await store().readControl(event)).toEqual(start);
    const led = await store().lead(event, "second", start.leaseUntil + 1, 5_000);
    expect(led).toEqual({ ...start, owner: "second", leaseUntil: start.leaseUntil + 5_001, fence: 2 });
    expect(await store().readControl(event)).toEqual(led);
  });

  it("prolongs a leader's own lease, and raises the fence", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    const led = await store().lead(event, "first", beginning, 7_000);
    expect(led).toEqual({ ...start, leaseUntil: beginning + 7_000, fence: 2 });
  });

  it("gives the lead to one of those who ask at once", async () => {
    const event = freshEvent();
    await store().startControl(event, { ...start, leaseUntil: 0 });
    const asked = ["a", "b", "c", "d"].map((owner) => store().lead(event, owner, beginning, 5_000));
    expect((await Promise.all(asked)).filter((led) => led !== undefined)).toHaveLength(1);
  });

  it("writes a tick whole, digit by digit, and raises the version", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    const next = after(start);
    expect(await store().writeControl(event, next, start)).toBe("written");
    expect(await store().readControl(event)).toEqual({ ...next, version: 2 });
  });

  it("forgets since when it is quiet as soon as a tick says so", async () => {
    const event = freshEvent();
    await store().startControl(event, { ...start, quietSince: beginning });
    const { quietSince, ...noisy } = after(start);
    expect(quietSince).toBeDefined();
    await store().writeControl(event, noisy, start);
    expect(await store().readControl(event)).toEqual({ ...noisy, version: 2 });
  });

  it("leaves lease, owner and fence to the lead, whatever a tick says of them", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    const next = after(start, { owner: "thief", fence: 99, leaseUntil: 0, version: 50 });
    expect(await store().writeControl(event, next, start)).toBe("written");
    const { owner, fence, leaseUntil } = start;
    expect(await store().readControl(event)).toEqual({ ...next, owner, fence, leaseUntil, version: 2 });
  });

  it.each([
    ["version", { version: 2 }],
    ["owner", { owner: "second" }],
    ["fence", { fence: 2 }],
  ] as const)("refuses a tick that has read another %s, and writes nothing", async (_, other) => {
    const event = freshEvent();
    await store().startControl(event, start);
    expect(await store().writeControl(event, after(start), { ...start, ...other })).toBe("lost");
    expect(await store().readControl(event)).toEqual(start);
  });

  it("refuses a line that goes back, and takes one that stands", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    const back = after(start, { segment: { ...start.segment, S0: 9.999 } });
    expect(await store().writeControl(event, back, start)).toBe("lost");
    expect(await store().readControl(event)).toEqual(start);
    const still = after(start, { segment: { ...start.segment, S0: 10 } });
    expect(await store().writeControl(event, still, start)).toBe("written");
  });

  it("takes one of two ticks from the same state, and a leader that slept through another has none", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    const ticks = [1, 2, 3].map((active) => store().writeControl(event, after(start, { active }), start));
    expect((await Promise.all(ticks)).filter((tick) => tick === "written")).toHaveLength(1);

    const asleep = await store().lead(event, "asleep", beginning + 6_000, 5_000);
    const awake = await store().lead(event, "awake", beginning + 20_000, 5_000);
    if (asleep === undefined || awake === undefined) throw new Error("both could lead");
    expect(await store().writeControl(event, after(asleep, { active: 40 }), asleep)).toBe("lost");
    expect(await store().writeControl(event, after(awake, { active: 41 }), awake)).toBe("written");
    expect(await store().readControl(event)).toMatchObject({ owner: "awake", active: 41 });
  });

  it("knows its own tick again when it is asked for exactly the same", async () => {
    const event = freshEvent();
    await store().startControl(event, start);
    await store().writeControl(event, after(start), start);
    expect(await store().writeControl(event, after(start), start)).toBe("written");
    expect(await store().readControl(event)).toMatchObject({ version: 2 });
  });
});
