import type { Mode } from "../event/config";
import { isDegraded, segmentAt } from "../line/line";
import { marks } from "../line/place";
import type { Segment } from "../line/segment";
import { commitment } from "../positions/permutation";
import type { EventRecord, Sequence } from "../store/records";
import type { View } from "../view";
import type { StatusDocument } from "./document";

/** What everybody is told at `now`; nothing of an event that is not announced yet. */
export function buildStatus(view: View, now: number): StatusDocument | undefined {
  const { event, record, control, sequence } = view;
  const { config } = record;
  const mode = publicMode(record, now);
  if (mode === undefined) return undefined;
  const { late, lapsed } = control === undefined ? { late: 0, lapsed: 0 } : marks(control, config, now);
  return {
    v: 1,
    ev: event,
    now,
    mode,
    line: lineOf(view, now),
    late,
    lapsed,
    issued: sequence.last,
    rate: config.rate,
    graceSec: config.graceMs / 1_000,
    poll: config.poll,
    joinSpreadMs: config.joinSpreadMs,
    perm: lotteryPart(record, sequence),
    ...(config.openAt === undefined ? {} : { openAt: config.openAt }),
    ...(config.message === undefined ? {} : { msg: config.message }),
    ...(control !== undefined && isDegraded(control, config, now) ? { degraded: true } : {}),
  };
}

/** The line as it holds at `now`; before the first tick it stands at the start. */
export function lineOf({ record, control }: View, now: number): Segment & { readonly until: number } {
  if (control === undefined) return { S0: 0, t0: now, slope: 0, cap: 0, until: now };
  return { ...segmentAt(control, record.config, now), until: control.until };
}

/**
 * Names a document: same tag, same document.
 *
 * It names the second as well as the versions. A cache that hears "not modified" hands its old body on as young, and
 * whoever reads it takes the moment in it, which is what the line is evaluated at, for the present.
 */
export function statusTag({ record, control, sequence }: View, now: number): string {
  const second = Math.floor(now / 1_000);
  return `"${[record.version, control?.version ?? 0, sequence.last, second].join("-")}"`;
}

/** An event is over at its end, whether or not anybody has come to say so. */
function publicMode({ mode, config }: EventRecord, now: number): Exclude<Mode, "DRAFT"> | undefined {
  if (mode === "DRAFT") return undefined;
  return now >= config.closeAt ? "ENDED" : mode;
}

/** The seed's hash binds us from the start. The seed itself is told with the last number that takes part. */
function lotteryPart({ seed }: EventRecord, { sealedAt }: Sequence): NonNullable<StatusDocument["perm"]> {
  const commit = commitment(seed);
  return sealedAt === undefined ? { commit } : { commit, n: sealedAt, seed };
}
