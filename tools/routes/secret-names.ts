import type { Resource } from "../offline/resource";

/** What is shown in place of a value. */
export type Shown = (value: string) => string;

/** Shows values that the stack has made at random by their generation, and all others as they are. */
export function showing(resources: readonly Resource[]): Shown {
  const generations = resources
    .filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
    .map(({ name, outputs }) => [String(outputs["result"]), /\d+$/.exec(name)?.[0]] as const);
  const names = new Map(
    generations.map(([value, number]) => [
      value,
      number === undefined ? "[secret]" : `[secret, generation ${number}]`,
    ]),
  );
  return (value) => names.get(value) ?? value;
}
