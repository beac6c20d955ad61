import { settlingMs } from "../bounds";
import type { EventConfig } from "../event/config";
import type { Control } from "../store/records";

type Samples = Control["lateTaken"];

export interface LateTaken {
  /** Late slots whose session may not be written yet. */
  readonly inFlight: number;
  readonly perSecond: number;
}

/**
 * What has been taken since the last sample that is `settlingMs` old. With no sample that old it is everything since
 * the oldest, which counts too many rather than too few.
 */
export function lateTaken(samples: Samples, granted: number, now: number): LateTaken {
  const sample = samples.findLast(({ at }) => at <= now - settlingMs) ?? samples[0];
  const before = sample === undefined || sample.granted > granted ? 0 : sample.granted;
  const inFlight = granted - before;
  const overMs = Math.max(settlingMs, sample === undefined ? 0 : now - sample.at);
  return { inFlight, perSecond: (inFlight * 1_000) / overMs };
}

/** The samples with a new one, without those that no later tick asks for. */
export function withSample(samples: Samples, sample: Samples[number]): Samples {
  const all = [...samples.filter(({ at }) => at < sample.at), sample];
  const first = all.findLastIndex(({ at }) => at <= sample.at - settlingMs);
  return first <= 0 ? all : all.slice(first);
}

/**
 * How many late slots to offer: their share of the free room, no more than there are places that came late, and no
 * more than their share of the rate, so that a crowd that comes back at once does not come in at once.
 *
 * A room of one goes to the line and to the late in turn.
 */
export function lateOffer(
  config: Pick<EventConfig, "lateShare" | "rate" | "tickMs">,
  facts: {
    readonly headroom: number;
    readonly latePlaces: number;
    readonly inFlight: number;
    /** Number of the tick. */
    readonly sequence: number;
  },
): number {
  const { headroom, latePlaces, inFlight, sequence } = facts;
  const share = headroom * config.lateShare;
  const ofRoom = sequence % 2 === 0 ? Math.min(Math.floor(share), headroom - 1) : Math.ceil(share);
  const perSecond = config.rate * config.lateShare;
  const ofTick = Math.ceil((perSecond * config.tickMs) / 1_000);
  const ofRate = Math.ceil((perSecond * settlingMs) / 1_000) - inFlight;
  return Math.max(0, Math.min(ofRoom, latePlaces, ofTick, ofRate));
}
