import { usage, wishOf } from "./arguments";
import type { Around } from "./around";
import { composeDown, composeUp } from "./compose";
import { down } from "./down";
import { provideImages, withSource, type ImageWish } from "./images";
import { checks, renderChecks, runChecks, type Check } from "./smoke";
import { runStages, type ExitCode } from "./stage";
import { startServices } from "./start-services";
import { up } from "./up";

/** Runs a command; the result is the exit code. */
export async function runLocal(args: readonly string[], around: Around): Promise<ExitCode> {
  const wish = wishOf(args);
  switch (wish.kind) {
    case "help":
      around.print(`${usage}\n`);
      return 0;
    case "wrong":
      return refuse(wish.problem, around);
    case "smoke":
      return smoke(checks, around);
    case "down":
      return down(wish, around);
    case "compose up":
      return composeUp(around);
    case "compose services":
      return startServices(wish, around);
    case "compose down":
      return composeDown(wish.volumes, around);
    case "images":
      return images(wish, around);
    case "up":
      return up(wish, around);
  }
}

/** Sends the requests, and prints what came of each. */
export async function smoke(
  wanted: readonly Check[],
  { interrupted, print, printError }: Pick<Around, "interrupted" | "print" | "printError">,
): Promise<0 | 1 | 130> {
  const checked = await runChecks(wanted, interrupted);
  if (interrupted.aborted) return 130;
  print(`${renderChecks(checked)}\n`);
  const failed = checked.filter(({ passed }) => !passed).length;
  if (failed === 0) return 0;
  printError(
    `\n${String(failed)} of ${String(checked.length)} failed. \`npm run local:up\` says what is not ready.\n`,
  );
  return 1;
}

function images(wish: ImageWish, around: Around): Promise<0 | 1 | 130> {
  return runStages(
    [
      {
        name: "tools",
        doing: "Looking for Docker and kind",
        run: () => withSource(wish, around, ["docker", "kind"]),
      },
      {
        name: "images",
        doing: "Looking at the images",
        run: (tell) => provideImages(wish, around, tell),
        leave: () => Promise.resolve("The cluster keeps the images that it had."),
      },
    ],
    around,
  );
}

function refuse(problem: string, { printError }: Around): 2 {
  printError(`${problem}\n\`npm run local:up -- --help\` shows what there is\n`);
  return 2;
}
