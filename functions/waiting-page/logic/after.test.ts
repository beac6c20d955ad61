import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anAnswer,
  answered,
  aTicket,
  heard,
  joined,
  opened,
  pageAfter,
  waitingPage,
} from "../../../test/support/waiting-room/a-page";
import { after } from "./after";
import { nextErrand } from "./errand";
import { screenOf } from "./screen";
import type { Request } from "./state";

const now = { now: opened, random: 0.5 };

describe("the waiting page after something has happened", () => {
  it("a place is kept, and survives a page that is opened anew", () => {
    const { kept } = waitingPage();
    expect(kept.ticket).toEqual(aTicket);
    const reloaded = pageAfter([[0, heard()]], kept);
    expect(screenOf(reloaded, opened)).toMatchObject({ kind: "waiting", number: 400, ahead: 299 });
  });

  it("a failed request is repeated after twice the wait each time, and no later than twenty-odd seconds", () => {
    const waits = Array.from({ length: 12 }, (_, failures) => {
      const state = pageAfter(
        Array.from({ length: failures + 1 }, () => [0, { kind: "unanswered", request: "status" }]),
      );
      return state.due.status - opened;
    });
    expect(waits.slice(0, 4)).toEqual([2_500, 5_000, 10_000, 18_750]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(22_500);
  });

  it("Retry-After is honoured, and spread so that not everybody comes back at once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(429, 503),
        fc.integer({ min: 0, max: 600 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (status, seconds, random) => {
          const answer = anAnswer(status, undefined, { retryAfterMs: seconds * 1_000 });
          const state = after(pageAfter([[0, heard()]]), answered("join", answer), { now: opened, random });
          const wait = state.due.join - opened;
          expect(wait).toBeGreaterThanOrEqual(seconds * 1_000);
          expect(wait).toBeLessThanOrEqual(seconds * 1_500);
        },
      ),
    );
    const waits = [0, 0.5].map((random) => {
      const answer = anAnswer(429, undefined, { retryAfterMs: 10_000 });
      return after(pageAfter([]), answered("join", answer), { now: opened, random }).due.join;
    });
    expect(new Set(waits).size).toBe(2);
  });

  it("whatever answers a request, the place is not lost, except for a ticket that is refused", () => {
    const request = fc.constantFrom<Request>("status", "admit");
    const status = fc.integer({ min: 200, max: 599 }).filter((one) => one !== 401);
    fc.assert(
      fc.property(request, status, fc.jsonValue(), (asked, code, body) => {
        const state = after(waitingPage(), answered(asked, anAnswer(code, body)), now);
        expect(state.kept.ticket).toEqual(aTicket);
        expect(() => screenOf(state, opened + 5_000)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
    const refused = after(waitingPage(), answered("admit", anAnswer(401)), now);
    expect(refused.kept).toMatchObject({ rid: "r".repeat(22) });
    expect(refused.kept.ticket).toBeUndefined();
  });

  it("a lottery that can be none is not believed: the last good document goes on", () => {
    const state = after(waitingPage(), heard({ perm: { commit: "", n: 1_000, seed: "no seed" } }), now);
    expect(state.heard).toEqual(waitingPage().heard);
  });

  it("a lapsed place is given up for a new one with one request, however often it is pressed", () => {
    const lapsed = after(waitingPage(), answered("admit", anAnswer(410, { error: { code: "LAPSED" } })), now);
    expect(screenOf(lapsed, opened).kind).toBe("lapsed");
    const once = after(lapsed, { kind: "wantsToRejoin", request: "first" }, now);
    const twice = after(once, { kind: "wantsToRejoin", request: "second" }, now);
    expect(twice.kept.rejoin).toBe("first");
    const rejoined = after(
      twice,
      answered("rejoin", anAnswer(200, { ticket: "q1.k1.new.ticket", pos: 900 })),
      now,
    );
    expect(rejoined.kept).toMatchObject({ ticket: { token: "q1.k1.new.ticket", position: 900 } });
    expect(rejoined.kept.rejoin).toBeUndefined();
    expect(screenOf(rejoined, opened).kind).toBe("waiting");
  });

  it("a wish to start again stands while the lapsed place is not quite given up, and not if it has not lapsed", () => {
    const body = { error: { code: "STILL_VALID" } };
    const lapsed = after(waitingPage(), answered("admit", anAnswer(410, { error: { code: "LAPSED" } })), now);
    const wishing = after(lapsed, { kind: "wantsToRejoin", request: "wish" }, now);
    const soon = answered("rejoin", anAnswer(409, body, { retryAfterMs: 10_000 }));
    const settling = after(wishing, soon, now);
    expect(settling.kept.rejoin).toBe("wish");
    expect(screenOf(settling, opened).kind).toBe("joining");
    const errand = nextErrand(settling, opened);
    expect(errand?.request).toBe("rejoin");
    expect(errand?.at).toBeGreaterThanOrEqual(opened + 10_000);
    expect(errand?.at).toBeLessThanOrEqual(opened + 12_500);

    const valid = after(wishing, answered("rejoin", anAnswer(409, body)), now);
    expect(valid.kept.rejoin).toBeUndefined();
    expect(screenOf(valid, opened).kind).toBe("waiting");
  });

  it.each([
    ["ENDED", "ended"],
    ["PROOF_REQUIRED", "proof"],
    ["TOO_MANY", "tooMany"],
    ["CLIENT_MISMATCH", "otherDevice"],
    ["ALREADY_DONE", "done"],
    ["REVOKED", "revoked"],
    ["CONFLICT", "conflict"],
    ["BAD_FIELDS", "rejected"],
  ])("the refusal %s is shown in words of its own", (code, refusal) => {
    const state = after(waitingPage(), answered("admit", anAnswer(409, { error: { code } })), now);
    expect(screenOf(state, opened)).toEqual({ kind: "refused", refusal });
  });

  it("who starts again is somebody new", () => {
    const state = after(waitingPage(), { kind: "wantsToRestart", rid: "n".repeat(22) }, now);
    expect(state.kept).toEqual({ rid: "n".repeat(22) });
  });
});

describe("two tabs of one person", () => {
  it("what one has got the other has as well", () => {
    const other = pageAfter([[0, heard()]]);
    const state = after(other, { kind: "shared", kept: waitingPage().kept }, now);
    expect(screenOf(state, opened)).toMatchObject({ kind: "waiting", number: 400 });
  });

  it("a tab that knows of no place yet does not take the other's away", () => {
    const state = after(waitingPage(), { kind: "shared", kept: { rid: "r".repeat(22), joinAt: 5 } }, now);
    expect(state.kept.ticket).toEqual(aTicket);
  });

  it("opened at once, they agree on the identity that was written last", () => {
    const state = after(waitingPage(), { kind: "shared", kept: { rid: "o".repeat(22) } }, now);
    expect(state.kept).toEqual({ rid: "o".repeat(22) });
    const later = after(state, joined(401), now);
    expect(later.kept.ticket?.position).toBe(401);
  });
});
