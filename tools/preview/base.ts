import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { stacksIn } from "../project/stack-files";
import { UsageError } from "./arguments";
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
  const removeWorktree = () => {
    execFileSync("git", ["-C", directory, "worktree", "remove", "--force", worktree], { stdio: "ignore" });
  };
  const onInterrupt = () => {
    removeWorktree();
    process.exit(130);
  };
  process.once("SIGINT", onInterrupt);
  try {
    const { stdout: commit } = await git(
      "rev-parse",
      "--verify",
      "--end-of-options",
      `${ref}^{commit}`,
    ).catch(() => {
      throw new UsageError(`--base: git knows no commit ${ref} here; for example --base main`);
    });
    await git("worktree", "add", "--detach", "--force", worktree, commit.trim());
    await symlink(join(directory, "node_modules"), join(worktree, "node_modules"), "junction");
    const exists = stack === undefined || stacksIn(worktree).some(({ name }) => name === stack);
    const document = exists ? await previewOf(worktree, ref, stack) : emptyDocument;
    const [here, there] = await Promise.all([directory, worktree].map(lockFileOf));
    return { document, otherPackages: here !== there };
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await git("worktree", "remove", "--force", worktree).catch(() => undefined);
    await rm(worktree, { recursive: true, force: true });
  }
}

async function previewOf(worktree: string, ref: string, stack: string | undefined): Promise<PreviewDocument> {
  const args = [
    "--import",
    "tsx",
    "tools/preview/main.ts",
    ...(stack === undefined ? [] : [stack]),
    "--json",
  ];
  // The exit code is about the ref's own findings; what counts here is whether a document came.
  const { stdout, stderr } = await run(process.execPath, args, {
    cwd: worktree,
    maxBuffer: longestDocument,
  }).catch((error: unknown) => ({ stdout: "", stderr: String(error), ...(error as object) }));
  try {
    return previewDocument.parse(JSON.parse(stdout));
  } catch {
    const [reason = ""] = stderr.split("\n").filter((line) => line.trim() !== "");
    throw new Error(`--base: the program at ${ref} has no preview that this one can read. ${reason}`.trim());
  }
}

function lockFileOf(directory: string): Promise<string> {
  return readFile(join(directory, "package-lock.json"), "utf8").catch(() => "");
}
