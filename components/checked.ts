import { z } from "zod";

/** A string that is legal where `problemOf` finds nothing; refused with what it finds, and with the example. */
export function checked(problemOf: (text: string) => string | undefined, example: string) {
  return z.string().superRefine((text, context) => {
    const message = problemOf(text);
    if (message !== undefined) context.addIssue({ code: "custom", message, params: { example } });
  });
}

/** Refuses a list that names something twice, whatever else is wrong beside it. */
export function withoutRepeats(list: readonly string[], context: z.RefinementCtx): void {
  const repeated = list.find((item, index) => list.indexOf(item) !== index);
  if (repeated === undefined) return;
  const params = { example: [...new Set(list)] };
  context.addIssue({ code: "custom", message: `names ${repeated} twice`, params });
}
