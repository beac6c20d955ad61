import { environmentsOnAws } from "../project/on-aws";
import { showStack } from "../project/show-stack";
import type { Terminal } from "../project/terminal";
import { usage } from "./arguments";
import { routesDocument } from "./document";
import { renderRoutes } from "./render";
import { withShortNames } from "./short-names";

/** Shows how requests go through an environment; the result is the exit code. */
export function runRoutes(args: readonly string[], root: string, terminal: Terminal): Promise<0 | 1 | 2> {
  return showStack(
    {
      ...{ name: "routes", usage, stackFiles: environmentsOnAws(root), render: renderRoutes },
      documentOf: ({ name }, resources, { json }) =>
        routesDocument(name, resources, Date.now(), json ? undefined : withShortNames),
    },
    args,
    root,
    terminal,
  );
}
