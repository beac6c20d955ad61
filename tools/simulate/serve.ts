import type { Simulation, SimulationResult } from "./simulations/simulation";

export interface Order {
  readonly name: string;
  readonly scale: number;
  readonly seed: number;
}

export type Message =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "result"; readonly result: SimulationResult };

/** Runs what the parent process orders, and tells it how far it has come. */
export function serve(catalogue: readonly Simulation[]): void {
  const tell = (message: Message) => process.send?.(message);
  process.once("message", ({ name, scale, seed }: Order) => {
    const simulation = catalogue.find((one) => one.name === name);
    if (simulation === undefined) throw new Error(`there is no simulation ${name}`);
    let told = 0;
    const progress = (share: number) => {
      if (share - told < 0.01) return;
      told = share;
      tell({ kind: "progress", share });
    };
    void simulation.run({ scale, seed, progress }).then((result) => {
      tell({ kind: "result", result });
      process.disconnect();
    });
  });
}
