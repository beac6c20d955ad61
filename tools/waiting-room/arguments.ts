import { parseArgs } from "node:util";

export const usage = `Runs the whole waiting room on this machine: the page, the API, the gate in front of a small shop, the controller,
and DynamoDB in this process. Nothing leaves the machine, and nothing is kept when it ends.

  npm run waiting-room                      starts it and prints where the shop and the operator's view are
  npm run waiting-room -- --visitors 500    … with a rush of 500 simulated visitors before you

  --port N        listen there (default 8080; 0: any that is free)
  --visitors N    simulated visitors that come within ten seconds (default 0, at most 20000)
  --rate N        people let in a second (default 5)
  --capacity N    people inside at once, at most (default 100)
  --lottery N     collect people for N seconds and draw lots for their order
  --memory        keep everything in memory instead of a local DynamoDB
  --help          this

Ctrl-C stops it. Exit code: 0 stopped, 1 it could not start, 2 usage.`;

export interface Settings {
  readonly port: number;
  readonly visitors: number;
  readonly rate: number;
  readonly capacity: number;
  /** Seconds until the line starts; 0: at once, without a lottery. */
  readonly lottery: number;
  readonly memory: boolean;
}

export type Wish =
  | { readonly kind: "run"; readonly settings: Settings }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string };

const numbers = {
  port: { min: 0, max: 65_535, default: 8_080, whole: true },
  visitors: { min: 0, max: 20_000, default: 0, whole: true },
  rate: { min: 0.1, max: 1_000, default: 5, whole: false },
  capacity: { min: 1, max: 100_000, default: 100, whole: true },
  lottery: { min: 0, max: 3_600, default: 0, whole: true },
} as const;

type NumberName = keyof typeof numbers;

export function wishOf(args: readonly string[]): Wish {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        visitors: { type: "string" },
        rate: { type: "string" },
        capacity: { type: "string" },
        lottery: { type: "string" },
        memory: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const read = (name: NumberName) => numberOf(name, values[name]);
    const settings = {
      port: read("port"),
      visitors: read("visitors"),
      rate: read("rate"),
      capacity: read("capacity"),
      lottery: read("lottery"),
      memory: values.memory,
    };
    return { kind: "run", settings };
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws Error that says what the option takes. */
function numberOf(name: NumberName, text: string | undefined): number {
  const { min, max, whole, default: usual } = numbers[name];
  if (text === undefined) return usual;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new Error(`--${name} takes a ${whole ? "whole " : ""}number from ${String(min)} to ${String(max)}`);
}
