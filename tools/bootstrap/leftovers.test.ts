import { describe, expect, it } from "vitest";

import { fakeAccount, localState, stepOf } from "./fake-account";

describe("the step leftovers", () => {
  const leftovers = (...files: readonly string[]) => stepOf("leftovers", fakeAccount({ files }));
  const others = "bootstrap/.pulumi/stacks/urr-bootstrap/bootstrap-prod.json";

  it("leads to removing the local state and the backups of the stack file", async () => {
    const backups = ["bootstrap/Pulumi.bootstrap.yaml.bak.22", "bootstrap/Pulumi.bootstrap.yaml.bak.11"];
    expect(await leftovers(localState, ...backups)).toMatchObject({
      state: "open",
      commands: [
        "rm -r bootstrap/.pulumi bootstrap/Pulumi.bootstrap.yaml.bak.11 bootstrap/Pulumi.bootstrap.yaml.bak.22",
      ],
    });
    expect(await leftovers("bootstrap/Pulumi.bootstrap.yaml.bak.1 2")).toMatchObject({
      commands: ["rm -r 'bootstrap/Pulumi.bootstrap.yaml.bak.1 2'"],
    });
  });

  it("takes the whole folder where no state is in it any more", async () => {
    expect(await leftovers("bootstrap/.pulumi/meta.yaml")).toMatchObject({
      commands: ["rm -r bootstrap/.pulumi"],
    });
  });

  it("leaves another stack its state, and what it was before", async () => {
    const former = "bootstrap/.pulumi/history/urr-bootstrap";
    const own = [localState, `${localState}.bak`, `${former}/bootstrap/bootstrap-1.history.json`];
    const theirs = [others, `${former}/bootstrap-prod/bootstrap-prod-1.history.json`];
    expect(await leftovers(...theirs, ...own)).toMatchObject({
      state: "open",
      commands: [`rm -r ${localState} ${localState}.bak ${former}/bootstrap`],
    });
  });

  it("is done where all that is left is another stack's", async () => {
    expect(await leftovers(others, "bootstrap/Pulumi.bootstrap-prod.yaml.bak.1")).toMatchObject({
      state: "done",
      commands: [],
    });
  });
});
