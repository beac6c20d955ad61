import type { Resource } from "../../tools/offline/resource";
import { edgeOf, opened, type EdgeChoices } from "../support/edge/edge";
import { brokenBy } from "./broken-by";

type Inputs = Resource["inputs"];
export type Change = (inputs: Inputs) => Inputs;
/** What is wrong, where, how it came to be, and who notices. */
export type Case = readonly [wrong: string, name: string, change: Change, policy: string];

/** An edge whose environment guards its data. */
const resourcesOf = (choices: EdgeChoices = {}) =>
  edgeOf(choices).then(({ resources }) =>
    resources.map((one) => (one.name === "buckets-frontend-bucket" ? { ...one, protect: true } : one)),
  );

/** Edges as they are built. */
export const edges = {
  withCloudFront: () => resourcesOf(),
  withoutCloudFront: () => resourcesOf({ settings: opened }),
  atLambdaEdge: () => resourcesOf({ settings: { gate: "lambdaEdge" } }),
};

/** The policies that a part breaks as it is, and as it would be. */
export async function broken(captured: Promise<readonly Resource[]>, name: string, change: Change) {
  const found = (await captured).find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  const [before, after] = await Promise.all([
    brokenBy(captured, name),
    brokenBy(captured, name, change(found.inputs)),
  ]);
  return { before, after };
}

/** The policies that a part breaks as it is, and once another part is gone. */
export async function brokenWithout(captured: Promise<readonly Resource[]>, name: string, gone: string) {
  const whole = await captured;
  const without = whole.filter((one) => one.name !== gone);
  if (without.length === whole.length) throw new Error(`there is no ${gone}`);
  const [before, after] = await Promise.all([
    brokenBy(captured, name),
    brokenBy(Promise.resolve(without), name),
  ]);
  return { before, after };
}

export const to =
  (changed: Inputs): Change =>
  () =>
    changed;

/** Changes items of a list: all of them, or those that are meant. */
export function each(list: string, changed: Inputs, isMeant: (one: Inputs) => boolean = () => true): Change {
  return (inputs) => ({
    [list]: (inputs[list] as readonly Inputs[]).map((one) => (isMeant(one) ? { ...one, ...changed } : one)),
  });
}

/** Changes keys of an object. */
export function within(part: string, changed: Inputs): Change {
  return (inputs) => ({ [part]: { ...(inputs[part] as Inputs), ...changed } });
}

export const called = (key: string, value: string) => (one: Inputs) => one[key] === value;
