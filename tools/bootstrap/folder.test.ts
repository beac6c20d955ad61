import { describe, expect, it } from "vitest";

import { commands, fakeAccount, key, silence, stepOf, withoutKey } from "./fake-account";

const missing = { missing: true } as const;

describe("the step stack file", () => {
  it("names the key", async () => {
    const plain = { state: "done", text: `names ${key}`, details: [], commands: [] };
    expect(await stepOf("stack file", fakeAccount())).toMatchObject(plain);
  });

  it("reminds to commit it", async () => {
    const answers = { "git status": { ...silence, stdout: " M bootstrap/Pulumi.bootstrap.yaml\n" } };
    expect(await stepOf("stack file", fakeAccount({ answers }))).toMatchObject({
      state: "done",
      text: `names ${key}; commit it`,
      commands: ["git add bootstrap/Pulumi.bootstrap.yaml && git commit"],
    });
  });

  it.each([
    ["there is no git", missing],
    ["this is no repository", { ...silence, code: 128 }],
  ])("is done without a reminder when %s", async (_, status) => {
    const step = await stepOf("stack file", fakeAccount({ answers: { "git status": status } }));
    expect(step).toMatchObject({ state: "done", details: ["git cannot tell whether this is committed"] });
  });

  it("without the key is to be fetched or mended, and what the moving left is kept until then", async () => {
    const account = fakeAccount({ stackFileText: withoutKey, localState: true });
    expect(await stepOf("stack file", account)).toMatchObject({
      state: "open",
      commands: [
        commands.logIn,
        `npx pulumi -C bootstrap stack change-secrets-provider --stack bootstrap '${key}'`,
      ],
    });
    expect(await stepOf("leftovers", account)).toMatchObject({ state: "waiting" });
  });
});

describe("the step leftovers", () => {
  it("leads to removing the local state and the backups of the stack file", async () => {
    const leftovers = ["Pulumi.bootstrap.yaml.bak.22", "Pulumi.bootstrap.yaml.bak.11"];
    expect(await stepOf("leftovers", fakeAccount({ leftovers, localState: true }))).toMatchObject({
      state: "open",
      commands: [
        "rm -r bootstrap/.pulumi bootstrap/Pulumi.bootstrap.yaml.bak.11 bootstrap/Pulumi.bootstrap.yaml.bak.22",
      ],
    });
    expect(
      await stepOf("leftovers", fakeAccount({ leftovers: ["Pulumi.bootstrap.yaml.bak.1 2"] })),
    ).toMatchObject({ commands: ["rm -r 'bootstrap/Pulumi.bootstrap.yaml.bak.1 2'"] });
  });
});
