import type { z } from "zod";

/** What is wrong between settings that are each right by themselves. */
export interface Contradiction {
  /** The setting to correct, below the settings that were compared. */
  readonly path: readonly (string | number)[];
  /** To be read after the path. */
  readonly message: string;
  /** A value that would be accepted. */
  readonly example: unknown;
}

/** Reports contradictions to a schema: `schema.superRefine(refusing(find), whenSound("min", "max"))`. */
export function refusing<Settings>(find: (settings: Settings) => readonly Contradiction[]) {
  return (settings: Settings, context: z.RefinementCtx<Settings>): void => {
    for (const { path, message, example } of find(settings)) {
      context.addIssue({ code: "custom", path: [...path], message, params: { example, compared: true } });
    }
  };
}

/**
 * When to compare settings: as soon as those that are compared are sound, whatever else is wrong in the file.
 *
 * Without it Zod compares nothing where anything is wrong, and problems come out one after the other.
 */
export function whenSound(...paths: readonly string[]) {
  const compared = paths.map((path) => path.split("."));
  return {
    when: ({ issues, value }: z.core.ParsePayload): boolean =>
      typeof value === "object" &&
      issues.every((issue) => isHarmless(issue) || !compared.some((one) => meet(one, issue.path ?? []))),
  };
}

/** A setting that nobody knows says nothing about those that are known; what was compared is sound by itself. */
function isHarmless(issue: z.core.$ZodRawIssue): boolean {
  return (
    issue.code === "unrecognized_keys" || (issue.code === "custom" && issue.params?.["compared"] === true)
  );
}

/** Whether one path leads through the other. */
function meet(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  const shorter = Math.min(one.length, other.length);
  return one.slice(0, shorter).every((part, index) => part === String(other[index]));
}
