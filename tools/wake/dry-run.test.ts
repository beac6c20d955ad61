import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { changes, facts, fakeAws, nodeGroup, run } from "./fake-aws";

describe("npm run wake -- <stack> --dry-run", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "wake-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What reaches AWS when the output is pasted into a shell. */
  const pasted = (script: string) => {
    const calls = join(folder, "calls");
    const fake = `#!/bin/sh\n{ printf '[%s]' "$@"; echo; } >> '${calls}'\necho ${nodeGroup}\n`;
    writeFileSync(join(folder, "aws"), fake);
    chmodSync(join(folder, "aws"), 0o755);
    const { status, stderr } = spawnSync("/bin/sh", ["-eu"], {
      input: script,
      env: { PATH: folder },
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return readFileSync(calls, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.slice(1, -1).split("]["));
  };

  it("prints what would be run and asks nobody: ENV-25", async () => {
    const aws = fakeAws();
    const { code, out, errors } = await run(["dev", "--dry-run"], aws);
    expect({ code, errors, calls: aws.calls }).toEqual({ code: 0, errors: "", calls: [] });
    expect(out).toContain("# dev, for a POSIX shell with a login to 123456789012; nothing was changed\n");
    await run(["dev"], aws);
    const changing = changes(aws).map((call) => call.replace(/^aws | --output json$/g, "").split(" "));
    const [search, ...others] = pasted(out);
    expect(others.toSorted()).toEqual(changing.toSorted());
    expect(search).toEqual([
      ...["eks", "list-nodegroups", "--cluster-name", "urr-dev"],
      ...["--query", 'nodegroups[?starts_with(@, `"urr-dev-cluster-system-nodes-"`)] | [0]'],
      ...["--output", "text", "--region", "ap-northeast-2"],
    ]);
  });

  it("quotes what a shell would take apart, and searches no name that is known", async () => {
    const strange = {
      ...facts,
      accountId: undefined,
      nodeGroup: { exact: "it's $(touch x)" },
      database: undefined,
    };
    const { out } = await run(["dev", "--dry-run"], fakeAws(), { facts: strange });
    expect(out).toContain("a login to any account: the stack file names none;");
    expect(pasted(out)).toEqual([
      expect.arrayContaining(["update-nodegroup-config", "--nodegroup-name", "it's $(touch x)"]),
    ]);
  });
});
