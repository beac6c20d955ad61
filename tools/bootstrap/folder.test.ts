import { describe, expect, it } from "vitest";

import { silence } from "../aws-cli/fake-answers";
import { commands, fakeAccount, key, localState, stepOf, withoutKey } from "./fake-account";

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
    const account = fakeAccount({ stackFileText: withoutKey, files: [localState] });
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
