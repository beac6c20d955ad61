import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { alarmTopicArn, operations } from "../../../test/support/upstream";
import { Backups } from "./index";
import { backupSettings } from "./settings";

const database = "arn:aws:rds:ap-northeast-2:123456789012:db:urr";
const table = "arn:aws:dynamodb:ap-northeast-2:123456789012:table/orders";
const bucket = "arn:aws:s3:::uploads";

interface Case {
  readonly settings?: z.input<typeof backupSettings>;
  readonly protect?: boolean;
  readonly buckets?: readonly string[];
}

async function build({ settings = {}, protect = true, buckets = [bucket] }: Case = {}) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    new Backups(
      "data-tier-backup",
      {
        ...backupSettings.parse(settings),
        environment: { prefix: "urr-test", protect },
        account,
        operations,
        data: [database, table],
        buckets,
      },
      here,
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

const rulesOf = (graph: Graph) => graph.named("data-tier-backup-plan").inputs["rules"] as readonly object[];

describe("backups", () => {
  it("are made every day and kept 35, and of the first of a month kept a year, in a vault under a key of ours: UNS-15", async () => {
    const graph = await build();
    const vault = graph.named("data-tier-backup-vault");
    expect(vault.inputs["kmsKeyArn"]).toBe(graph.named("data-tier-backup-vault-key").outputs["arn"]);
    expect(rulesOf(graph)).toMatchObject([
      { ruleName: "daily", targetVaultName: vault.id, lifecycle: { deleteAfter: 35 } },
      { ruleName: "monthly", targetVaultName: vault.id, lifecycle: { deleteAfter: 365 } },
    ]);
  });

  it("have a day to be done, and alarms where that is not enough or somebody stops them", async () => {
    const graph = await build();
    for (const rule of rulesOf(graph)) expect(rule).toMatchObject({ completionWindow: 1440 });
    expect(graph.named("data-tier-backup-alarms-expired").inputs).toMatchObject({
      metricName: "NumberOfBackupJobsExpired",
      alarmDescription: expect.stringContaining("was not done within its day") as string,
    });
    expect(graph.named("data-tier-backup-alarms-aborted").inputs).toMatchObject({
      metricName: "NumberOfBackupJobsAborted",
      threshold: 0,
    });
  });

  it("begin at the Korean time that the stack says, within an hour", async () => {
    const graph = await build({ settings: { at: "04:05" } });
    expect(rulesOf(graph)).toMatchObject([
      { schedule: "cron(5 4 * * ? *)", scheduleExpressionTimezone: "Asia/Seoul", startWindow: 60 },
      { schedule: "cron(5 4 1 * ? *)", scheduleExpressionTimezone: "Asia/Seoul", startWindow: 60 },
    ]);
  });

  it("cover what is named, as a role that the account's boundary bounds", async () => {
    const graph = await build();
    const role = graph.named("data-tier-backup-rights-role");
    expect(graph.named("data-tier-backup-data").inputs).toMatchObject({
      planId: graph.named("data-tier-backup-plan").id,
      iamRoleArn: role.outputs["arn"],
      resources: [database, table, bucket],
    });
    expect(role.inputs["permissionsBoundary"]).toBe(
      "arn:aws:iam::123456789012:policy/urr-bootstrap-boundary-test",
    );
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      {
        Principal: { Service: "backup.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    ]);
  });

  it("have the rights to buckets only where there are some", async () => {
    const policiesOf = (graph: Graph) =>
      graph
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(({ inputs }) => String(inputs["policyArn"]).replace("arn:aws:iam::aws:policy/", ""));
    const always = [
      "service-role/AWSBackupServiceRolePolicyForBackup",
      "service-role/AWSBackupServiceRolePolicyForRestores",
    ];
    expect(policiesOf(await build({ buckets: [] }))).toEqual(always);
    expect(policiesOf(await build())).toEqual([
      ...always,
      "AWSBackupServiceRolePolicyForS3Backup",
      "AWSBackupServiceRolePolicyForS3Restore",
    ]);
  });

  it("go cold where the stack says so", async () => {
    const graph = await build({ settings: { monthly: { keepDays: 400, coldAfterDays: 30 } } });
    expect(rulesOf(graph)[1]).toMatchObject({ lifecycle: { coldStorageAfter: 30, deleteAfter: 400 } });
  });

  it("are copied to another region, under a key of that region, where the stack names one: WEA-37", async () => {
    const graph = await build({ settings: { copyTo: { region: "ap-northeast-1", keepDays: 90 } } });
    const copies = graph.named("data-tier-backup-copies");
    const key = graph.named("data-tier-backup-copies-key");
    expect(copies.inputs).toMatchObject({ region: "ap-northeast-1", kmsKeyArn: key.outputs["arn"] });
    expect(key.inputs["region"]).toBe("ap-northeast-1");
    for (const rule of rulesOf(graph)) {
      expect(rule).toMatchObject({
        copyActions: [{ destinationVaultArn: copies.outputs["arn"], lifecycle: { deleteAfter: 90 } }],
      });
    }
    expect((await build()).has("data-tier-backup-copies")).toBe(false);
  });

  it("cannot be deleted early where the stack locks the vault", async () => {
    const graph = await build({ settings: { lock: true, daily: { keepDays: 40 } } });
    const lock = graph.named("data-tier-backup-vault-lock").inputs;
    expect(lock).toMatchObject({ minRetentionDays: 40 });
    expect(lock).not.toHaveProperty("changeableForDays");
    expect((await build()).has("data-tier-backup-vault-lock")).toBe(false);
  });

  it("go with their vault only where nothing is protected", async () => {
    expect((await build()).named("data-tier-backup-vault").inputs["forceDestroy"]).toBe(false);
    expect((await build({ protect: false })).named("data-tier-backup-vault").inputs["forceDestroy"]).toBe(
      true,
    );
  });
});

describe("alarms on backups", () => {
  const alarm = (graph: Graph, name: string) => graph.named(`data-tier-backup-alarms-${name}`).inputs;

  it("tell of failures, of what did not begin, and of copies where there are some", async () => {
    const graph = await build({ settings: { copyTo: { region: "ap-northeast-1" } } });
    for (const [name, metricName] of [
      ["failed", "NumberOfBackupJobsFailed"],
      ["expired", "NumberOfBackupJobsExpired"],
      ["copies", "NumberOfCopyJobsFailed"],
    ] as const) {
      expect(alarm(graph, name)).toMatchObject({
        namespace: "AWS/Backup",
        metricName,
        dimensions: { BackupVaultName: graph.named("data-tier-backup-vault").id },
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [alarmTopicArn],
        okActions: [alarmTopicArn],
      });
    }
    expect((await build()).has("data-tier-backup-alarms-copies")).toBe(false);
  });

  it("tell when there are none any more, which no failure would", async () => {
    expect(alarm(await build(), "none")).toMatchObject({
      metricName: "NumberOfBackupJobsCompleted",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    });
  });
});

describe("settings of backups", () => {
  const messages = (settings: unknown) =>
    backupSettings
      .safeParse(settings)
      .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);

  it("refuse what AWS refuses: cold backups that go too soon, and a time that is none", () => {
    expect(messages({ monthly: { keepDays: 100, coldAfterDays: 30 } })).toEqual([
      "monthly.keepDays is less than coldAfterDays and 90 days, for which cold storage is paid",
    ]);
    expect(messages({ at: "25:00" })).toEqual(["at must be of the form hh:mm, in Korean time"]);
    expect(messages({ copyTo: { region: "moon-1" } })).toHaveLength(1);
  });
});
