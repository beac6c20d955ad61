import { describe, expect, it } from "vitest";

import { awsCli } from "../aws-cli/ask";
import { answer, refusal } from "../aws-cli/fake-answers";
import { databasePart } from "./database";
import { facts, fakeAws, type FakeAws } from "./fake-aws";

const partIn = (aws: FakeAws) => databasePart(awsCli(aws.run, facts.region), "urr-dev-postgres");
const starts = ({ calls }: FakeAws) => calls.filter((call) => call.includes("start-db-instance"));

describe("the database", () => {
  it("is started where it is stopped: ENV-25, PLT-12", async () => {
    const aws = fakeAws();
    const part = partIn(aws);
    const name = "urr-dev-postgres";
    expect(await part.look()).toEqual({ state: "starting", text: "start asked for", name });
    await aws.sleep(10_000);
    expect(await part.look()).toEqual({ state: "starting", text: "starting", name });
    await aws.sleep(290_000);
    expect(await part.look()).toEqual({ state: "up", text: "available", name });
    expect(starts(aws)).toEqual([
      "aws rds start-db-instance --db-instance-identifier urr-dev-postgres --region ap-northeast-2 --output json",
    ]);
  });

  it("that is being stopped is started as soon as it is: PLT-12", async () => {
    const aws = fakeAws({ database: "stopping" });
    const part = partIn(aws);
    expect(await part.look()).toMatchObject({ state: "held" });
    expect(starts(aws)).toEqual([]);
    await aws.sleep(120_000);
    expect(await part.look()).toMatchObject({ state: "starting", text: "start asked for" });
    expect(starts(aws)).toHaveLength(1);
  });

  it.each([
    ["available", "up"],
    ["backing-up", "up"],
    ["storage-optimization", "up"],
    ["starting", "starting"],
    ["configuring-enhanced-monitoring", "starting"],
    ["upgrading", "starting"],
  ])("that is %s is left alone, and is %s", async (database, state) => {
    const aws = fakeAws({ database });
    expect(await partIn(aws).look()).toMatchObject({ state, text: database });
    expect(starts(aws)).toEqual([]);
  });

  it("that somebody else has started in between is waited for", async () => {
    for (const code of ["InvalidDBInstanceState", "InvalidDBInstanceStateFault"]) {
      const aws = fakeAws({ answers: { "rds start-db-instance": refusal(code) } });
      expect(await partIn(aws).look()).toMatchObject({ state: "starting" });
    }
  });

  it.each([
    "storage-full",
    "failed",
    "deleting",
    "incompatible-parameters",
    "inaccessible-encryption-credentials",
  ])("that is %s is not waited for", async (database) => {
    const text = `the database is ${database}`;
    expect(await partIn(fakeAws({ database })).look()).toMatchObject({ state: "refused", text });
  });

  it.each([
    [
      "there is none",
      "rds describe-db-instances",
      refusal("DBInstanceNotFound"),
      "there is no database urr-dev-postgres",
    ],
    [
      "it may not be looked at",
      "rds describe-db-instances",
      refusal("AccessDenied", "not authorized"),
      "not authorized (--help",
    ],
    ["AWS names none", "rds describe-db-instances", answer({ DBInstances: [] }), "answered something else"],
    [
      "it may not be started",
      "rds start-db-instance",
      refusal("AccessDenied", "not authorized"),
      "not authorized (--help",
    ],
    [
      "AWS has no room",
      "rds start-db-instance",
      refusal("InsufficientDBInstanceCapacity", "no room"),
      "no room",
    ],
  ])("is refused where %s", async (_, command, ended, text) => {
    const seen = await partIn(fakeAws({ answers: { [command]: ended } })).look();
    expect(seen).toMatchObject({ state: "refused", text: expect.stringContaining(text) as string });
  });
});
