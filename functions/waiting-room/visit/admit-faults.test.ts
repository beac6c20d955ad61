import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineAtFifty as line } from "../../../test/support/waiting-room/a-claim";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import { Killed, type Fault } from "../../../test/support/waiting-room/faulty-store";
import type { EventConfig } from "../event/config";
import { StoreError } from "../store/store";
import { admit } from "./admit";

const called = { visitor, position: 40, generation: 0, device };
const late = { ...called, position: 20 };

async function expectOneSession(visit: Visit, position: number) {
  const count = await visit.memory.countBucket(anEvent, 0, visit.time.now(), 1);
  expect(count).toEqual({ active: 1, claimed: 1 });
  expect(await visit.sessionAt(position)).toMatchObject({ visitor });
}

describe("a process that is killed while it admits", () => {
  it.each([
    ["before the session is written", "killed before", "claim", called],
    ["after the session is written", "killed after", "claim", called],
    ["before a late slot is taken", "killed before", "takeLate", late],
    ["after a late slot is taken", "killed after", "takeLate", late],
  ] as const)(
    "%s loses no place: the ticket is shown again and there is one session",
    async (_, fault, at, claim) => {
      const visit = await Visit.of({}, line);
      await visit.memory.offerLate(anEvent, 3, 1, 0);
      const view = await visit.view();
      visit.fault = (request) => (request === at ? fault : undefined);
      await expect(admit(view, claim, visit)).rejects.toThrow(Killed);
      expect(await admit(view, claim, visit.another())).toMatchObject({ kind: "admitted" });
      await expectOneSession(visit, claim.position);
    },
  );

  it.each(["killed before", "killed after"] as const)(
    "and is %s a late slot is given back loses no place, and makes no slot of nothing",
    async (fault) => {
      const visit = await Visit.of({}, line);
      await visit.memory.offerLate(anEvent, 2, 1, 0);
      const view = await visit.view();
      const process = visit.another();
      process.fault = (request) => (request === "returnLate" ? fault : undefined);
      const both = await Promise.allSettled([admit(view, late, visit), admit(view, late, process)]);
      expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
      expect(await admit(view, late, visit.another())).toMatchObject({ kind: "admitted", again: true });
      const { offered } = await visit.memory.readLate(anEvent);
      expect(offered).toBe(fault === "killed before" ? 0 : 1);
      await expectOneSession(visit, late.position);
    },
  );

  it.each(["killed before", "killed after"] as const)(
    "and is %s the note of the only admission is made lets the same ticket in",
    async (fault) => {
      const visit = await Visit.of({ joinStore: "none" }, line);
      const view = await visit.view();
      visit.fault = (request) => (request === "admitOnce" ? fault : undefined);
      await expect(admit(view, called, visit)).rejects.toThrow(Killed);
      expect(await admit(view, called, visit.another())).toMatchObject({ kind: "admitted", again: false });
      await expectOneSession(visit, called.position);
    },
  );

  it("at any request, or fails in any other way, ends with one session however often it is tried", async () => {
    const fault = fc.constantFrom<(Fault | undefined)[]>(
      "killed before",
      "killed after",
      "unanswered",
      "unavailable",
      "throttled",
      "lost",
      undefined,
    );
    const joinStores = fc.constantFrom<EventConfig["joinStore"][]>("table", "none");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 12 }),
        fc.constantFrom(called, late),
        joinStores,
        async (faults, claim, joinStore) => {
          const visit = await Visit.of({ joinStore }, line);
          await visit.memory.offerLate(anEvent, 100, 1, 0);
          const view = await visit.view();
          const rest = [...faults];
          while (rest.length > 0) {
            const process = visit.another();
            process.fault = () => rest.shift();
            try {
              await admit(view, claim, process);
            } catch (error) {
              if (!(error instanceof Killed || error instanceof StoreError)) throw error;
            }
          }
          expect(await admit(view, claim, visit.another())).toMatchObject({ kind: "admitted" });
          await expectOneSession(visit, claim.position);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("one person with two numbers, where no list of places is kept", () => {
  const other = { ...called, position: 41 };

  it("is admitted at one of them, whichever asks first, and told of that session by the other", async () => {
    const visit = await Visit.of({ joinStore: "none" }, line);
    const view = await visit.view();
    const first = await admit(view, called, visit);
    expect(await admit(view, other, visit)).toEqual({ ...first, again: true });
    await expectOneSession(visit, called.position);
  });

  it("is inside once, however the two requests overlap", async () => {
    const delays = fc.array(fc.nat(50), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(delays, async (waits) => {
        const visit = await Visit.of({ joinStore: "none" }, line);
        const view = await visit.view();
        const rest = [...waits];
        visit.delay = () => rest.shift() ?? 0;
        const both = Promise.all([admit(view, called, visit), admit(view, other, visit)]);
        await visit.time.advance(2_000);
        expect((await both).some(({ kind }) => kind === "admitted")).toBe(true);
        expect(await visit.memory.countBucket(anEvent, 0, visit.time.now(), 1)).toEqual({
          active: 1,
          claimed: 1,
        });
      }),
      { numRuns: 300 },
    );
  });

  it("takes no late slot for the second number", async () => {
    const visit = await Visit.of({ joinStore: "none" }, line);
    await visit.memory.offerLate(anEvent, 1, 1, 0);
    const view = await visit.view();
    await admit(view, called, visit);
    expect(await admit(view, late, visit)).toMatchObject({ kind: "admitted", again: true });
    expect(await visit.memory.readLate(anEvent)).toMatchObject({ offered: 1 });
  });
});
