import * as z from "zod";

/**
 * Under which a function's own figures are counted, by the variable that Powertools knows too. Each environment has one
 * of its own, since environments share an account's figures.
 */
export const metricsNamespace = (unlessSet: string) =>
  z
    .string()
    .regex(/^[\w./#:-]{1,255}$/)
    .default(unlessSet);

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
