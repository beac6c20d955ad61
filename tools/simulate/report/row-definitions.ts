import { amount, theMillion } from "../simulations/simulation";

export type Figure = (name: string, unit?: string) => string;

/** What a cell says; it names the sizes of the run it is about. */
export type Text = string | ((figure: Figure, scale: number) => string);

/** One figure of the table, for each design, and what ours has to reach. */
export interface Definition {
  readonly metric: Text;
  readonly naive: Text;
  readonly solution: Text;
  /** Figures or timings, each with the most or the least it may be. */
  readonly ours: readonly Part[];
  readonly target: string;
  readonly why?: string;
}

export interface Part {
  readonly figure: string;
  readonly unit?: string;
  readonly factor?: number;
  readonly most?: number;
  readonly least?: number;
  /** Holds at any size; others are only judged in a full run. */
  readonly anySize?: boolean;
}

/** Joins in the rush's busiest second. */
const busiest = (scale: number): string => amount(Math.round(43_000 * scale));

export const definitions: readonly Definition[] = [
  {
    metric: "counter writes per visitor in a rush: most recently used, any environment, evenly",
    naive: "1",
    solution: "≥ 0.1 (Redis)",
    ours: ["leasesPerVisitor", "leasesPerVisitorRandom", "leasesPerVisitorFlat"].map((figure) => ({
      figure,
      most: 0.04,
    })),
    target: "≤ 0.04",
  },
  {
    metric: "database writes per join: simulated, on a local DynamoDB",
    naive: "3",
    solution: "2 and Redis",
    ours: [
      { figure: "writesPerJoin", most: 1.05 },
      { figure: "localWritesPerJoin", most: 1.05 },
    ],
    target: "≤ 1.05",
  },
  {
    metric: (_, scale) =>
      `writes a second of the hottest item at ${busiest(scale)} joins a second: most recently used, any environment`,
    naive: (_, scale) => `${busiest(scale)} (limit 1,000)`,
    solution: "Redis",
    ours: [
      { figure: "hottestWrites", most: 900 },
      { figure: "hottestWritesRandom", most: 900 },
    ],
    target: "≤ 900",
  },
  {
    metric: (_, scale) =>
      `${theMillion(scale)} people have a number: 99 of 100 after their arrival; of all, at ${amount(5_000 * scale)} requests a second`,
    naive: (figure) => figure("naiveNumberingSeconds", "s"),
    solution: "not stated",
    ours: [
      { figure: "numberingP99Seconds", unit: "s", most: 1 },
      { figure: "throttledNumberingSeconds", unit: "s", most: 240 },
    ],
    target: "≤ 1 s; 200 s at the throttle, 240 s with repeated requests",
  },
  {
    metric: "status requests per visitor and waiting minute",
    naive: (figure) => `${figure("naivePollsPerMinute")}, all at the origin`,
    solution: (figure) => `${figure("solutionPollsPerMinute")}, at the edge`,
    ours: [{ figure: "pollsPerMinute", most: 2.1, anySize: true }],
    target: "≤ 2.1, at the edge",
  },
  {
    metric: "status requests a second at the origin: with a shield, without; the same with 1,000 waiting",
    naive: (figure) => figure("naiveOriginRps"),
    solution: "tens",
    ours: [
      { figure: "originWithShield", most: 2 },
      { figure: "originWithoutShield", most: 30 },
      { figure: "originWithShieldFew", most: 2 },
      { figure: "originWithoutShieldFew", most: 30 },
    ],
    target: "≤ 2, ≤ 30",
  },
  {
    metric: "admissions a second, off the rate over 5 minutes with a quarter away",
    naive: (figure) => figure("naivePaceError"),
    solution: "the same",
    ours: [{ figure: "paceError", unit: "%", factor: 100, most: 1 }],
    target: "≤ 1 %",
  },
  {
    metric: "how even a second's admissions are: deviation over mean, 99th percentile over mean",
    naive: (figure) => `${figure("naiveUnevenness")}, ${figure("naivePeakOverMean")}`,
    solution: "the same shape",
    ours: [
      { figure: "unevenness", most: 0.1 },
      { figure: "peakOverMean", most: 1.25 },
    ],
    target: "≤ 0.10, ≤ 1.25",
  },
  {
    metric: (figure) =>
      `violations, people over capacity among them, in ${figure("faultSchedules")} random schedules of faults`,
    naive: "no bound",
    solution: "possible",
    ours: [{ figure: "faultViolations", most: 0, anySize: true }],
    target: "0",
  },
  {
    metric: "use of a full room with a quarter, with half of those called away",
    naive: "75, 50 % of nominal",
    solution: "can stall",
    ours: [
      { figure: "utilisationQuarter", unit: "%", factor: 100, least: 92 },
      { figure: "utilisationHalf", unit: "%", factor: 100, least: 84 },
    ],
    target: "≥ 92, ≥ 84 %",
  },
  {
    metric: "longest time anybody was overtaken by, and the median",
    naive: "0",
    solution: "no bound",
    ours: [
      { figure: "overtakingMaxSeconds", unit: "s", most: 2, anySize: true },
      { figure: "overtakingMedianSeconds", unit: "s", most: 1.1 },
    ],
    target: "≤ 2 s, ≤ 1.1 s",
  },
  {
    metric: "positions given out twice, positions nobody got",
    naive: "0, few",
    solution: (figure) => `${figure("solutionShared")} if 1 delete in 10,000 fails`,
    ours: [
      { figure: "duplicates", most: 0, anySize: true },
      { figure: "gaps", unit: "%", factor: 100, most: 2.5 },
    ],
    target: "0, ≤ 2.5 %",
  },
  {
    metric: "a minute without a controller: people lost at a rate, stall of a full room",
    naive: "500 per minute",
    solution: "a step",
    ours: [
      { figure: "lostInSilentMinute", most: 350 },
      { figure: "stallSeconds", unit: "s", most: 6 },
    ],
    target: "0 beyond chance (three deviations: 330), ≤ 6 s",
    why: "whoever looks stands in for a controller only three ticks after its lease of five seconds, since its next minute may come that late and must find the lead free",
  },
  {
    metric: "further admissions from a controller that runs twice, and twice at once",
    naive: "a step",
    solution: "a step",
    ours: [{ figure: "doubledTickExtra", most: 0, anySize: true }],
    target: "0",
  },
  {
    metric: "a check at the edge: 99th percentile in Node; mean in njs",
    naive: "a Lambda@Edge start",
    solution: "a regional function, RS256",
    ours: [
      { figure: "gateP99Us", unit: "µs", most: 50 },
      { figure: "gateNjsMeanUs", unit: "µs", most: 25 },
    ],
    target: "≤ 50 µs, ≤ 25 µs",
  },
  {
    metric: "bundle at the edge",
    naive: "up to 1 MB",
    solution: "–",
    ours: [{ figure: "edgeKilobytes", unit: "KB", most: 8, anySize: true }],
    target: "≤ 8 KB",
  },
  {
    metric: "the larger function's bundle; loading it",
    naive: "–",
    solution: "Python and layers",
    ours: [
      { figure: "lambdaKilobytes", unit: "KB", most: 600, anySize: true },
      { figure: "loadMs", unit: "ms", most: 80 },
    ],
    target: "≤ 600 KB, ≤ 80 ms",
  },
  {
    metric: "signing a ticket, 99th percentile",
    naive: "–",
    solution: "3 × RS256 and a secret",
    ours: [{ figure: "mintP99Us", unit: "µs", most: 20 }],
    target: "≤ 20 µs",
  },
  {
    metric: "valid admissions refused while keys rotate",
    naive: "all (a deployment)",
    solution: "no rotation",
    ours: [{ figure: "rotationRefused", most: 0, anySize: true }],
    target: "0",
  },
  {
    metric: (_, scale) =>
      `cost of a million visitors${scale === 1 ? "" : `, reckoned from ${theMillion(scale)}`}`,
    naive: (figure) => `${figure("naiveUsdPerMillion", "$")} (could not serve it)`,
    solution: (figure) => `${figure("solutionUsdPerMillion", "$")} and about $14 a day`,
    ours: [{ figure: "usdPerMillion", unit: "$", most: 80 }],
    target: "≤ $80",
  },
  {
    metric: (_, scale) => `${theMillion(scale)} visitors from end to end in this simulation`,
    naive: "–",
    solution: "–",
    ours: [
      { figure: "wallSeconds", unit: "s", most: 60 },
      { figure: "megabytes", unit: "MB", most: 1_536 },
    ],
    target: "≤ 60 s, ≤ 1.5 GB",
  },
  {
    metric: "read units to count a full block; counting 16 of them on a local DynamoDB",
    naive: "–",
    solution: "the whole index a minute",
    ours: [
      { figure: "unitsPerCount", most: 25, anySize: true },
      { figure: "localTickMs", unit: "ms", most: 150 },
    ],
    target: "≤ 25, ≤ 150 ms",
    why: "a session takes 136 bytes, not the 97 the target was reckoned with; the local DynamoDB answers some 50 counts a second, AWS many at once",
  },
];
