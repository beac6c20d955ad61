import { describe, expect, it } from "vitest";
import { anEvent, beginning } from "../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../test/support/waiting-room/a-visit";
import { completeSessions, sessionsOf } from "./sessions";

/** A visitor who is inside. */
async function inside(): Promise<Visit> {
  const visit = await Visit.of();
  const place = { position: 7, generation: 0, issuedAt: beginning, device, lastRequest: "r" };
  await visit.memory.takePlace(anEvent, visitor, place, beginning);
  await visit.session();
  return visit;
}

const bought = { event: anEvent, visitor, messageId: "message-1" };

describe("the session of a buyer", () => {
  it("is completed, with the message's id as the request's", async () => {
    const visit = await inside();

    expect(await sessionsOf(visit)(bought)).toBe("completed");
    expect(await visit.sessionAt(7)).toMatchObject({ state: "completed", endedBy: "message-1" });
  });

  it("is completed once, whatever comes again", async () => {
    const visit = await inside();
    await sessionsOf(visit)(bought);
    const before = await visit.sessionAt(7);

    expect(await sessionsOf(visit)(bought)).toBe("completed");
    expect(await sessionsOf(visit)({ ...bought, messageId: "message-2" })).toBe("completed");
    expect(await visit.sessionAt(7)).toEqual(before);
  });

  it.each([
    ["an event without a waiting room", { event: "another" }],
    ["a visitor that nobody knows", { visitor: "-".repeat(22) }],
  ])("is none for %s", async (_, choices) => {
    expect(await sessionsOf(await inside())({ ...bought, ...choices })).toBe("unknown");
  });

  it("that an operator has revoked stays so", async () => {
    const visit = await inside();
    const end = { position: 7, state: "revoked", now: beginning, request: "operator" } as const;
    await visit.memory.endSession(anEvent, end, 1);

    expect(await sessionsOf(visit)(bought)).toBe("over");
    expect((await visit.sessionAt(7))?.state).toBe("revoked");
  });

  it("is told of if it stays open, and others are completed", async () => {
    const visit = await inside();
    const error = new Error("no table");
    const complete = sessionsOf(visit);
    const lost = { ...bought, messageId: "lost" };
    const left = await completeSessions([lost, bought], (one) =>
      one === lost ? Promise.reject(error) : complete(one),
    );

    expect(left).toEqual([{ bought: lost, error }]);
    expect((await visit.sessionAt(7))?.state).toBe("completed");
  });
});
