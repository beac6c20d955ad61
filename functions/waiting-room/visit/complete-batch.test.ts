import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit } from "../../../test/support/waiting-room/a-visit";
import { completeBatch, type Message } from "./complete-batch";

const visitorAt = (position: number) => `visitor-at-${String(position)}`.padEnd(22, "-");

async function tenInside() {
  const visit = await Visit.of();
  for (let position = 1; position <= 10; position += 1) {
    const place = { position, generation: 0, issuedAt: beginning, device, lastRequest: "r" };
    await visit.memory.takePlace(anEvent, visitorAt(position), place, beginning);
    await visit.session({ position, visitor: visitorAt(position), id: `session-${String(position)}` });
  }
  return visit;
}

function messageFor(position: number): Message {
  return {
    messageId: `message-${String(position)}`,
    body: JSON.stringify({ event: anEvent, visitor: visitorAt(position) }),
  };
}

const ten = Array.from({ length: 10 }, (_, index) => messageFor(index + 1));

async function stateAt(visit: Visit, position: number) {
  return (await visit.sessionAt(position))?.state;
}

describe("a batch of completions", () => {
  it("is completed in order, with the message's id as the request's", async () => {
    const visit = await tenInside();
    expect(await completeBatch(ten, visit)).toEqual({ failed: [], setAside: [] });
    expect(await visit.sessionAt(4)).toMatchObject({ state: "completed", endedBy: "message-4" });
  });

  it("whose third of ten fails comes back from the third on, none of it done", async () => {
    const visit = await tenInside();
    let seen = 0;
    visit.fault = (request) => (request === "endSession" && (seen += 1) === 3 ? "unavailable" : undefined);
    const { failed } = await completeBatch(ten, visit);
    expect(failed).toEqual(ten.slice(2).map(({ messageId }) => messageId));
    expect(await Promise.all([2, 3, 4].map((position) => stateAt(visit, position)))).toEqual([
      "completed",
      "active",
      "active",
    ]);
  });

  it("that comes again completes nobody twice", async () => {
    const visit = await tenInside();
    await completeBatch(ten, visit);
    const before = await visit.sessionAt(5);
    const again = ten.map(({ body }, index) => ({ messageId: `again-${String(index)}`, body }));
    expect(await completeBatch([...ten, ...again], visit)).toEqual({ failed: [], setAside: [] });
    expect(await visit.sessionAt(5)).toEqual(before);
  });

  it.each([
    ["no JSON", "{", "unreadable"],
    ["an array", "[]", "unreadable"],
    ["a number for the visitor", JSON.stringify({ event: anEvent, visitor: 4 }), "unreadable"],
    ["a name no event has", JSON.stringify({ event: "../x", visitor: visitorAt(1) }), "unreadable"],
    ["an unknown event", JSON.stringify({ event: "another", visitor: visitorAt(1) }), "unknown event"],
    ["an unknown visitor", JSON.stringify({ event: anEvent, visitor: visitorAt(99) }), "unknown visitor"],
  ])("with %s sets it aside, and blocks nobody behind it", async (_, body, reason) => {
    const visit = await tenInside();
    const result = await completeBatch([{ messageId: "bad", body }, messageFor(2)], visit);
    expect(result).toEqual({ failed: [], setAside: [{ messageId: "bad", reason }] });
    expect(await stateAt(visit, 2)).toBe("completed");
  });

  it("for a revoked session sets the message aside, and the session stays revoked", async () => {
    const visit = await tenInside();
    await visit.memory.endSession(anEvent, { position: 1, state: "revoked", now: 0, request: "operator" }, 1);
    expect((await completeBatch(ten, visit)).setAside).toEqual([
      { messageId: "message-1", reason: "revoked" },
    ]);
    expect(await stateAt(visit, 1)).toBe("revoked");
  });

  it("fails from the first failure to its end, whatever fails and wherever bad messages stand", async () => {
    const anyBatch = fc.array(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant("bad")), {
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(anyBatch, fc.nat(12), async (kinds, failing) => {
        const visit = await tenInside();
        const messages = kinds.map((kind, index) => ({
          messageId: `m${String(index)}`,
          body: typeof kind === "number" ? messageFor(kind).body : "no JSON",
        }));
        let seen = 0;
        visit.fault = (request) =>
          request === "endSession" && (seen += 1) > failing ? "throttled" : undefined;
        const { failed } = await completeBatch(messages, visit);
        const good = kinds.flatMap((kind, index) => (typeof kind === "number" ? [index] : []));
        const first = good[failing] ?? messages.length;
        expect(failed).toEqual(messages.slice(first).map(({ messageId }) => messageId));
      }),
      { numRuns: 300 },
    );
  });
});
