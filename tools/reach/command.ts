import { evaluateStack } from "../preview/evaluate-stack";
import { asJudged } from "../preview/judged";
import { renderProblems } from "../preview/render/problems";
import { readStack, stacksIn } from "../project/stack-files";
import { wishOf } from "../routes/arguments";
import type { Terminal } from "../routes/command";
import { usage } from "./arguments";
import { reachDocument } from "./document";
import { renderReach } from "./render";

/** Shows who may call whom in an environment; the result is the exit code. */
export async function runReach(
  args: readonly string[],
  root: string,
  { print, printError }: Terminal,
): Promise<0 | 1 | 2> {
  const environments = stacksIn(root).filter(({ folder }) => folder === "");
  const wish = wishOf(
    args,
    environments.map(({ name }) => name),
  );
  if (wish.kind === "problem") {
    printError(`${wish.text}\n\`npm run reach -- --help\` shows what there is`);
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
  const reach = reachDocument(stack.name, asJudged(resources));
  print(wish.json ? JSON.stringify(reach, null, 2) : renderReach(reach));
  return 0;
}
