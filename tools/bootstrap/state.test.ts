import { describe, expect, it } from "vitest";

import { refusal, silence } from "../aws-cli/fake-answers";
import { commands, fakeAccount, localState, notMoved, statesOf, stepOf, withoutKey } from "./fake-account";

describe("the step state", () => {
  it.each(["", ".gz", ".zst"])("finds it however it is packed (%s)", async (ending) => {
    const found = `s3api head-object .pulumi/stacks/urr-bootstrap/bootstrap.json${ending}`;
    const account = fakeAccount({ answers: { ...notMoved, [found]: silence } });
    expect(await stepOf("state", account)).toMatchObject({
      state: "done",
      text: "is in s3://urr-state-123456789012",
    });
  });

  it("leads to the commands that move it, and the rest of the moving waits", async () => {
    const account = fakeAccount({ answers: notMoved, stackFileText: withoutKey, files: [localState] });
    expect(await stepOf("state", account)).toMatchObject({
      state: "open",
      text: "is still in bootstrap/.pulumi",
      commands: [commands.logIn, commands.move],
    });
    expect((await statesOf(account)).slice(4)).toEqual([
      "stack file: waiting",
      "leftovers: waiting",
      "name servers: done",
    ]);
  });

  it("says so when it is on another machine", async () => {
    const step = await stepOf("state", fakeAccount({ answers: notMoved, stackFileText: withoutKey }));
    expect(step).toMatchObject({
      state: "open",
      text: "is neither in the bucket nor in bootstrap/.pulumi",
      commands: [commands.logIn, commands.move],
    });
  });

  it.each([
    ["before it is moved", "open", { answers: notMoved, stackFileText: withoutKey, files: [localState] }],
    ["where it must be moved from elsewhere", "open", { answers: notMoved, stackFileText: withoutKey }],
    ["after it is moved", "done", {}],
  ])("says that the environment names another backend, %s", async (_, state, differences) => {
    const step = await stepOf("state", fakeAccount({ ...differences, backendUrl: "file://." }));
    expect(step).toMatchObject({ state });
    expect(step?.details.at(-1)).toBe(
      "PULUMI_BACKEND_URL is set to file://. and wins over a login: unset it",
    );
  });

  it.each([
    "",
    "s3://urr-state-123456789012",
    "s3://urr-state-123456789012/?awssdk=v2",
    "s3://urr-state-123456789012?region=ap-northeast-2",
  ])("has nothing to say where the environment names the bucket or nothing (%s)", async (backendUrl) => {
    expect((await stepOf("state", fakeAccount({ backendUrl })))?.details).toEqual([]);
  });

  it.each([
    ["s3://urr-state-999999999999?region=ap-northeast-2"],
    ["s3://urr-state-123456789012?region=us-east-1"],
    ["s3://urr-state-123456789012/below"],
    ["no address"],
  ])("takes %s for another backend", async (backendUrl) => {
    const step = await stepOf("state", fakeAccount({ backendUrl }));
    expect(step?.details.join()).toContain(`is set to ${backendUrl} and`);
  });

  it("does not show the password of a database", async () => {
    const step = await stepOf("state", fakeAccount({ backendUrl: "postgres://me:s3cr@t@db.example/urr" }));
    expect(step?.details.join()).toContain("is set to postgres://…@db.example/urr and");
  });

  it("cannot be told when the bucket may not be read", async () => {
    const answers = {
      "s3api head-object .pulumi/stacks/urr-bootstrap/bootstrap.json": refusal("403", "Forbidden"),
    };
    const account = fakeAccount({ answers });
    expect(await stepOf("state", account)).toMatchObject({
      state: "unknown",
      text: expect.stringContaining("403") as string,
    });
    expect((await statesOf(account)).slice(4, 6)).toEqual(["stack file: waiting", "leftovers: waiting"]);
  });
});
