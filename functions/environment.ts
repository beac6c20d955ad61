import type * as z from "zod";

/** The variables a function is told by its environment; throws with the names of what is missing or wrong, never with a value. */
export function readVariables<T>(
  schema: z.ZodType<T>,
  variables: Readonly<Record<string, string | undefined>>,
): T {
  const { success, data, error } = schema.safeParse(variables);
  if (success) return data;
  const names = new Set(error.issues.map(({ path: [name] }) => String(name)));
  throw new Error(`the environment lacks, or has wrong: ${[...names].join(", ")}`);
}
