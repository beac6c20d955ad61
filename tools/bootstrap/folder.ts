import { parse } from "yaml";
import { z } from "zod";
import type { Run } from "../aws-cli/processes";
import type { BootstrapFacts } from "./check";
import { commit, nameKeyAgain } from "./commands";
import { stackFile } from "./paths";
import { done, open, waiting, type Step } from "./step";

/** The repository's folder; paths are relative to its root. */
export interface Folder {
  readonly readText: (path: string) => string;
  readonly exists: (path: string) => boolean;
  /** None where there is no such folder. */
  readonly namesIn: (path: string) => readonly string[];
}

const fileWithKey = z.object({ secretsprovider: z.string().startsWith("awskms://") });

/** The key in KMS that the stack file names, if it does. */
export function keyNamedIn({ readText }: Folder, stack: string): string | undefined {
  return fileWithKey.safeParse(parse(readText(stackFile(stack)))).data?.secretsprovider;
}

/** Whether the stack file names the key; without it the next deployment would ask for a passphrase. */
export async function checkStackFile(
  state: Step,
  key: string | undefined,
  facts: BootstrapFacts,
  run: Run,
): Promise<Step> {
  const name = "stack file";
  const path = stackFile(facts.stack);
  if (state.state !== "done") return waiting(name, "state, and is written when that is moved");
  if (key === undefined) {
    return open(name, `${path} names no key in KMS, though the state is moved`, {
      details: ["moving the state wrote it: take the file from where that was done; if it is lost:"],
      commands: nameKeyAgain(facts),
    });
  }
  const status = await run("git", ["--no-optional-locks", "status", "--porcelain", "--", path]);
  if (status.missing || status.code !== 0) {
    return done(name, `names ${key}`, { details: ["git cannot tell whether this is committed"] });
  }
  return status.stdout.trim() === ""
    ? done(name, `names ${key}`)
    : done(name, `names ${key}; commit it`, { commands: [commit(path)] });
}
