import { costOfCounts, type Counts } from "../../../functions/waiting-room/cost/operations";
import { fate } from "./crowd";
import { duplicates, largest, overtaking, quantile, shapeOf, type Shape } from "./measures";
import type { Happening, World } from "./world";

/** What came of one on-sale. Shares are parts of 1. */
export interface CrowdOutcome {
  readonly event: string;
  readonly visitors: number;
  readonly numbered: number;
  readonly duplicates: number;
  /** Share of the positions given out that nobody got. */
  readonly gaps: number;
  readonly overtaking: { readonly maxMs: number; readonly medianMs: number };
  /** From arrival to position: the 99th percentile, and the moment of the last. */
  readonly numbering: { readonly p99Ms: number; readonly lastMs: number; readonly p99AtMs: number };
  readonly pollsPerMinute: number;
  readonly polls: number;
  /** Requests a second that reached the origin for the status: the most. */
  readonly statusOrigin: { readonly withShield: number; readonly withoutShield: number };
  readonly admitted: number;
  readonly left: number;
  readonly lapsed: number;
  readonly told: number;
  readonly refused: number;
  readonly mostInside: number;
  readonly capacity: number;
  readonly learntAtMs: number;
  readonly waitMs: { readonly median: number; readonly p99: number };
  /** By the second. */
  readonly admissions: readonly number[];
  readonly insideAt: readonly number[];
}

export interface WorldOutcome {
  readonly endedMs: number;
  readonly environments: number;
  readonly refused: number;
  readonly throttled: number;
  readonly leasesPerVisitor: number;
  readonly placeWritesPerJoin: number;
  readonly hottest: { readonly key: string; readonly writes: number };
  readonly counts: Counts;
  readonly usd: number;
  readonly crowds: readonly CrowdOutcome[];
}

export function outcomeOf({ platform, happenings, endedMs }: World): WorldOutcome {
  const { store, fleet, refused } = platform;
  const visitors = happenings.reduce((sum, { crowd }) => sum + crowd.size, 0);
  const sum = (count: (happening: Happening) => number) =>
    happenings.reduce((total, happening) => total + count(happening), 0);
  const origin = [...platform.caches.values()].reduce(
    (total, { withShield }) => total + withShield.reduce((all, one) => all + one, 0),
    0,
  );
  const admitted = sum(({ crowd }) => countOf(crowd.fate, fate.admitted));
  const counts: Counts = {
    pageLoad: visitors,
    statusPoll: sum(({ tally }) => tally.polls),
    statusOrigin: origin,
    join: sum(({ tally }) => tally.joinRequests),
    admit: sum(({ tally }) => tally.admitRequests),
    renew: sum(({ tally }) => tally.renewRequests),
    gateCheck: admitted * checksPerVisit,
    writeUnit: store.writes.counters + store.writes.positions,
    readUnit: store.readUnits,
  };
  return {
    endedMs,
    environments: fleet.size,
    refused,
    throttled: store.throttled,
    leasesPerVisitor: store.leases / visitors,
    placeWritesPerJoin:
      store.placeWrites /
      Math.max(
        1,
        sum(({ tally }) => tally.joined),
      ),
    hottest: store.hottest,
    counts,
    usd: costOfCounts(counts),
    crowds: happenings.map((happening) => crowdOutcome(happening, platform, endedMs)),
  };
}

/** Requests of one visit that the gate sees. */
const checksPerVisit = 40;

function crowdOutcome(
  { crowd, tally }: Happening,
  { caches }: World["platform"],
  endedMs: number,
): CrowdOutcome {
  const cache = caches.get(crowd.plan.event);
  const seconds = Math.ceil(endedMs / 1_000);
  const numbered = crowd.position.filter((position) => position > 0).length;
  const waits = waitsOf(crowd);
  const waitedMinutes = waits.reduce((sum, wait) => sum + wait, 0) / 60_000;
  const sorted = Float64Array.from(waits.filter((_, index) => crowd.fate[index] === fate.admitted)).sort();
  return {
    event: crowd.plan.event,
    visitors: crowd.size,
    numbered,
    duplicates: duplicates(crowd.position),
    gaps: tally.issued === 0 ? 0 : (tally.issued - numbered) / tally.issued,
    overtaking: overtaking(crowd.position, crowd.numberedAt),
    numbering: numberingOf(crowd),
    polls: tally.polls,
    pollsPerMinute: tally.polls / Math.max(1, waitedMinutes),
    statusOrigin: {
      withShield: largest(cache?.withShield ?? []),
      withoutShield: largest(cache?.withoutShield ?? []),
    },
    admitted: countOf(crowd.fate, fate.admitted),
    left: countOf(crowd.fate, fate.left),
    lapsed: countOf(crowd.fate, fate.lapsed),
    told: countOf(crowd.fate, fate.told),
    refused: countOf(crowd.fate, fate.refused),
    mostInside: tally.mostInside,
    capacity: crowd.plan.config.capacity,
    learntAtMs: tally.learntAt,
    waitMs: { median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) },
    admissions: [...tally.admissions.subarray(0, seconds)],
    insideAt: [...tally.insideAt.subarray(0, seconds)],
  };
}

/** From position to admission, or to whatever else ended the wait. */
function waitsOf({ numberedAt, admittedAt, endedAt }: Happening["crowd"]): Float64Array {
  return numberedAt.map((from, index) => {
    const admitted = admittedAt[index] ?? Number.NaN;
    const wait = (Number.isNaN(admitted) ? (endedAt[index] ?? Number.NaN) : admitted) - from;
    return Number.isNaN(wait) ? 0 : wait;
  });
}

function numberingOf({ numberedAt, arrivesAt }: Happening["crowd"]): CrowdOutcome["numbering"] {
  const moments = numberedAt.filter((moment) => !Number.isNaN(moment)).sort();
  const delays = numberedAt
    .map((moment, index) => moment - (arrivesAt[index] ?? 0))
    .filter((delay) => !Number.isNaN(delay))
    .sort();
  return { p99Ms: quantile(delays, 0.99), lastMs: moments.at(-1) ?? 0, p99AtMs: quantile(moments, 0.99) };
}

function countOf(fates: Uint8Array, which: number): number {
  let count = 0;
  for (const one of fates) if (one === which) count += 1;
  return count;
}

/** How even the admissions of an on-sale were between two seconds. */
export function admissionShape({ admissions }: CrowdOutcome, fromSecond: number, toSecond: number): Shape {
  return shapeOf(admissions, fromSecond, toSecond);
}

/** Mean share of the capacity that was used between two seconds. */
export function utilisation(
  { insideAt, capacity }: CrowdOutcome,
  fromSecond: number,
  toSecond: number,
): number {
  return shapeOf(insideAt, fromSecond, toSecond).mean / capacity;
}
