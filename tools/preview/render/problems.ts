import type { FileProblem } from "../document";
import { paint } from "./style";

/** One line per problem, for stderr: file, path, what is wrong, a value that would do. */
export function renderProblems(problems: readonly FileProblem[]): string {
  return problems
    .map(({ file, path, message, example }) => {
      const where = path === "" ? file : `${file} ${paint("bold", path, process.stderr)}`;
      return `${paint("red", "✗", process.stderr)} ${where} ${message}; for example: ${paint("green", example, process.stderr)}`;
    })
    .join("\n");
}
