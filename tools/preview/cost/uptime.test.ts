import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import { uptime } from "./uptime";

const resource = (type: string, inputs: Resource["inputs"], name: string) => captured(type, name, inputs);

const schedule = (scheduleExpression: string, action: string, input: object | string) =>
  resource(
    "aws:scheduler/schedule:Schedule",
    {
      scheduleExpression,
      target: {
        arn: `arn:aws:scheduler:::aws-sdk:${action}`,
        input: typeof input === "string" ? input : JSON.stringify(input),
      },
    },
    `${scheduleExpression} ${action}`,
  );
const database = { DbInstanceIdentifier: "urr-dev" };
const office = (days = "MON-FRI") => [
  schedule(`cron(0 8 ? * ${days} *)`, "rds:startDBInstance", database),
  schedule("cron(0 20 ? * * *)", "rds:stopDBInstance", database),
];

describe("what schedules start and stop", () => {
  it("is up in between, and all the time where no schedule names it", () => {
    expect(uptime("urr-dev", office()) * 7 * 24).toBe(5 * 12);
    expect(uptime("urr-dev", office("SUN,TUE-THU")) * 7 * 24).toBe(4 * 12);
    expect(uptime("other", office())).toBe(1);
    expect(uptime(undefined, office())).toBe(1);
    expect(uptime("urr-dev", [])).toBe(1);
  });

  it("stays up over days without a stop, also over the end of the week", () => {
    const turns = [
      schedule("cron(0 12 ? * FRI *)", "rds:startDBInstance", database),
      schedule("cron(0 12 ? * MON *)", "rds:stopDBInstance", database),
    ];
    expect(uptime("urr-dev", turns)).toBeCloseTo(3 / 7);
  });

  it("is a node group whose size is none or more", () => {
    const group = (DesiredSize: number) => ({ NodegroupName: "nodes", ScalingConfig: { DesiredSize } });
    const turns = [
      schedule("cron(30 9 ? * MON *)", "eks:updateNodegroupConfig", group(3)),
      schedule("cron(0 10 ? * * *)", "eks:updateNodegroupConfig", group(0)),
    ];
    expect(uptime("nodes", turns) * 7 * 24).toBe(0.5);
  });

  it("is not judged by schedules that call in another form, or at other times", () => {
    expect(uptime("urr-dev", [schedule("rate(1 day)", "rds:stopDBInstance", database)])).toBe(1);
    expect(uptime("urr-dev", [schedule("cron(0 8 ? * MON *)", "rds:stopDBInstance", "{")])).toBe(1);
  });

  it("is paid by its hours, and its disk all the time", () => {
    const instance = resource(
      "aws:rds/instance:Instance",
      {
        ...{ identifier: "urr-dev", engine: "postgres", instanceClass: "db.t4g.medium" },
        ...{ allocatedStorage: 100, storageType: "gp3" },
      },
      "urr-dev",
    );
    const cost = (...more: readonly Resource[]) =>
      estimate([instance, ...more], {}, "ap-northeast-2")?.items.filter(({ kind }) => kind === "fixed") ?? [];
    const monthly = (items: ReturnType<typeof cost>) => items.map((item) => item.monthly ?? 0);
    const [all = 0, disk = 0] = monthly(cost());
    const [some, sameDisk] = monthly(cost(...office()));
    expect(some).toBeCloseTo((all * 60) / 168, 4);
    expect(sameDisk).toBe(disk);
  });
});
