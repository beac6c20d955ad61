/** `waiting` is a step that cannot be judged before another one is done. */
export type StepState = "done" | "open" | "unknown" | "waiting";

export interface Step {
  readonly name: string;
  readonly state: StepState;
  readonly text: string;
  readonly details: readonly string[];
  /** What to run next, in this order. */
  readonly commands: readonly string[];
}

interface Remedy {
  readonly details?: readonly string[];
  readonly commands?: readonly string[];
}

const step =
  (state: StepState) =>
  (name: string, text: string, { details = [], commands = [] }: Remedy = {}): Step => ({
    name,
    state,
    text,
    details,
    commands,
  });

export const done = step("done");
export const open = step("open");
export const unknown = step("unknown");

export function waiting(name: string, prerequisite: string): Step {
  return step("waiting")(name, `waits for: ${prerequisite}`);
}
