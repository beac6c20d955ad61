import { resolve } from "node:path";
import yoctoSpinner from "yocto-spinner";
import { readProject } from "../project/project-file";
import { stacksIn } from "../project/stack-files";
import { parseArguments, usage, UsageError, type Arguments } from "./arguments";
import { evaluateBase } from "./base";
import { buildDocument, compareDocuments } from "./build-document";
import type { PreviewDocument } from "./document";
import { renderMarkdown } from "./render/markdown";
import { renderProblems } from "./render/problems";
import { paint } from "./render/style";
import { renderSummary } from "./render/summary";
import { renderTree } from "./render/tree";
import { preamble } from "./render/words";
import { weigh } from "./weight";

/** Runs the preview; the result is the exit code. */
export async function runPreview(args: readonly string[], projectRoot: string): Promise<0 | 1 | 2> {
  try {
    const parsed = parseArguments(args, projectRoot);
    if (parsed.help) {
      console.log(usage);
      return 0;
    }
    return await preview(parsed);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (!(error instanceof UsageError)) return 1;
    console.error("`npm run preview -- --help` shows what there is");
    return 2;
  }
}

async function preview({ stack, base, format, directory }: Arguments): Promise<0 | 1> {
  // For its complaint: a folder without a project has no stacks either.
  readProject(directory);
  const known = stacksIn(directory);
  const stacks = stack === undefined ? known : known.filter(({ name }) => name === stack);
  // A stack whose file is gone can still be compared with a ref where it was there.
  if (stack !== undefined && stacks.length === 0 && base === undefined) {
    const others = known.length === 0 ? "no stack" : known.map(({ name }) => name).join(", ");
    throw new UsageError(`there is no Pulumi.${stack}.yaml, only of ${others}`);
  }
  const spinner = yoctoSpinner({ stream: process.stderr });
  if (format === "text" && process.stderr.isTTY) spinner.start("Loading the program");
  const onProgress = (name: string, index: number) => {
    if (spinner.isSpinning) spinner.text = `${name} (${String(index + 1)} of ${String(stacks.length)})`;
  };
  try {
    const comparing = base === undefined ? undefined : evaluateBase(resolve(directory), base, stack);
    // A ref that fails is reported below; until then its rejection must not end the process.
    comparing?.catch(() => undefined);
    const after = await buildDocument({ directory, stacks, onProgress });
    const before = await comparing;
    spinner.stop();
    if (before?.otherPackages === true) {
      console.error(
        `The lock file of ${String(base)} differs: it was evaluated with the packages installed here.`,
      );
    }
    const document =
      base === undefined || before === undefined ? after : compareDocuments(base, before.document, after);
    print(document, before?.document, format, stack);
    const failed =
      document.errors.length > 0 || document.stacks.some((one) => weigh(one).mandatory.length > 0);
    return failed ? 1 : 0;
  } finally {
    spinner.stop();
  }
}

function print(
  document: PreviewDocument,
  before: PreviewDocument | undefined,
  format: Arguments["format"],
  stack: string | undefined,
): void {
  if (format === "json") {
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else if (format === "markdown") {
    console.log(renderMarkdown(document, before));
  } else {
    console.log(`${paint("dim", preamble.join("\n"))}\n`);
    const [only] = document.stacks;
    if (stack !== undefined && only !== undefined) console.log(renderTree(only, before?.stacks[0]));
    else if (document.stacks.length > 0) console.log(renderSummary(document, before));
    if (document.errors.length > 0) console.error(`\n${renderProblems(document.errors)}`);
  }
}
