import { evaluateStack } from "../preview/evaluate-stack";
import { renderProblems } from "../preview/render/problems";
import { environmentsOnAws } from "../project/on-aws";
import { readStack } from "../project/stack-files";
import { usage, wishOf } from "./arguments";
import { routesDocument } from "./document";
import { renderRoutes } from "./render";
import { withShortNames } from "./short-names";

export interface Terminal {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Shows how requests go through an environment; the result is the exit code. */
export async function runRoutes(
  args: readonly string[],
  root: string,
  { print, printError }: Terminal,
): Promise<0 | 1 | 2> {
  const environments = environmentsOnAws(root);
  const wish = wishOf(
    args,
    environments.map(({ name }) => name),
  );
  if (wish.kind === "problem") {
    printError(`${wish.text}\n\`npm run routes -- --help\` shows what there is`);
    return 2;
  }
  if (wish.kind === "help") {
    print(usage);
    return 0;
  }
  const stackFile = environments.find(({ name }) => name === wish.stack);
  if (stackFile === undefined) throw new Error(`${wish.stack} was there a moment ago`);
  const { stack, problems } = readStack(root, stackFile);
  if (stack === undefined) {
    printError(renderProblems(problems.map((problem) => ({ file: stackFile.file, ...problem }))));
    return 1;
  }
  const { problems: troubles, resources } = await evaluateStack(stack, "update");
  if (troubles.length > 0) {
    printError(troubles.join("\n"));
    return 1;
  }
  const named = wish.json ? undefined : withShortNames;
  const routes = await routesDocument(stack.name, resources, Date.now(), named);
  print(wish.json ? JSON.stringify(routes, null, 2) : renderRoutes(routes));
  return 0;
}
