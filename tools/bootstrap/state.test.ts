import { describe, expect, it } from "vitest";

import {
  commands,
  fakeAccount,
  notMoved,
  refusal,
  silence,
  statesOf,
  stepOf,
  withoutKey,
} from "./fake-account";

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
    const account = fakeAccount({ answers: notMoved, stackFileText: withoutKey, localState: true });
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
