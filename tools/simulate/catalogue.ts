import { botsSimulation } from "./simulations/bots";
import { dripSimulation } from "./simulations/drip";
import { flatSimulation } from "./simulations/flat";
import { hiddenTabsSimulation } from "./simulations/hidden-tabs";
import { noShowsSimulation } from "./simulations/no-shows";
import { rivalsSimulation } from "./simulations/rivals";
import { rushSimulation } from "./simulations/rush";
import type { Simulation } from "./simulations/simulation";
import { soldOutSimulation } from "./simulations/sold-out";
import { throttledSimulation } from "./simulations/throttled";
import { twoEventsSimulation } from "./simulations/two-events";

/** The ten simulations, in their order. */
export const simulations: readonly Simulation[] = [
  rushSimulation,
  flatSimulation,
  dripSimulation,
  noShowsSimulation,
  hiddenTabsSimulation,
  soldOutSimulation,
  twoEventsSimulation,
  throttledSimulation,
  rivalsSimulation,
  botsSimulation,
];
