import { describe, expect, it } from "vitest";

import { answer, refusal } from "../aws-cli/fake-answers";
import { changes, facts, fakeAws, run } from "./fake-aws";

describe("npm run wake", () => {
  it("starts nodes and database, tells each change, and ends when both are up with how long and until when: ENV-25, PLT-12", async () => {
    const aws = fakeAws();
    const { code, out, errors } = await run(["dev"], aws);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(out).toBe(`Waking dev in account 123456789012
as arn:aws:iam::123456789012:user/dev

  0:00  → nodes     3 asked for, at least 2 and at most 4
  0:00  → database  start asked for
  0:10  → nodes     0 of 3 in service
  0:10  → database  starting
  1:00  → nodes     1 of 3 in service
  2:00  → nodes     2 of 3 in service
  3:00  ✓ nodes     3 of 3 in service
  5:00  ✓ database  available

what      name                                 state               up after
────────  ───────────────────────────────────  ─────────────────  ─────────
nodes     urr-dev-cluster-system-nodes-3fa2c1  3 of 3 in service  3 min 0 s
database  urr-dev-postgres                     available          5 min 0 s

dev is up after 5 min 0 s, until Saturday, 2026-11-21, at 20:00 (Asia/Seoul).
`);
    expect(changes(aws)).toHaveLength(2);
  });

  it("changes nothing where all is up, and says tomorrow's stop where today's has passed meanwhile", async () => {
    const sizes = { min: 2, desired: 3, max: 4 };
    const idle = fakeAws({ sizes, database: "available" });
    expect(await run(["dev"], idle)).toMatchObject({ code: 0 });
    expect({ changes: changes(idle), seconds: idle.seconds() }).toEqual({ changes: [], seconds: 0 });
    const { out } = await run(["dev"], fakeAws({ now: "2026-11-21T19:58:00+09:00" }));
    expect(out).toContain("until Sunday, 2026-11-22, at 20:00");
  });

  it("starts a database that was just being stopped after it, and nodes alone where PostgreSQL runs in the cluster: PLT-12", async () => {
    const stopping = fakeAws({ database: "stopping" });
    const { code, out } = await run(["dev"], stopping);
    expect(code).toBe(0);
    expect(out).toContain("  0:00  · database  stopping, and can be started after it\n");
    expect(out).toContain("  2:00  → database  start asked for\n");
    expect(out).toContain("dev is up after 7 min 0 s");

    const inCluster = fakeAws();
    const given = { facts: { ...facts, database: undefined } };
    expect(await run(["dev"], inCluster, given)).toMatchObject({ code: 0 });
    expect(inCluster.calls.filter((call) => call.startsWith("aws rds"))).toEqual([]);
    expect(changes(inCluster)).toHaveLength(1);
  });

  it("says so where nothing is ever stopped, and asks nobody", async () => {
    const aws = fakeAws();
    const given = { facts: { ...facts, stack: "prod", file: "Pulumi.prod.yaml", hours: undefined } };
    for (const args of [["prod"], ["prod", "--dry-run"]]) {
      const text = "prod is never stopped: Pulumi.prod.yaml sets no urr:operations.workingHours.\n";
      expect(await run(args, aws, given)).toEqual({ code: 0, out: text, errors: "" });
    }
    expect(aws.calls).toEqual([]);
  });

  it("lists every problem of the stack file, and exits with 1", async () => {
    const aws = fakeAws();
    const problems = [
      { path: "aws:region", message: "is required", example: "ap-northeast-2" },
      { path: "urr:x", message: "is not a setting", example: "one of y" },
    ];
    expect(await run(["dev"], aws, { file: "Pulumi.dev.yaml", problems })).toEqual({
      code: 1,
      out: "",
      errors:
        "✗ Pulumi.dev.yaml aws:region is required; for example: ap-northeast-2\n" +
        "✗ Pulumi.dev.yaml urr:x is not a setting; for example: one of y\n",
    });
    expect(aws.calls).toEqual([]);
  });

  it.each([
    [[], "name a stack: dev, prod"],
    [["qa"], "there is no environment qa, only: dev, prod"],
    [["dev", "prod"], "one stack at a time, not dev and prod"],
    [["dev", "--bogus"], "--bogus"],
  ])("answers %j with exit code 2 and asks nobody", async (args, problem) => {
    const aws = fakeAws();
    const { code, out, errors } = await run(args, aws);
    expect({ code, out, calls: aws.calls }).toEqual({ code: 2, out: "", calls: [] });
    expect(errors).toContain(problem);
    expect(errors).toContain("--help");
  });

  it("explains itself, with every right that it needs and its exit codes", async () => {
    const aws = fakeAws({ database: "stopping" });
    const { code, out } = await run(["--help"], aws);
    expect({ code, calls: aws.calls }).toEqual({ code: 0, calls: [] });
    for (const meaning of ["0 up", "1 settings or AWS refused", "2 usage"]) expect(out).toContain(meaning);
    await run(["dev"], aws);
    const used = aws.calls.map((call) => call.split(" ").slice(1, 3).join(":").replaceAll("-", ""));
    const listed = out.match(/\b(eks|rds|autoscaling):\w+/g)?.map((right) => right.toLowerCase());
    expect(new Set(listed)).toEqual(new Set(used.filter((right) => right !== "sts:getcalleridentity")));
  });
});

describe("the login of npm run wake", () => {
  const asOther = answer({ Account: "999999999999", Arn: "arn:aws:iam::999999999999:user/dev" });

  it("to another account is refused before anything is asked of it", async () => {
    const aws = fakeAws({ answers: { "sts get-caller-identity": asOther } });
    const { code, errors } = await run(["dev"], aws);
    expect({ code, calls: aws.calls.length }).toEqual({ code: 1, calls: 1 });
    expect(errors).toContain(
      "The credentials: are of account 999999999999, but the settings are for 123456789012\n",
    );
    expect(errors).toContain("urr:environment.accountId in Pulumi.dev.yaml");
  });

  it("is told where the settings leave the account open", async () => {
    const aws = fakeAws({ answers: { "sts get-caller-identity": asOther } });
    const { code, out } = await run(["dev"], aws, { facts: { ...facts, accountId: undefined } });
    expect(code).toBe(0);
    expect(out).toContain("in account 999999999999, which nothing checks: Pulumi.dev.yaml names none\n");
  });

  it("that is missing is told with what to do", async () => {
    const answers = { "sts get-caller-identity": refusal("ExpiredToken", "expired") };
    const { code, errors } = await run(["dev"], fakeAws({ answers }));
    expect(code).toBe(1);
    expect(errors).toContain("aws sso login");
  });
});

describe("the waiting of npm run wake", () => {
  it("ends at a refusal with what goes on without it, and exits with 1", async () => {
    const answers = { "rds start-db-instance": refusal("AccessDenied", "not authorized") };
    const aws = fakeAws({ answers });
    const { code, out, errors } = await run(["dev"], aws);
    expect({ code, seconds: aws.seconds() }).toEqual({ code: 1, seconds: 0 });
    expect(out).toContain("✗ database  An error occurred (AccessDenied)");
    expect(errors).toBe("\ndev is not up. Goes on by itself: the start of the nodes.\n");
  });

  it("ends with Ctrl-C, which says that the start goes on", async () => {
    const { code, out, errors } = await run(["dev"], fakeAws({ interruptedAfter: 60 }));
    expect(code).toBe(130);
    expect(out).not.toContain("is up");
    expect(errors).toBe(
      "\nNobody waits for dev any more. Goes on by itself: the start of the nodes and the database.\n",
    );
  });

  it("says what nobody has started yet when it ends with Ctrl-C", async () => {
    const aws = fakeAws({ interruptedAfter: 20, database: "stopping" });
    const { errors } = await run(["dev"], aws);
    expect(errors).toContain(
      "Goes on by itself: the start of the nodes. Not certain to start: the database; run the",
    );
  });

  it("does not take a call that Ctrl-C ended for a refusal", async () => {
    const aws = fakeAws();
    const interruption = new AbortController();
    const { code, out, errors } = await run(["dev"], {
      ...aws,
      interrupted: interruption.signal,
      run: (command, args) => {
        if (args[0] === "sts") return aws.run(command, args);
        interruption.abort();
        return Promise.resolve({ code: 130, stdout: "", stderr: "" });
      },
    });
    expect({ code, refused: out.includes("✗") }).toEqual({ code: 130, refused: false });
    expect(errors).toContain("Not certain to start: the nodes and the database");
  });

  it("does not last for ever", async () => {
    const aws = fakeAws({ database: "maintenance" });
    const { code, errors } = await run(["dev"], aws);
    expect({ code, seconds: aws.seconds() }).toEqual({ code: 1, seconds: 45 * 60 });
    expect(errors).toContain(
      "dev is not up after 45 min 0 s, and nobody waits any longer. Goes on by itself: the start of the database.",
    );
  });
});
