import { parseArgs } from "node:util";

export const usage = `Simulates on-sales of the waiting room with its own code under virtual time, beside a naive design and the AWS solution.

  npm run simulate                      all of it, and writes docs/waiting-room-performance.md with its charts
  npm run simulate -- <name> …          only these, printed and not written
  npm run simulate -- --quick           all of it with a fiftieth of the people: a minute
  npm run simulate -- --visitors <n>    so many people in the rush; everything else shrinks alike
  npm run simulate -- --seed <n>        other people, other luck; 1 unless given
  npm run simulate -- --list            the names

Exit code: 0 all targets met, 1 a target missed or a simulation failed, 2 usage. Targets that depend on the number of
people, and how fast the machine is, are judged at full size only.`;

export type Wish =
  | { readonly kind: "help" | "list" }
  | { readonly kind: "problem"; readonly problem: string }
  | {
      readonly kind: "run";
      readonly names: readonly string[];
      readonly scale: number;
      readonly seed: number;
    };

/** How many people the rush has at full size. */
const fullSize = 1_000_000;
const quickSize = 20_000;

/** @param known the names there are. */
export function wishOf(args: readonly string[], known: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        visitors: { type: "string" },
        seed: { type: "string", default: "1" },
        quick: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    if (values.list) return { kind: "list" };
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      return problem(`there is no simulation ${unknown}, only: ${known.join(", ")}`);
    }
    const visitors = wholeNumber(values.visitors ?? String(values.quick ? quickSize : fullSize));
    const seed = wholeNumber(values.seed);
    if (visitors === undefined || visitors < 1_000 || visitors > fullSize) {
      return problem("--visitors is a number from 1000 to 1000000");
    }
    if (seed === undefined) return problem("--seed is a whole number");
    return { kind: "run", names: positionals, scale: visitors / fullSize, seed };
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function problem(text: string): Wish {
  return { kind: "problem", problem: text };
}
