import fc from "fast-check";
import { expect, test } from "vitest";
import {
  admissionClaims,
  present,
  syntheticKey,
  syntheticRing,
  ticketClaims,
} from "../../../test/support/waiting-room/key-ring";
import { ticketSlackMs } from "../bounds";
import { derivedKeys } from "./derived-keys";
import type { KeyRing } from "./key-ring";
import { mintAdmission, mintTicket } from "./mint";
import { nodeHmac } from "./node-hmac";
import { advance, dropKey, ringCacheMs, rotate, tokensLiveUntil } from "./rotation";
import { checkToken } from "./token";
import { verifyTicket } from "./verify";

const minute = 60_000;
const sessionTtlMs = 180_000;

/** The ring as it was from each moment on. */
type History = readonly { readonly at: number; readonly ring: KeyRing }[];

const ringAt = (history: History, at: number) =>
  (history.findLast((one) => one.at <= at) ?? history[0])?.ring ?? syntheticRing();

/** How often the rotation function runs: more often than the edge's store takes to follow. */
const stepMs = 15_000;

/** Steps at which a rotation is begun, and minutes until the on-sale is over. */
const schedules = fc.record({
  rotations: fc.uniqueArray(fc.nat(360), { maxLength: 8 }),
  closeAfter: fc.integer({ min: 5, max: 90 }),
});

function historyOf({ rotations, closeAfter }: { rotations: readonly number[]; closeAfter: number }): History {
  const closeAt = present + closeAfter * minute;
  const history = [{ at: 0, ring: syntheticRing({ masters: { k1: syntheticKey("k1") } }) }];
  for (let step = 0; step <= 480; step += 1) {
    const now = present + step * stepMs;
    const last = history.at(-1)?.ring ?? syntheticRing();
    const liveUntil = tokensLiveUntil([{ closeAt, sessionTtlMs }], now);
    const ring = rotations.includes(step)
      ? rotate(last, now, syntheticKey(String(step)), liveUntil)
      : advance(last, now, liveUntil);
    history.push({ at: now, ring });
  }
  return history;
}

/** Also when nothing but the end of keys has happened since the history. */
function ringLongAfter(history: History, at: number): KeyRing {
  const ring = ringAt(history, at);
  return at > (history.at(-1)?.at ?? at) ? advance(ring, at, 0) : ring;
}

const moments = fc.record({
  mintedAfter: fc.integer({ min: 0, max: 90 * minute }),
  shownAfter: fc.integer({ min: 0, max: sessionTtlMs - 1_000 }),
  /** How old the ring of whoever signs is, and how far the edge's store is behind. */
  cached: fc.integer({ min: 0, max: ringCacheMs }),
  lag: fc.integer({ min: 0, max: 60_000 }),
});

test("no rotation ever refuses an admission that is live, the edge's store being up to a minute behind", () => {
  fc.assert(
    fc.property(schedules, fc.array(moments, { minLength: 20, maxLength: 20 }), (schedule, visits) => {
      const history = historyOf(schedule);
      for (const { mintedAfter, shownAfter, cached, lag } of visits) {
        const mintedAt = present + mintedAfter;
        const now = mintedAt + shownAfter;
        const i = Math.floor(mintedAt / 1_000);
        const claims = admissionClaims({ i, x: i + sessionTtlMs / 1_000 });
        const token = mintAdmission(claims, ringAt(history, mintedAt - cached));
        const keys = derivedKeys(ringAt(history, now - lag), "a1", claims.e);
        const result = checkToken(
          token,
          { type: "a1", event: claims.e, keys, now, device: claims.d },
          nodeHmac,
        );
        expect(result.kind).toBe("valid");
      }
    }),
    { numRuns: 200 },
  );
});

test("no rotation ever refuses a ticket before it is over, a day after its on-sale", () => {
  fc.assert(
    fc.property(
      schedules,
      moments,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (schedule, visit, share) => {
        const history = historyOf(schedule);
        const closeAt = present + schedule.closeAfter * minute;
        const ticketEnd = closeAt + ticketSlackMs;
        const mintedAt = Math.min(present + visit.mintedAfter, closeAt - 1_000);
        const i = Math.floor(mintedAt / 1_000);
        const claims = ticketClaims({ i, x: ticketEnd / 1_000 });
        const token = mintTicket(claims, ringAt(history, mintedAt - visit.cached));
        const now = mintedAt + Math.floor(share * (ticketEnd - mintedAt));
        const showing = { event: claims.e, now, device: claims.d };
        const ring = ringLongAfter(history, now - visit.cached);
        expect(verifyTicket(token, showing, ring).kind).toBe("valid");
      },
    ),
    { numRuns: 1_000 },
  );
});

test("a key that is dropped opens nothing any more once the edge's store has followed", () => {
  fc.assert(
    fc.property(
      schedules,
      moments,
      fc.integer({ min: 0, max: 60_000 }),
      (schedule, { mintedAfter, lag }, more) => {
        const history = historyOf(schedule);
        const droppedAt = present + mintedAfter;
        const before = ringAt(history, droppedAt);
        const token = mintAdmission(
          admissionClaims({ i: Math.floor(droppedAt / 1_000), x: Math.floor(droppedAt / 1_000) + 180 }),
          before,
        );
        const after = [
          ...history.filter(({ at }) => at <= droppedAt),
          { at: droppedAt, ring: dropKey(before, before.current, syntheticKey("new")) },
        ];
        const now = droppedAt + lag + more;
        const keys = derivedKeys(ringAt(after, now - lag), "a1", "concert-a");
        const result = checkToken(
          token,
          { type: "a1", event: "concert-a", keys, now, device: "d".repeat(11) },
          nodeHmac,
        );
        expect(result).toEqual({ kind: "refused", reason: "key" });
      },
    ),
    { numRuns: 500 },
  );
});
