import { parse } from "yaml";
import { z } from "zod";
import type { BootstrapFacts } from "./check";
import { backupPrefix, commit, localState, nameKeyAgain, remove, stackFile } from "./commands";
import type { Run } from "./processes";
import { done, open, waiting, type Step } from "./step";

/** The repository's folder; paths are relative to its root. */
export interface Folder {
  readonly readText: (path: string) => string;
  readonly exists: (path: string) => boolean;
  readonly namesIn: (path: string) => readonly string[];
}

const fileWithKey = z.object({ secretsprovider: z.string().startsWith("awskms://") });

/** The key in KMS that the stack file names, if it does. */
export function keyNamedIn({ readText }: Folder): string | undefined {
  return fileWithKey.safeParse(parse(readText(stackFile))).data?.secretsprovider;
}

/** Whether the stack file names the key; without it the next deployment would ask for a passphrase. */
export async function checkStackFile(
  state: Step,
  key: string | undefined,
  facts: BootstrapFacts,
  run: Run,
): Promise<Step> {
  const name = "stack file";
  if (state.state !== "done") return waiting(name, "state, and is written when that is moved");
  if (key === undefined) {
    return open(name, `${stackFile} names no key in KMS, though the state is moved`, {
      details: ["moving the state wrote it: take the file from where that was done; if it is lost:"],
      commands: nameKeyAgain(facts),
    });
  }
  const status = await run("git", ["--no-optional-locks", "status", "--porcelain", "--", stackFile]);
  if (status.missing || status.code !== 0) {
    return done(name, `names ${key}`, { details: ["git cannot tell whether this is committed"] });
  }
  return status.stdout.trim() === ""
    ? done(name, `names ${key}`)
    : done(name, `names ${key}; commit it`, { commands: [commit(stackFile)] });
}

/** What moving the state leaves behind. It is kept until nothing can need it any more. */
export function checkLeftovers(state: Step, file: Step, { exists, namesIn }: Folder): Step {
  const name = "leftovers";
  if (state.state !== "done") return waiting(name, "state");
  if (file.state !== "done") return waiting(name, "stack file");
  const backups = namesIn("bootstrap").filter((file) => file.startsWith(backupPrefix));
  const left = [
    ...(exists(localState) ? [localState] : []),
    ...backups.toSorted().map((backup) => `bootstrap/${backup}`),
  ];
  if (left.length === 0) return done(name, "nothing is left of the local state");
  return open(name, "the local state is of no use any more", { commands: [remove(left)] });
}
