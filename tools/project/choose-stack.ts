interface Named {
  readonly name: string;
}

/** The one stack that somebody has named, or what to tell him instead. */
export type ChosenStack<Known extends Named> =
  { readonly stack: Known; readonly problem?: never } | { readonly stack?: never; readonly problem: string };

/** @param known the stacks that have a file. */
export function chosenStack<Known extends Named>(
  positionals: readonly string[],
  known: readonly Known[],
): ChosenStack<Known> {
  const [name, ...others] = positionals;
  const list = known.length === 0 ? "there is none" : known.map((one) => one.name).join(", ");
  if (name === undefined) return { problem: `name a stack: ${list}` };
  if (others.length > 0) return { problem: `one stack at a time, not ${positionals.join(" and ")}` };
  const stack = known.find((one) => one.name === name);
  return stack === undefined ? { problem: `there is no environment ${name}, only: ${list}` } : { stack };
}
