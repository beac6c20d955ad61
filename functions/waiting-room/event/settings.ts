import type { z } from "zod";
import { eventConfigSchema, type EventConfig, type Mode } from "./config";

/** One thing wrong with settings: where, and what must be there instead. It never repeats what was given. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export type Checked =
  | { readonly kind: "settings"; readonly config: EventConfig }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

/** Settings of a new event: sound in themselves, and not over before they begin. */
export function newSettings(candidate: unknown, now: number): Checked {
  const checked = soundSettings(candidate);
  if (checked.kind === "invalid" || checked.config.closeAt > now) return checked;
  return { kind: "invalid", problems: [{ path: "closeAt", message: "must lie ahead" }] };
}

/** Settings in place of `current`, of which some cannot change any more. */
export function changedSettings(candidate: unknown, current: EventConfig, mode: Mode): Checked {
  const checked = soundSettings(candidate);
  if (checked.kind === "invalid") return checked;
  const { config } = checked;
  const problems = fixedSettings(mode).flatMap(([path, why]) =>
    config[path] === current[path] ? [] : [{ path, message: why }],
  );
  return problems.length === 0 ? checked : { kind: "invalid", problems };
}

function soundSettings(candidate: unknown): Checked {
  const { success, data, error } = eventConfigSchema.safeParse(candidate);
  return success
    ? { kind: "settings", config: data }
    : { kind: "invalid", problems: problemsOf(error, Object.keys(eventConfigSchema.shape)) };
}

/**
 * Issues in our own words where the library's would repeat what was sent: names nobody knows are counted, not named,
 * and of paths only names that we gave are told.
 */
export function problemsOf(error: z.ZodError, knownNames: readonly string[]): readonly Problem[] {
  return error.issues.map((issue) => {
    const [first] = issue.path;
    const path = typeof first === "string" && knownNames.includes(first) ? issue.path.join(".") : "";
    if (issue.code === "unrecognized_keys") {
      const { length } = issue.keys;
      return { path, message: `has ${String(length)} unknown ${length === 1 ? "name" : "names"}` };
    }
    return { path, message: issue.message };
  });
}

/**
 * What stays as it is, and why.
 *
 * The two windows are fixed with the line: positions beyond them have given their slots on, and a process that still
 * reads the old window would let their owners claim slots that are given twice.
 */
function fixedSettings(mode: Mode): readonly (readonly [keyof EventConfig, string])[] {
  const always = [
    ["sessionShards", "cannot change: sessions are stored by it"],
    ["joinStore", "cannot change: places are stored by it"],
  ] as const;
  if (mode === "DRAFT") return always;
  const joined = [
    ["fingerprint", "cannot change once people can join: their tokens are bound by it"],
  ] as const;
  if (mode === "PRE") return [...always, ...joined];
  const line = [
    ["promptMs", "cannot change once the line has started: slots have been given on by it"],
    ["graceMs", "cannot change once the line has started: places have lapsed by it"],
  ] as const;
  return [...always, ...joined, ...line];
}
