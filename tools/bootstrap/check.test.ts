import { describe, expect, it } from "vitest";

import { answer, refusal, type Answers } from "../aws-cli/fake-answers";
import { checkBootstrap } from "./check";
import { facts, fakeAccount, localState, notMoved, statesOf, stepOf, withoutKey } from "./fake-account";

const missing = { missing: true } as const;

describe("the check of the bootstrap", () => {
  it("is done when every step is", async () => {
    expect(await statesOf(fakeAccount())).toEqual([
      "settings: done",
      "credentials: done",
      "bucket: done",
      "state: done",
      "stack file: done",
      "leftovers: done",
      "name servers: done",
    ]);
  });

  it("gives the same on every run and asks only what changes nothing", async () => {
    const kinds = [
      fakeAccount(),
      fakeAccount({ answers: { "s3api head-bucket": refusal("403") } }),
      fakeAccount({ answers: { "s3api head-bucket": refusal("404") } }),
      fakeAccount({ answers: notMoved, stackFileText: withoutKey, files: [localState] }),
    ];
    for (const account of kinds)
      expect(await checkBootstrap({ facts }, account)).toEqual(await checkBootstrap({ facts }, account));
    const calls = kinds.flatMap((account) => account.calls);
    const aws = calls.filter(([command]) => command === "aws").map(([, , subcommand]) => subcommand);
    expect(new Set(aws).size).toBeGreaterThan(8);
    for (const subcommand of aws) expect(subcommand).toMatch(/^(get|head|list)-/);
    expect(new Set(calls.filter(([command]) => command !== "aws").map((call) => call.join(" ")))).toEqual(
      new Set(["git --no-optional-locks status --porcelain -- bootstrap/Pulumi.bootstrap.yaml"]),
    );
  });
});

describe("the step settings", () => {
  it("lists each problem with its path and a value that would do, and asks nobody", async () => {
    const account = fakeAccount();
    const problems = [
      { path: "urr:account.id", message: "is required", example: '"123456789012"' },
      { path: "", message: "cannot be read: ENOENT", example: "a file" },
    ];
    expect(await stepOf("settings", account, { stack: "bootstrap", problems })).toMatchObject({
      state: "open",
      details: [
        'urr:account.id is required; for example: "123456789012"',
        "bootstrap/Pulumi.bootstrap.yaml cannot be read: ENOENT; for example: a file",
      ],
    });
    expect((await statesOf(account, { stack: "bootstrap", problems })).slice(1)).toEqual([
      "credentials: waiting",
      "bucket: waiting",
      "state: waiting",
      "stack file: waiting",
      "leftovers: waiting",
      "name servers: waiting",
    ]);
    expect(account.calls).toEqual([]);
  });
});

describe("the step credentials", () => {
  const credentials = (ended: Answers[string]) =>
    fakeAccount({ answers: { "sts get-caller-identity": ended } });

  it("names the account and who asks", async () => {
    expect(await stepOf("credentials", fakeAccount())).toMatchObject({
      state: "done",
      text: "account 123456789012 as arn:aws:iam::123456789012:user/admin",
    });
  });

  it("says where to get the AWS CLI when there is none", async () => {
    const step = await stepOf("credentials", credentials(missing));
    expect(step).toMatchObject({ state: "open", text: expect.stringContaining("not installed") as string });
    expect(step?.details.join()).toContain("https://docs.aws.amazon.com/cli/");
  });

  it("shows the CLI's last line when the login is missing or expired", async () => {
    const stderr = "\nError when retrieving token\nThe SSO session has expired. Run aws sso login.\n";
    const step = await stepOf("credentials", credentials({ code: 255, stdout: "", stderr }));
    expect(step).toMatchObject({ state: "open", text: "AWS knows no valid login here" });
    expect(step?.details[0]).toBe("The SSO session has expired. Run aws sso login.");
  });

  it("prints no access key, secret or token of such a line", async () => {
    // Put together here, so that nobody who looks for credentials in the repository finds these.
    const [keyId, secret] = [`AKIA${"EXAMPLE7".repeat(2)}`, "Secret/K7+".repeat(4)];
    const step = await stepOf(
      "credentials",
      credentials(refusal("InvalidClientTokenId", `bad ${keyId} ${secret}`)),
    );
    expect(step?.details[0]).toMatch(/: bad … …$/);
  });

  it("refuses those of another account, and everything on it waits", async () => {
    const account = credentials(answer({ Account: "999999999999", Arn: "arn:aws:iam::999999999999:root" }));
    const text = "are of account 999999999999, but the settings are for 123456789012";
    expect(await stepOf("credentials", account)).toMatchObject({ state: "open", text });
    expect((await statesOf(account)).slice(2)).toEqual([
      "bucket: waiting",
      "state: waiting",
      "stack file: waiting",
      "leftovers: waiting",
      "name servers: waiting",
    ]);
    expect(new Set(account.calls.map((call) => call[1]))).toEqual(new Set(["sts"]));
  });

  it.each([
    ["no JSON", "Hello"],
    ["something else", "[]"],
  ])("are not believed when the CLI answers %s", async (_, stdout) => {
    const step = await stepOf("credentials", credentials({ code: 0, stdout, stderr: "" }));
    expect(step).toMatchObject({ state: "open" });
    expect(step?.details[0]).toBe("aws sts get-caller-identity answered something else");
  });
});
