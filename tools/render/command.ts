import { relative, resolve } from "node:path";
import { parseAny } from "../../infra/settings";
import { renderProblems } from "../preview/render/problems";
import { readStackFile, stackFileOf, stackNamesIn } from "../project/read-stack-file";
import type { Terminal } from "../project/terminal";
import { usage, wishOf } from "./arguments";
import { deliveredBy, leftOut, type Delivered } from "./delivered";
import { filesOf } from "./files";
import { changesIn, write } from "./folder";
import { listing, total } from "./listing";

/** Writes an environment's objects, or says what is not as it would be written; the result is the exit code. */
export function runRender(args: readonly string[], root: string, { print, printError }: Terminal): 0 | 1 | 2 {
  const known = stackNamesIn(root)
    .toSorted()
    .map((name) => ({ name, file: stackFileOf(name) }));
  const wish = wishOf(args, known);
  if (wish.kind === "problem") {
    printError(`${wish.text}\n\`npm run render -- --help\` shows what there is`);
    return 2;
  }
  if (wish.kind === "help") {
    print(usage);
    return 0;
  }
  const { file, name: stack } = wish.stack;
  const { settings, problems } = readStackFile(root, wish.stack, parseAny);
  if (settings === undefined) {
    printError(renderProblems(problems.map((problem) => ({ file, ...problem }))));
    return 1;
  }
  const delivered = deliveredBy(settings);
  const files = filesOf(stack, delivered);
  const folder = resolve(root, wish.out ?? delivered.path);
  const changes = changesIn(folder, files);
  const place = relative(root, folder) || ".";
  for (const line of noticesOf(delivered, stack)) printError(line);
  if (wish.check) {
    if (changes.length === 0) {
      print(`${place} is as it would be written: ${total(files)}`);
      return 0;
    }
    const lines = changes.map(({ kind, path }) => `  ${place}/${path}  ${expected[kind]}`);
    printError(
      `${place} is not as it would be written; \`npm run render -- ${stack}\` writes it\n${lines.join("\n")}`,
    );
    return 1;
  }
  write(folder, files, changes);
  print(`${listing(files, changes)}\n\n${place}: ${total(files)}; ${changedIn(changes)}`);
  return 0;
}

const changedIn = ({ length }: readonly unknown[]) =>
  length === 0 ? "nothing has changed" : `${String(length)} changed`;

const expected = {
  new: "is not there",
  changed: "says something else",
  removed: "is not needed any more",
} as const;

function noticesOf(delivered: Delivered, stack: string): readonly string[] {
  const { exampleAccount, source } = delivered;
  return [
    ...(source === undefined
      ? [
          `urr:workloads.delivery of ${stack} is pulumi, which registers these objects itself: they are to be read, and not to be applied beside it`,
        ]
      : []),
    ...(exampleAccount
      ? [
          "images are called by the account of AWS's examples: set urr:environment.accountId or urr:workloads.images.registry",
        ]
      : []),
    ...leftOut(delivered),
  ];
}
