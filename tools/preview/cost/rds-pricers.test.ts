import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const instance = (inputs: Resource["inputs"], name = "db") =>
  captured("aws:rds/instance:Instance", name, {
    ...{ identifier: name, engine: "postgres", storageType: "gp3", allocatedStorage: 100 },
    ...inputs,
  });
const behind = (identifier: string) => [
  captured("aws:rds/proxy:Proxy", "proxy", { name: "proxy" }),
  captured("aws:rds/proxyTarget:ProxyTarget", "target", {
    dbProxyName: "proxy",
    dbInstanceIdentifier: identifier,
  }),
];

/** What, quantity and amount of every item. */
function lines(resources: readonly Resource[], usage: Usage = {}) {
  const cost = estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book");
  return cost.items.map(({ what, quantity, monthly }) => [what, quantity, monthly]);
}

describe("a database", () => {
  it("is paid by the hour of its class, twice with a standby, which doubles its storage too", () => {
    const single = lines([instance({ instanceClass: "db.r7g.large", multiAz: false })]);
    const double = lines([instance({ instanceClass: "db.r7g.large", multiAz: true })]);
    expect(single).toContainEqual(["db.r7g.large", 730, 209.437]);
    expect(single).toContainEqual(["storage gp3", 100, 13.1]);
    expect(double).toContainEqual(["db.r7g.large and its standby", 730, 418.874]);
    expect(double).toContainEqual(["storage gp3, in two zones", 100, 26.2]);
  });

  it("is open where the book has no price for its class, its engine or its storage", () => {
    for (const inputs of [
      { instanceClass: "db.r6g.large" },
      { instanceClass: "db.t4g.medium", engine: "mysql" },
    ]) {
      expect(lines([instance(inputs)])).toContainEqual([inputs.instanceClass, 730, null]);
    }
    expect(lines([instance({ instanceClass: "db.t4g.medium", storageType: "io2", iops: 3000 })])).toEqual(
      expect.arrayContaining([
        ["storage io2", 100, null],
        ["iops of the storage", null, null],
      ]),
    );
  });

  it("shares what is stated of backups and metrics, and nothing is guessed", () => {
    const two = ["a", "b"].map((name) =>
      instance({ instanceClass: "db.t4g.medium", monitoringInterval: 60 }, name),
    );
    const stated = lines(two, { databaseBackupGb: 100, databaseMonitoringGb: 2 });
    expect(stated).toContainEqual(["backups beyond the size of the database", 50, 4.75]);
    expect(stated).toContainEqual(["metrics of the operating system, as logs", 1, 0.76]);
    expect(lines(two)).toContainEqual(["backups beyond the size of the database", null, null]);
    expect(lines([instance({ instanceClass: "db.t4g.medium" })]).map(([what]) => what)).not.toContain(
      "metrics of the operating system, as logs",
    );
  });

  it("has seven days of Insights for nothing, and more by the vCPU at a price nobody has confirmed", () => {
    const insights = (inputs: Resource["inputs"]) =>
      lines([
        instance({ instanceClass: "db.r7g.large", performanceInsightsEnabled: true, ...inputs }),
      ]).filter(([what]) => String(what).startsWith("Database Insights"));
    expect(insights({ performanceInsightsRetentionPeriod: 7 })).toEqual([]);
    expect(insights({ performanceInsightsRetentionPeriod: 31 })).toEqual([
      ["Database Insights beyond seven days", 2, null],
    ]);
    expect(insights({ databaseInsightsMode: "advanced" })).toHaveLength(1);
  });
});

describe("a proxy", () => {
  it("is paid by the vCPUs of the database behind it, two at least", () => {
    const proxyOf = (instanceClass: string) =>
      lines([instance({ instanceClass }), ...behind("db")]).find(([what]) =>
        String(what).startsWith("proxy"),
      );
    expect(proxyOf("db.t4g.medium")).toEqual(["proxy, by the vCPUs of its database", 1460, 26.28]);
    expect(proxyOf("db.r7g.2xlarge")?.[2]).toBe(105.12);
  });

  it("is open while nothing is known to be behind it", () => {
    expect(lines(behind("elsewhere"))).toEqual([["proxy, by the vCPUs of its database", null, null]]);
  });
});
