import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../test/support/stacks";
import { evaluateBase } from "./base";
import { compareDocuments } from "./build-document";

const git = (...args: string[]) => execFileSync("git", ["-C", projectRoot, ...args], { encoding: "utf8" });

describe("a git ref to compare with", () => {
  it("is evaluated by its own program, and leaves no worktree behind", async () => {
    const before = git("worktree", "list");
    const { document } = await evaluateBase(projectRoot, "HEAD", "prod");
    expect(document.stacks.map(({ stack }) => stack)).toEqual(["prod"]);
    expect(git("worktree", "list")).toBe(before);
    const { base, stacks } = compareDocuments("HEAD", document, document);
    expect([base, stacks[0]?.changes]).toEqual(["HEAD", []]);
  });

  it("is evaluated with every stack where none is named", async () => {
    const { document } = await evaluateBase(projectRoot, "HEAD", undefined);
    expect(document.stacks.length).toBeGreaterThan(1);
    expect(document.errors).toEqual([]);
  });

  it("that git does not know is refused in words", async () => {
    await expect(evaluateBase(projectRoot, "no-such-ref", undefined)).rejects.toThrow(
      "--base: git knows no commit no-such-ref here",
    );
    await expect(evaluateBase(projectRoot, "--help", undefined)).rejects.toThrow("git knows no commit");
  });

  it("with a stack that is gone shows it as deleted, and one that is new as created", async () => {
    const { document } = await evaluateBase(projectRoot, "HEAD", "dev");
    const empty = { ...document, stacks: [] };
    const created = compareDocuments("HEAD", empty, document).stacks[0]?.changes ?? [];
    const deleted = compareDocuments("HEAD", document, empty).stacks[0]?.changes ?? [];
    expect(new Set(created.map(({ action }) => action))).toEqual(new Set(["create"]));
    expect(new Set(deleted.map(({ action }) => action))).toEqual(new Set(["delete"]));
    expect(deleted).toHaveLength(created.length);
  });
});
