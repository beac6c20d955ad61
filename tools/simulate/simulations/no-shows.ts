import { fullRoom, longestStall, roomVisitors } from "./full-room";
import { atLeast, atMost, never, type Options, type Simulation, type SimulationResult } from "./simulation";

/** A quarter stays away as on any day; half as on a bad one. */
export const noShowsSimulation: Simulation = {
  id: "SIM-4",
  name: "no-shows",
  title: "a full room for an hour while a quarter, or half, of those called do not come",
  visitors: 2 * roomVisitors,
  run,
};

/** The controller is away for a minute in the middle. */
const silent = { fromMs: 1_800_000, toMs: 1_860_000 };

async function run(options: Options): Promise<SimulationResult> {
  const part = (index: number): Options => ({
    ...options,
    progress: (share) => {
      options.progress((index + share) / 2);
    },
  });
  const quarter = await fullRoom(part(0), { noShow: 0.25, hidden: 0, controllerSilent: silent });
  const half = await fullRoom(part(1), { noShow: 0.5, hidden: 0 });
  const stall = longestStall(quarter.event, 1_790, 1_870);
  const over = [quarter, half].reduce(
    (most, { event }) => Math.max(most, event.mostInside - event.capacity),
    0,
  );
  return {
    figures: {
      utilisationQuarter: quarter.utilisation,
      utilisationHalf: half.utilisation,
      stallSeconds: stall,
      mostInsideQuarter: quarter.event.mostInside,
      mostInsideHalf: half.event.mostInside,
      roomCapacity: quarter.event.capacity,
    },
    series: [{ name: "people inside", values: quarter.event.insideAt }],
    verdicts: [
      never("people over capacity", Math.max(0, over)),
      atLeast("of the room used, a quarter away", quarter.utilisation * 100, 92, "%"),
      atLeast("of the room used, half away", half.utilisation * 100, 84, "%"),
      atMost("longest stall while the controller is away for a minute", stall, 6, "s"),
      never("visitors whose place was lost", quarter.event.lapsed + half.event.lapsed),
    ],
  };
}
