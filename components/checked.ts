import { z } from "zod";

/** A string that is legal where `problemOf` finds nothing; refused with what it finds, and with the example. */
export function checked(problemOf: (text: string) => string | undefined, example: string) {
  return z.string().superRefine((text, context) => {
    const message = problemOf(text);
    if (message !== undefined) context.addIssue({ code: "custom", message, params: { example } });
  });
}
