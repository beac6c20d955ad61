import { describe, expect, it } from "vitest";
import { lineAtFifty as line, written } from "../../../test/support/waiting-room/a-claim";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import { StoreError } from "../store/store";
import { admit } from "./admit";

const called = { visitor, position: 40, generation: 0, device };
const late = { ...called, position: 20 };

const hour = 3_600_000;

async function visitWithLateSlots(choices: Parameters<typeof Visit.of>[0] = {}) {
  const visit = await Visit.of(choices, line);
  await visit.memory.offerLate(anEvent, 3, 1, 0);
  return visit;
}

describe("a claim at a process whose clock is wrong", () => {
  it.each([hour, -hour, 2_001, -2_001])("by %d ms is refused, and nothing is written", async (offset) => {
    const visit = await visitWithLateSlots();
    visit.offset = offset;
    const view = await visit.view();
    for (const claim of [called, late]) expect(await admit(view, claim, visit)).toEqual({ kind: "clock" });
    expect(written(visit)).toEqual([]);
  });

  it("is refused also where the operator goes on without a store", async () => {
    const visit = await visitWithLateSlots({ failMode: "open" });
    const view = await visit.view();
    visit.offset = hour;
    visit.fault = () => "unavailable";
    await visit.time.advance(5_000);
    expect(await admit(view, called, visit)).toEqual({ kind: "clock" });
  });

  it("makes no second admission beside that of a process whose clock is right", async () => {
    const visit = await visitWithLateSlots();
    const first = await admit(await visit.view(), called, visit);
    const wrong = visit.another();
    wrong.offset = hour;
    expect(await admit(await wrong.view(), called, wrong)).toEqual({ kind: "clock" });
    expect(await admit(await visit.view(), called, visit)).toEqual({ ...first, again: true });
  });

  it("within two seconds is served", async () => {
    const visit = await visitWithLateSlots();
    visit.offset = -2_000;
    expect(await admit(await visit.view(), called, visit)).toMatchObject({ kind: "admitted" });
  });
});

describe("a claim on an old view", () => {
  it("is decided on a new one after three seconds", async () => {
    const visit = await visitWithLateSlots();
    const old = await visit.view();
    await visit.memory.writeControl(
      anEvent,
      { ...line, version: 2, history: [{ at: beginning - 100_000, position: 45 }] },
      line,
    );
    await visit.time.advance(10_000);
    visit.requests.length = 0;
    expect(await admit(old, called, visit)).toMatchObject({ kind: "admitted", session: { late: true } });
    expect(visit.requests.slice(0, 3)).toEqual(["readEvent", "readControl", "readSequence"]);
  });

  it("is decided on that view within three seconds", async () => {
    const visit = await visitWithLateSlots();
    const old = await visit.view();
    await visit.time.advance(3_000);
    visit.requests.length = 0;
    await admit(old, called, visit);
    expect(visit.requests).toEqual(["claim"]);
  });

  it("is not decided if no new one can be read", async () => {
    const visit = await visitWithLateSlots();
    const old = await visit.view();
    visit.fault = (request) => (request === "readControl" ? "unavailable" : undefined);
    await visit.time.advance(10_000);
    await expect(admit(old, called, visit)).rejects.toThrow(StoreError);
    expect(written(visit)).toEqual([]);
  });

  it("from before the clock was set back is decided on a new one", async () => {
    const visit = await visitWithLateSlots();
    const old = await visit.view();
    visit.offset = -1_000;
    visit.requests.length = 0;
    await admit(old, called, visit);
    expect(visit.requests).toContain("readControl");
  });
});

describe("a process that is frozen between deciding and writing", () => {
  it.each([
    ["the note of the only admission", "readAdmitted", late, { joinStore: "none" as const }],
    ["the session of a late visitor", "takeLate", late, {}],
    ["the session", "admitOnce", called, { joinStore: "none" as const }],
    ["a late slot", "readSession", late, {}],
  ] as const)("does not write %s 1.8 seconds later", async (_, frozenAt, claim, choices) => {
    const visit = await visitWithLateSlots(choices);
    const view = await visit.view();
    visit.requests.length = 0;
    visit.delay = (request) => (request === frozenAt ? 1_800 : 0);
    const frozen = admit(view, claim, visit);
    await visit.time.advance(1_800);
    expect(await frozen).toEqual({ kind: "clock" });
    expect(visit.requests).not.toContain("claim");
    expect(await visit.sessionAt(claim.position)).toBeUndefined();
  });

  it("writes within them", async () => {
    const visit = await visitWithLateSlots();
    const view = await visit.view();
    visit.delay = (request) => (request === "takeLate" ? 1_700 : 0);
    const slow = admit(view, late, visit);
    await visit.time.advance(1_700);
    expect(await slow).toMatchObject({ kind: "admitted" });
  });
});
