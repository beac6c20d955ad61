import { stackFile, stacksAmong } from "./paths";

export type Choice =
  { readonly stack: string; readonly problem?: never } | { readonly stack?: never; readonly problem: string };

/**
 * The stack that is meant: each account has one of its own.
 *
 * @param names what lies in the folder of the bootstrap.
 */
export function chooseStack(wanted: string | undefined, names: readonly string[]): Choice {
  const known = stacksAmong(names);
  if (wanted !== undefined) {
    if (known.includes(wanted)) return { stack: wanted };
    const others = known.length === 0 ? "nor any other stack" : `only of ${known.join(", ")}`;
    return { problem: `there is no ${stackFile(wanted)}, ${others}` };
  }
  const usual = "bootstrap";
  const [only, ...others] = known;
  // Without any file the settings are what is wrong, and they are told as the first step.
  if (only === undefined || known.includes(usual)) return { stack: usual };
  if (others.length === 0) return { stack: only };
  return { problem: `there are several stacks, so name one: ${known.join(", ")}` };
}
