/** One thing that was expected, and what was measured. */
export interface Verdict {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
  /** Holds at any size; others are only judged in a full run. */
  readonly anySize: boolean;
  /** It says how fast this machine was: it differs from run to run. */
  readonly isTiming?: boolean;
}

/** Values by the second, for a chart. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface SimulationResult {
  /** What the performance table quotes, by name. */
  readonly figures: Readonly<Record<string, number>>;
  readonly verdicts: readonly Verdict[];
  readonly series?: readonly Series[];
  /** What depends on the machine and differs from run to run. */
  readonly timings?: Readonly<Record<string, number>>;
}

export interface Options {
  /** 1 is the full size: visitors, rate and capacity shrink together, durations stay. */
  readonly scale: number;
  readonly seed: number;
  /** Part of 1 that is done. */
  readonly progress: (share: number) => void;
}

export interface Simulation {
  /** SIM-1 … SIM-10; the others measure what no simulation can. */
  readonly id?: string;
  readonly name: string;
  /** Where it names a size: what it is called at a scale. */
  readonly title: string | ((scale: number) => string);
  /** At full size, from where they shrink with the scale; or how many there are at a scale. */
  readonly visitors: number | ((scale: number) => number);
  readonly run: (options: Options) => Promise<SimulationResult>;
}

/** What a simulation is called at a scale, with the sizes that it really has. */
export function titleOf({ title }: Pick<Simulation, "title">, scale: number): string {
  return typeof title === "string" ? title : title(scale);
}

/** How many people take part at a scale; 0 where none do. */
export function visitorsOf({ visitors }: Pick<Simulation, "visitors">, scale: number): number {
  return typeof visitors === "number" ? Math.round(visitors * scale) : visitors(scale);
}

/** The million that the on-sale has at full size, in words; fewer as a number. */
export function theMillion(scale: number): string {
  return scale === 1 ? "a million" : amount(Math.round(1_000_000 * scale));
}

/** A value that must not be greater. */
export function atMost(what: string, value: number, limit: number, unit = "", anySize = false): Verdict {
  return {
    what,
    measured: amount(value, unit),
    target: `≤ ${amount(limit, unit)}`,
    met: value <= limit,
    anySize,
  };
}

/** The same of a machine's time or memory. */
export function timed(verdict: Verdict): Verdict {
  return { ...verdict, isTiming: true };
}

/** A value that must not be smaller. */
export function atLeast(what: string, value: number, limit: number, unit = "", anySize = false): Verdict {
  return {
    what,
    measured: amount(value, unit),
    target: `≥ ${amount(limit, unit)}`,
    met: value >= limit,
    anySize,
  };
}

/** Something that must not happen at any size. */
export function never(what: string, count: number): Verdict {
  return { what, measured: amount(count, ""), target: "0", met: count === 0, anySize: true };
}

/** A number with as many digits as one can make sense of, and its unit. */
export function amount(value: number, unit = ""): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 4;
  const text = Number.isInteger(value)
    ? value.toLocaleString("en-US")
    : value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (unit === "") return text;
  return unit === "$" ? `$${text}` : `${text} ${unit}`;
}
