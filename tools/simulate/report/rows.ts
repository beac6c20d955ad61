import { amount, type SimulationResult } from "../simulations/simulation";
import { definitions, type Figure, type Part, type Text } from "./row-definitions";

/** Below full size a row is judged by what holds at any size: missed if that fails, met if there is nothing else. */
export type Judgement = "met" | "missed" | "not judged";

/** A row of the performance table: what each design does, and whether ours does what it should. */
export interface Row {
  readonly number: number;
  readonly metric: string;
  readonly naive: string;
  readonly solution: string;
  readonly ours: string;
  readonly target: string;
  readonly judgement: Judgement;
  /** It says how fast this machine was: it differs from run to run. */
  readonly isTiming: boolean;
  /** Why it is missed where it is, if that is known. */
  readonly why?: string;
}

/** The rows that can be filled with what was measured at a scale. */
export function rowsOf(results: readonly SimulationResult[], scale: number): readonly Row[] {
  const figures = Object.assign({}, ...results.map((one) => one.figures)) as Record<string, number>;
  const timings = Object.assign({}, ...results.map((one) => one.timings ?? {})) as Record<string, number>;
  const all: Record<string, number> = { ...figures, ...timings };
  const figure: Figure = (name, unit = "") => amount(all[name] ?? Number.NaN, unit);
  return definitions.flatMap((definition, index) => {
    const known = definition.ours.filter((part) => all[part.figure] !== undefined);
    if (known.length === 0) return [];
    const said = (text: Text) => (typeof text === "string" ? text : text(figure, scale));
    const rival = (text: Text) => (said(text).includes("NaN") ? "not simulated" : said(text));
    const counted = known.filter(({ anySize }) => anySize === true || scale === 1);
    const missed = counted.some((part) => !holds(part, valueOf(part, all)));
    return [
      {
        number: index + 1,
        metric: said(definition.metric),
        naive: rival(definition.naive),
        solution: rival(definition.solution),
        ours: known.map((part) => amount(valueOf(part, all), part.unit)).join(", "),
        target: definition.target,
        judgement: missed ? "missed" : counted.length < known.length ? "not judged" : "met",
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
