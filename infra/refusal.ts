import * as pulumi from "@pulumi/pulumi";
import { formatPath, type Problem } from "./problems";

/** Ends the program with every problem in words; the engine shows a RunError without a stack trace. */
export class Refusal extends pulumi.RunError {
  constructor(
    stack: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(
      ({ path, message, example }) => `  ${path} ${message}; for example: ${example}`,
    );
    super([`Pulumi.${stack}.yaml cannot be used:`, ...lines].join("\n"));
  }
}

export function unusedNameProblem(name: string): Problem {
  return {
    path: formatPath(["urr:environment", "names", name]),
    message: "names no resource of this stack that can be given a name",
    example: "operations-archive-bucket: urr-prod-logs",
  };
}
