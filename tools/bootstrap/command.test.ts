import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { refusal, type Answers } from "../aws-cli/fake-answers";
import { runnerIn } from "../aws-cli/processes";
import type { FactsOrProblems, Surroundings } from "./check";
import { runBootstrap } from "./command";
import { allDone, facts, fakeAccount, key, localState, notMoved } from "./fake-account";

async function run(args: readonly string[], surroundings: Surroundings, given: FactsOrProblems = { facts }) {
  let [out, errors] = ["", ""];
  const code = await runBootstrap(args, () => given, {
    ...surroundings,
    print: (text) => (out += stripVTControlCharacters(text)),
    printError: (text) => (errors += text),
  });
  return { code, out, errors };
}

describe("npm run bootstrap", () => {
  it("ends with how to make each stack when everything is done", async () => {
    const { code, out, errors } = await run([], fakeAccount());
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(out).toBe(`  ✓ settings      bootstrap/Pulumi.bootstrap.yaml can be deployed
  ✓ credentials   account 123456789012 as arn:aws:iam::123456789012:user/admin
  ✓ bucket        s3://urr-state-123456789012, versioned, private, encrypted with KMS
  ✓ state         is in s3://urr-state-123456789012
  ✓ stack file    names ${key}
  ✓ leftovers     nothing is left of the local state
  ✓ name servers  urr.example.com is answered by its hosted zone

Everything is done. To make a stack:
  npx pulumi stack init dev --secrets-provider='awskms://alias/urr-pulumi-dev?region=ap-northeast-2&context_stack=dev'
  npx pulumi stack init prod --secrets-provider='awskms://alias/urr-pulumi-prod?region=ap-northeast-2&context_stack=prod'
`);
  });

  it("says no more than that when the settings have no stacks", async () => {
    const { code, out } = await run([], fakeAccount(), { facts: { ...facts, stacks: [] } });
    expect({ code, end: out.slice(-22) }).toEqual({ code: 0, end: "\n\nEverything is done.\n" });
  });

  it("shows the next commands below an open step, and exits with 1", async () => {
    const account = fakeAccount({ answers: notMoved, stackFileText: "config: {}\n", files: [localState] });
    const { code, out } = await run([], account);
    expect(code).toBe(1);
    expect(out).toContain(`
  → state         is still in bootstrap/.pulumi
                    npx pulumi login 's3://urr-state-123456789012?region=ap-northeast-2'
                    PULUMI_CONFIG_PASSPHRASE= npx pulumi -C bootstrap stack migrate file://. bootstrap --secrets-provider='${key}'
  · stack file    waits for: state, and is written when that is moved
`);
    expect(out).not.toContain("To make a stack");
  });

  it("exits with 1 when a step cannot be told, or the settings are wrong", async () => {
    const resolveNs = () => Promise.reject(new Error("offline"));
    expect(await run([], fakeAccount({ resolveNs }))).toMatchObject({ code: 1 });
    const problems = [{ path: "urr:account.id", message: "is required", example: '"123456789012"' }];
    const { code, out } = await run([], fakeAccount(), { stack: "bootstrap", problems });
    expect(code).toBe(1);
    expect(out).toContain('                  urr:account.id is required; for example: "123456789012"\n');
  });

  it("explains itself with the three commands", async () => {
    const account = fakeAccount();
    const { code, out } = await run(["--help"], account);
    expect(code).toBe(0);
    expect(out).toContain("npx pulumi -C bootstrap up --stack '<stack>'\n");
    expect(out).toContain("npx pulumi login 's3://urr-state-<account>?region=<region>'\n");
    expect(out).toContain("stack migrate file://. '<stack>' --secrets-provider='awskms://alias/");
    expect(account.calls).toEqual([]);
  });

  it.each([
    [["--bogus"], "--bogus"],
    [["up"], "there is no bootstrap/Pulumi.up.yaml, only of bootstrap\n"],
    [["one", "two"], "one stack at a time, not one and two\n"],
  ])("answers %s with exit code 2 and asks nobody", async (args, problem) => {
    const account = fakeAccount();
    const { code, out, errors } = await run(args, account);
    expect({ code, out, calls: account.calls }).toEqual({ code: 2, out: "", calls: [] });
    expect(errors).toContain(problem);
    expect(errors).toContain("--help");
  });

  it("reads the stack that is named", async () => {
    const read: string[] = [];
    const account = fakeAccount({ stack: "bootstrap-prod", files: ["bootstrap/Pulumi.bootstrap.yaml"] });
    const terminal = { ...account, print: () => undefined, printError: () => undefined };
    const readFacts = (stack: string) => {
      read.push(stack);
      return { stack, problems: [] };
    };
    for (const args of [["bootstrap-prod"], []]) await runBootstrap(args, readFacts, terminal);
    expect(read).toEqual(["bootstrap-prod", "bootstrap"]);
  });
});

describe("npm run bootstrap, with real processes", () => {
  let folder = "";
  /** Answers from answers.json and notes its arguments. */
  const script = `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const [command, args] = [basename(process.argv[1]), process.argv.slice(2)];
appendFileSync(join(__dirname, "calls.jsonl"), JSON.stringify([command, ...args]) + "\\n");
const object = args.indexOf("--key");
const name = command === "git" ? "git status" : args.slice(0, 2).concat(object < 0 ? [] : args[object + 1]).join(" ");
const { code, stdout, stderr } = JSON.parse(readFileSync(join(__dirname, "answers.json"), "utf8"))[name];
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
`;
  const install = (command: string): void => {
    writeFileSync(join(folder, command), script);
    chmodSync(join(folder, command), 0o755);
  };
  const runReally = (answers: Answers, bucket = facts.bucket) => {
    writeFileSync(join(folder, "answers.json"), JSON.stringify(answers));
    const account = { ...fakeAccount(), run: runnerIn(folder, { PATH: join(folder) }) };
    return run([], account, { facts: { ...facts, bucket } });
  };
  const calls = () =>
    readFileSync(join(folder, "calls.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("passes every argument as it is, through no shell", async () => {
    install("aws");
    install("git");
    const bucket = "it's $(touch pwned) && *";
    const { code, out } = await runReally(allDone, bucket);
    expect({ code, waiting: out.includes("·") }).toEqual({ code: 0, waiting: false });
    const common = ["--bucket", bucket, "--expected-bucket-owner", facts.accountId];
    const end = ["--region", "ap-northeast-2", "--output", "json"];
    expect(calls()).toContainEqual(["aws", "s3api", "head-bucket", ...common, ...end]);
    expect(calls()).toContainEqual([
      ...["aws", "s3api", "head-object", ...common],
      ...["--key", ".pulumi/stacks/urr-bootstrap/bootstrap.json", ...end],
    ]);
    expect(calls()).toContainEqual([
      ...["aws", "route53", "list-hosted-zones-by-name"],
      ...["--dns-name", "urr.example.com", "--max-items", "20", ...end],
    ]);
    expect(calls()).toContainEqual([
      ...["git", "--no-optional-locks", "status", "--porcelain", "--", "bootstrap/Pulumi.bootstrap.yaml"],
    ]);
  });

  it("reads exit codes and what is written to stderr", async () => {
    install("aws");
    const { code, out } = await runReally({ ...allDone, "s3api head-bucket": refusal("404", "Not Found") });
    expect(code).toBe(1);
    expect(out).toContain("→ bucket        s3://urr-state-123456789012 does not exist\n");
  });

  it("says so when there is no AWS CLI, or what is there is no program", async () => {
    expect((await runReally(allDone)).out).toContain("→ credentials   the AWS CLI is not installed");
    mkdirSync(join(folder, "aws"));
    expect((await runReally(allDone)).out).toContain("spawn aws EACCES");
  });

  it("does without git", async () => {
    install("aws");
    const { code, out } = await runReally(allDone);
    expect(code).toBe(0);
    expect(out).toContain("git cannot tell whether this is committed");
  });
});
