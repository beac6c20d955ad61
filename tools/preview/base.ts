import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { stacksIn } from "../project/stack-files";
import type { PreviewDocument } from "./document";

const run = promisify(execFile);

/** A preview of a few dozen stacks, every resource with inputs and outputs. */
const longestDocument = 512 * 1024 * 1024;

const previewDocument = z.custom<PreviewDocument>(
  (value) => z.looseObject({ version: z.literal(1), stacks: z.array(z.unknown()) }).safeParse(value).success,
);

const emptyDocument: PreviewDocument = { version: 1, base: null, errors: [], stacks: [] };

export interface Base {
  readonly document: PreviewDocument;
  /** Whether the lock file of the ref asks for other packages than those that are installed. */
  readonly otherPackages: boolean;
}

/**
 * Evaluates a git ref in a worktree of its own, by the program and the preview as they were there, with the packages
 * installed here.
 *
 * @throws Error in words, where the ref does not exist or its program has no preview.
 */
export async function evaluateBase(directory: string, ref: string, stack: string | undefined): Promise<Base> {
  const worktree = await mkdtemp(join(tmpdir(), "urr-base-"));
  const git = (...args: readonly string[]) => run("git", ["-C", directory, ...args]);
  try {
    const { stdout: commit } = await git(
      "rev-parse",
      "--verify",
      "--end-of-options",
      `${ref}^{commit}`,
    ).catch(() => {
      throw new Error(`--base: git knows no commit ${ref}; for example --base main`);
    });
    await git("worktree", "add", "--detach", "--force", worktree, commit.trim());
    await symlink(join(directory, "node_modules"), join(worktree, "node_modules"), "junction");
    const wanted = stacksIn(worktree).filter((name) => stack === undefined || name === stack);
    const document = wanted.length === 0 ? emptyDocument : await previewOf(worktree, ref, wanted);
    const [here, there] = await Promise.all([directory, worktree].map(lockFileOf));
    return { document, otherPackages: here !== there };
  } finally {
    await git("worktree", "remove", "--force", worktree).catch(() => undefined);
    await rm(worktree, { recursive: true, force: true });
  }
}

async function previewOf(worktree: string, ref: string, stacks: readonly string[]): Promise<PreviewDocument> {
  const args = ["--import", "tsx", "tools/preview/main.ts", ...stacks, "--json"];
  // The exit code is about the ref's own findings; what counts here is whether a document came.
  const { stdout } = await run(process.execPath, args, { cwd: worktree, maxBuffer: longestDocument }).catch(
    (error: unknown) => ({ stdout: error instanceof Error && "stdout" in error ? String(error.stdout) : "" }),
  );
  try {
    return previewDocument.parse(JSON.parse(stdout));
  } catch {
    throw new Error(`--base: the program at ${ref} has no preview that this one can read`);
  }
}

function lockFileOf(directory: string): Promise<string> {
  return readFile(join(directory, "package-lock.json"), "utf8").catch(() => "");
}
