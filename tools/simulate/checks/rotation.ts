import {
  admissionClaims,
  present,
  syntheticKey,
  syntheticRing,
} from "../../../test/support/waiting-room/key-ring";
import { derivedKeys } from "../../../functions/waiting-room/tokens/derived-keys";
import type { KeyRing } from "../../../functions/waiting-room/tokens/key-ring";
import { mintAdmission } from "../../../functions/waiting-room/tokens/mint";
import { nodeHmac } from "../../../functions/waiting-room/tokens/node-hmac";
import {
  advance,
  ringCacheMs,
  rotate,
  tokensLiveUntil,
} from "../../../functions/waiting-room/tokens/rotation";
import { checkToken } from "../../../functions/waiting-room/tokens/token";
import { seeded } from "../model/random";
import { never, type Options, type Simulation, type SimulationResult } from "../simulations/simulation";

const minute = 60_000;
const days = 30;
const sessionTtlMs = 180_000;
const spreadMs = 60_000;

/** Keys change every six hours for a month while the edge's store follows up to a minute late. */
export const rotationCheck: Simulation = {
  name: "rotation",
  title: "admissions shown while keys rotate for a month and the edge follows up to a minute late",
  visitors: 0,
  run,
};

function run({ seed, scale, progress }: Options): Promise<SimulationResult> {
  const random = seeded(seed, "rotation");
  const rings = history();
  const ringAt = (at: number) => rings[Math.max(0, Math.floor(at / minute))] ?? syntheticRing();
  const shows = scale === 1 ? 200_000 : 10_000;
  let refused = 0;
  for (let show = 0; show < shows; show += 1) {
    const mintedAfter = random() * (days - 1) * 1_440 * minute;
    const shownAfter = mintedAfter + random() * (sessionTtlMs - 1_000);
    const i = Math.floor((present + mintedAfter) / 1_000);
    const claims = admissionClaims({ i, x: i + sessionTtlMs / 1_000 });
    const token = mintAdmission(claims, ringAt(mintedAfter - random() * ringCacheMs));
    const keys = derivedKeys(ringAt(shownAfter - random() * spreadMs), "a1", claims.e);
    const showing = {
      type: "a1" as const,
      event: claims.e,
      keys,
      now: present + shownAfter,
      device: claims.d,
    };
    if (checkToken(token, showing, nodeHmac).kind !== "valid") refused += 1;
    progress(show / shows);
  }
  return Promise.resolve({
    figures: { rotations: days * 4, rotationShows: shows, rotationRefused: refused },
    verdicts: [never(`valid admissions refused, of ${shows.toLocaleString("en-US")}`, refused)],
  });
}

/** The ring of every minute; the rotation's function runs once a minute. */
function history(): readonly KeyRing[] {
  const rings: KeyRing[] = [syntheticRing({ masters: { k1: syntheticKey("k1") } })];
  for (let passed = 1; passed <= days * 1_440; passed += 1) {
    const now = present + passed * minute;
    const last = rings.at(-1) ?? syntheticRing();
    const liveUntil = tokensLiveUntil([{ closeAt: now + 60 * minute, sessionTtlMs }], now);
    const begins = passed % 360 === 0;
    rings.push(
      begins ? rotate(last, now, syntheticKey(String(passed)), liveUntil) : advance(last, now, liveUntil),
    );
  }
  return rings;
}
