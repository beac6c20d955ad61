import { gateTargets, measureGate, measureHostile } from "../../../bench/admission-gate";
import {
  atMost,
  timed,
  type Options,
  type Simulation,
  type SimulationResult,
} from "../simulations/simulation";

const rounds = 3;
const callsOfRound = 60_000;

export const gateCheck: Simulation = {
  name: "gate",
  title: "how long the gate takes to let a request pass, and an admission to be signed",
  visitors: 0,
  run,
};

function run({ progress }: Options): Promise<SimulationResult> {
  const measured = Array.from({ length: rounds }, (_, round) => {
    const figures = measureGate(callsOfRound);
    progress((round + 1) / rounds);
    return figures;
  });
  // The quietest round: the others tell what else the machine was doing.
  const least = (times: readonly (number | undefined)[]) =>
    Math.min(...times.filter((time) => time !== undefined));
  const gate = least(measured.map(({ gateP99 }) => gateP99));
  const mint = least(measured.map(({ mintP99 }) => mintP99));
  const njs = least(measured.map(({ njsMean }) => njsMean));
  const hasNjs = Number.isFinite(njs);
  const hostile = measureHostile();
  const verdicts = [
    atMost("99 of 100 checks of the gate in Node", gate, gateTargets.gateP99, "µs", true),
    ...(hasNjs
      ? [atMost("a check of the gate in njs, on average", njs, gateTargets.njsMean, "µs", true)]
      : []),
    ...(hostile
      ? [atMost(`the gate in njs for ${hostile.name}`, hostile.mean, gateTargets.njsHostileMean, "µs", true)]
      : []),
    atMost("99 of 100 admissions signed", mint, gateTargets.mintP99, "µs", true),
  ];
  return Promise.resolve({
    figures: {},
    timings: {
      gateP99Us: gate,
      mintP99Us: mint,
      ...(hasNjs && { gateNjsMeanUs: njs }),
      ...(hostile && { gateHostileMeanUs: hostile.mean }),
    },
    verdicts: verdicts.map(timed),
  });
}
