import { paint } from "../preview/render/style";
import type { BootstrapFacts } from "./check";
import { makeStack } from "./commands";
import type { Step, StepState } from "./step";

const looks = {
  done: { mark: "✓", colour: "green" },
  open: { mark: "→", colour: "yellow" },
  unknown: { mark: "?", colour: "magenta" },
  waiting: { mark: "·", colour: "dim" },
} as const satisfies Record<StepState, object>;

const nameWidth = 14;
const indent = " ".repeat(nameWidth + 4);

/** Every step with what to do about it; the lines of a command stand alone, to be copied. */
export function renderSteps(steps: readonly Step[]): string {
  return steps.flatMap(stepLines).join("\n");
}

/** What comes after the bootstrap. */
export function renderNext({ stacks, region }: BootstrapFacts): string {
  const commands = stacks.map((stack) => `  ${paint("cyan", makeStack(stack, region))}`);
  const lead = commands.length === 0 ? "Everything is done." : "Everything is done. To make a stack:";
  return [lead, ...commands].join("\n");
}

function stepLines({ name, state, text, details, commands }: Step): readonly string[] {
  const { mark, colour } = looks[state];
  const shown = state === "waiting" ? paint("dim", text) : text;
  return [
    `  ${paint(colour, mark)} ${name.padEnd(nameWidth)}${shown}`,
    ...details.map((detail) => indent + detail),
    ...commands.map((command) => `${indent}  ${paint("cyan", command)}`),
  ];
}
