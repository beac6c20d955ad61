import type { Ended } from "./processes";

export const answer = (value: unknown): Ended => ({ code: 0, stdout: JSON.stringify(value), stderr: "" });
export const silence: Ended = { code: 0, stdout: "", stderr: "" };
/** As the AWS CLI puts it, after an empty line. */
export const refusal = (code: string, message = "Refused", operation = "Some"): Ended => ({
  code: 254,
  stdout: "",
  stderr: `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`,
});

/** By command, such as `sts get-caller-identity`. */
export type Answers = Readonly<Record<string, Ended>>;
