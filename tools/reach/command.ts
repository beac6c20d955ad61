import { parseAny, type AnySettings } from "../../infra/settings";
import { readStackFile } from "../project/read-stack-file";
import { showStack } from "../project/show-stack";
import type { Stack } from "../project/stack";
import { stacksIn } from "../project/stack-files";
import type { Terminal } from "../project/terminal";
import { usage } from "./arguments";
import { environmentReach } from "./environment";
import { renderReach } from "./render";

export interface ReachTerminal extends Terminal {
  /** Characters that a line has. */
  readonly width: number;
}

/** Shows who may call whom in an environment; the result is the exit code. */
export function runReach(args: readonly string[], root: string, terminal: ReachTerminal): Promise<0 | 1 | 2> {
  return showStack(
    {
      ...{ name: "reach", usage },
      stackFiles: stacksIn(root).filter(({ folder }) => folder === ""),
      documentOf: (stack, resources) => environmentReach(settingsOf(root, stack), resources),
      render: (document) => renderReach(document, terminal.width),
    },
    args,
    root,
    terminal,
  );
}

function settingsOf(root: string, stack: Stack): AnySettings {
  const { settings } = readStackFile(root, stack, parseAny);
  if (settings === undefined) throw new Error(`${stack.file} was in order a moment ago`);
  return settings;
}
