import * as z from "zod";
import { modes } from "../waiting-room/event/config";
import type { Control, LateSlots } from "../waiting-room/store/records";
import { itemSchema } from "./item";

const pairs = z.array(z.tuple([z.number(), z.number()]));

export const controlItem = itemSchema({
  v: z.int(),
  fence: z.int(),
  own: z.string(),
  lu: z.number(),
  S0: z.number(),
  t0: z.number(),
  slope: z.number(),
  cap: z.number(),
  capMax: z.number(),
  until: z.number(),
  mode: z.enum(modes),
  hist: pairs,
  taken: pairs,
  /** What an older release does not tell may be some. */
  late: z.int().default(1),
  seq: z.int(),
  tickedAt: z.number(),
  issued: z.number(),
  active: z.number(),
  closed: z.number(),
  claimed: z.number(),
  bucket: z.int(),
  quiet: z.number().optional(),
}).transform((item): Control => ({
  version: item.v,
  fence: item.fence,
  owner: item.own,
  leaseUntil: item.lu,
  segment: { S0: item.S0, t0: item.t0, slope: item.slope, cap: item.cap },
  capMax: item.capMax,
  until: item.until,
  mode: item.mode,
  history: item.hist.map(([at, position]) => ({ at, position })),
  lateTaken: item.taken.map(([at, granted]) => ({ at, granted })),
  offered: item.late,
  sequence: item.seq,
  tickedAt: item.tickedAt,
  issued: item.issued,
  active: item.active,
  outcome: { closed: item.closed, claimed: item.claimed },
  firstBucket: item.bucket,
  ...(item.quiet === undefined ? {} : { quietSince: item.quiet }),
}));

/** Who leads, and until when. A tick leaves these as they are. */
export function leaderAttributes({ fence, owner, leaseUntil }: Control) {
  return { fence, own: owner, lu: leaseUntil };
}

/** What a tick writes. */
export function lineAttributes({ segment, outcome, ...control }: Control) {
  return {
    v: control.version,
    S0: segment.S0,
    t0: segment.t0,
    slope: segment.slope,
    cap: segment.cap,
    capMax: control.capMax,
    until: control.until,
    mode: control.mode,
    hist: control.history.map(({ at, position }) => [at, position]),
    taken: control.lateTaken.map(({ at, granted }) => [at, granted]),
    late: control.offered,
    seq: control.sequence,
    tickedAt: control.tickedAt,
    issued: control.issued,
    active: control.active,
    closed: storable(outcome.closed),
    claimed: storable(outcome.claimed),
    bucket: control.firstBucket,
    quiet: control.quietSince,
  };
}

/**
 * DynamoDB refuses numbers under 10⁻¹³⁰, and a sum that decays for hours gets there
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
 */
function storable(decayed: number): number {
  return decayed < 1e-100 ? 0 : decayed;
}

export const lateItem = itemSchema({ q: z.int(), granted: z.int(), tv: z.int() }).transform(
  ({ q, granted, tv }): LateSlots => ({ offered: q, granted, offer: tv }),
);
