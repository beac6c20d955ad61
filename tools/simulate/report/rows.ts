import { amount, type SimulationResult } from "../simulations/simulation";
import { definitions, type Definition, type Figure, type Part } from "./row-definitions";

/** A row of the performance table: what each design does, and whether ours does what it should. */
export interface Row {
  readonly number: number;
  readonly metric: string;
  readonly naive: string;
  readonly solution: string;
  readonly ours: string;
  readonly target: string;
  readonly met: boolean;
  /** It says how fast this machine was: it differs from run to run. */
  readonly isTiming: boolean;
  /** Why it is missed where it is, if that is known. */
  readonly why?: string;
}

/** The rows that can be filled with what was measured. */
export function rowsOf(results: readonly SimulationResult[]): readonly Row[] {
  const figures = Object.assign({}, ...results.map((one) => one.figures)) as Record<string, number>;
  const timings = Object.assign({}, ...results.map((one) => one.timings ?? {})) as Record<string, number>;
  const all: Record<string, number> = { ...figures, ...timings };
  const figure: Figure = (name, unit = "") => amount(all[name] ?? Number.NaN, unit);
  return definitions.flatMap((definition, index) => {
    const known = definition.ours.filter((part) => all[part.figure] !== undefined);
    if (known.length === 0) return [];
    const rival = (text: Definition["naive"]) => {
      const said = typeof text === "string" ? text : text(figure);
      return said.includes("NaN") ? "not simulated" : said;
    };
    return [
      {
        number: index + 1,
        metric: definition.metric,
        naive: rival(definition.naive),
        solution: rival(definition.solution),
        ours: known.map((part) => amount(valueOf(part, all), part.unit)).join(", "),
        target: definition.target,
        met: known.every((part) => holds(part, valueOf(part, all))),
        ...(definition.why === undefined ? {} : { why: definition.why }),
        isTiming: known.some((part) => timings[part.figure] !== undefined),
      },
    ];
  });
}

function valueOf({ figure, factor = 1 }: Part, all: Readonly<Record<string, number>>): number {
  return (all[figure] ?? Number.NaN) * factor;
}

function holds(
  { most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }: Part,
  value: number,
): boolean {
  return value <= most && value >= least;
}
