import type { Simulation } from "../simulations/simulation";
import { bundlesCheck } from "./bundles";
import { faultsCheck } from "./faults";
import { gateCheck } from "./gate";
import { localStoreCheck } from "./local-store";
import { rotationCheck } from "./rotation";

/** What no model can answer: it is measured on the real parts. */
export const checks: readonly Simulation[] = [
  faultsCheck,
  localStoreCheck,
  rotationCheck,
  gateCheck,
  bundlesCheck,
];
