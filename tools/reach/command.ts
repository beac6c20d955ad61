import { asJudged } from "../preview/judged";
import { showStack } from "../project/show-stack";
import { stacksIn } from "../project/stack-files";
import type { Terminal } from "../project/terminal";
import { usage } from "./arguments";
import { reachDocument } from "./document";
import { renderReach } from "./render";

/** Shows who may call whom in an environment; the result is the exit code. */
export function runReach(args: readonly string[], root: string, terminal: Terminal): Promise<0 | 1 | 2> {
  return showStack(
    {
      ...{ name: "reach", usage, render: renderReach },
      stackFiles: stacksIn(root).filter(({ folder }) => folder === ""),
      documentOf: ({ name }, resources) => reachDocument(name, asJudged(resources)),
    },
    args,
    root,
    terminal,
  );
}
