import { fullRoom, roomVisitors } from "./full-room";
import { atLeast, never, type Options, type Simulation, type SimulationResult } from "./simulation";

export const hiddenTabsSimulation: Simulation = {
  id: "SIM-5",
  name: "hidden-tabs",
  title: "a full room for an hour while four of ten look at something else when it is their turn",
  visitors: roomVisitors,
  run,
};

async function run(options: Options): Promise<SimulationResult> {
  const { event, utilisation } = await fullRoom(options, { noShow: 0.25, hidden: 0.4 });
  return {
    figures: {
      utilisationHidden: utilisation,
      mostInsideHidden: event.mostInside,
      lapsedHidden: event.lapsed,
    },
    verdicts: [
      never("people over capacity", Math.max(0, event.mostInside - event.capacity)),
      never("visitors whose place was lost", event.lapsed),
      atLeast("of the room used", utilisation * 100, 85, "%"),
    ],
  };
}
