import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { instanceClass, maxConnections } from "./instance-classes";
import { parametersOf } from "./parameters";
import { postgresSettings } from "./settings";
import { usersOf } from "./users";

type Settings = z.input<typeof postgresSettings>;

/** Path and message of every problem. */
const problemsOf = (settings: unknown): readonly (readonly [string, string])[] =>
  postgresSettings
    .safeParse(settings)
    .error?.issues.map(({ path, message }) => [path.map(String).join("."), message] as const) ?? [];

describe("PostgreSQL, unless the stack file says otherwise,", () => {
  const defaults = postgresSettings.parse({});

  it("is of the major version 16 on 100 GiB that grow to 1,000, with a standby and a proxy: CON-17", () => {
    expect(defaults).toMatchObject({
      version: "16",
      instanceClass: "db.r7g.large",
      storage: { gib: 100, maxGib: 1000 },
      multiAz: true,
      proxy: true,
      backupDays: 7,
      backupWindow: "03:00-04:00",
      monitoringSeconds: 60,
      insights: { mode: "standard", retentionDays: 7 },
    });
  });

  it("holds five databases for the services that own them, ticket and catalog sharing one: DAT-17, CON-44", () => {
    expect(usersOf(defaults)).toEqual([
      { name: "auth", database: "auth_db", iam: false },
      { name: "ticket", database: "ticket_db", iam: false },
      { name: "catalog", database: "ticket_db", iam: false },
      { name: "payment", database: "payment_db", iam: false },
      { name: "stats", database: "stats_db", iam: false },
      { name: "community", database: "community_db", iam: false },
      { name: "worker", database: "ticket_db", iam: true },
    ]);
  });
});

describe("settings of PostgreSQL that are wrong", () => {
  const cases: readonly (readonly [string, Settings | object, string])[] = [
    ["version", { version: "12" }, "is no version on offer"],
    ["version", { version: "16.x" }, "is no version on offer"],
    ["version", { version: "15.4-R2" }, "is no version on offer"],
    ["instanceClass", { instanceClass: "db.r7g.huge" }, "is no class that RDS offers"],
    ["instanceClass", { instanceClass: "r7g.large" }, "is no class that RDS offers"],
    ["instanceClass", { instanceClass: "db.toString.large" }, "is no class that RDS offers"],
    ["instanceClass", { instanceClass: "db.t4g.4xlarge" }, "is no class that RDS offers"],
    ["storage.maxGib", { storage: { gib: 200, maxGib: 100 } }, "leaves 200 GiB no room to grow; 252"],
    ["storage.maxGib", { storage: { gib: 100, maxGib: 125 } }, "126 is the least"],
    ["backupWindow", { backupWindow: "03:00-03:15" }, "is shorter than the 30 minutes"],
    ["backupWindow", { backupWindow: "3am" }, "must have the form hh:mm-hh:mm"],
    ["maintenanceWindow", { maintenanceWindow: "sun:04:00-sun:04:29" }, "is shorter than the 30 minutes"],
    ["maintenanceWindow", { maintenanceWindow: "sun:04:00-mon:04:00" }, "is as long as a day"],
    [
      "maintenanceWindow",
      { maintenanceWindow: "sun:03:30-sun:04:30" },
      "overlaps the backup window 03:00-04:00",
    ],
    ["iamUsers.rds_iam", { iamUsers: { rds_iam: "auth_db" } }, "Invalid key"],
    ["backupDays", { backupDays: 0 }, ">=1"],
    ["backupDays", { backupDays: 36 }, "<=35"],
    ["insights.retentionDays", { insights: { mode: "advanced" } }, "must be 465"],
    ["insights.retentionDays", { insights: { retentionDays: 30 } }, "neither 7 nor 731 nor a multiple of 31"],
    [
      "insights.retentionDays",
      { insights: { retentionDays: 744 } },
      "neither 7 nor 731 nor a multiple of 31",
    ],
    ["pool.maxIdleConnectionsPercent", { pool: { maxConnectionsPercent: 40 } }, "more than the 40 %"],
    ["masterUser", { masterUser: "postgres" }, "keeps for itself"],
    ["masterUser", { masterUser: "administrator_of_urr" }, "more than the 16 characters"],
    ["firstDatabase", { firstDatabase: "template1" }, "keeps for itself"],
    [
      "databases.a_db.0",
      { databases: { a_db: ["user"] }, iamUsers: {} },
      "is a word that PostgreSQL reserves",
    ],
    ["databases.a_db.0", { databases: { a_db: ["rds_admin"] }, iamUsers: {} }, "keeps for itself"],
    ["databases.a_db.0", { databases: { a_db: ["urr_admin"] }, iamUsers: {} }, "is the master user"],
    [
      "databases.b_db.0",
      { databases: { a_db: ["auth"], b_db: ["auth"] }, iamUsers: {} },
      "is a user already",
    ],
    ["databases.a_db", { databases: { a_db: [] }, iamUsers: {} }, ">=1"],
    ["iamUsers.worker", { iamUsers: { worker: "orders_db" } }, "names orders_db, which is not among"],
    ["iamUsers.auth", { iamUsers: { auth: "auth_db" } }, "is a user already"],
    ["parameters.rds.force_ssl", { parameters: { "rds.force_ssl": 0 } }, "stays on"],
    [
      "parameters.log_min_duration_statement",
      { parameters: { log_min_duration_statement: 5 } },
      "slowQueryMs",
    ],
    ["identifier", { identifier: "urr--db" }, "joined by single hyphens"],
  ];
  it.each(cases)("are refused at %s: %j", (path, settings, message) => {
    expect(problemsOf(settings)).toEqual([[path, expect.stringContaining(message)]]);
  });

  it("are told once for each place, though more is wrong there", () => {
    expect(problemsOf({ databases: { a_db: ["user", "user"] }, iamUsers: {} })).toEqual([
      ["databases.a_db.0", "is a word that PostgreSQL reserves"],
      ["databases.a_db.1", "is a word that PostgreSQL reserves"],
    ]);
  });

  it("are refused in the names of databases too", () => {
    for (const name of ["order", "Ticket-DB", "postgres"]) {
      expect(problemsOf({ databases: { [name]: ["auth"] }, iamUsers: {} })).toHaveLength(1);
    }
  });
});

describe("settings of PostgreSQL that are right", () => {
  it.each<Settings>([
    { version: "15" },
    { version: "16.10" },
    { instanceClass: "db.t4g.medium", multiAz: false, proxy: false },
    { instanceClass: "db.r6g.large" },
    { insights: { mode: "advanced", retentionDays: 465 } },
    { insights: { retentionDays: 93 } },
    { insights: { mode: "off", retentionDays: 30 } },
    { storage: { gib: 100, maxGib: 126 } },
    { databases: { orders_db: ["orders"] }, iamUsers: {} },
    { parameters: { max_connections: 500, work_mem: "16384" } },
  ])("are taken: %j", (settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });
});

describe("an instance class", () => {
  it.each([
    ["db.t4g.medium", { vcpus: 2, memoryGib: 4, burstable: true }],
    ["db.r6g.large", { vcpus: 2, memoryGib: 16, burstable: false }],
    ["db.m7g.2xlarge", { vcpus: 8, memoryGib: 32, burstable: false }],
    ["db.t3.micro", { vcpus: 2, memoryGib: 1, burstable: true }],
    ["db.r7g.16xlarge", { vcpus: 64, memoryGib: 512, burstable: false }],
  ])("has the processors and the memory that AWS lists: %s (DAT-02)", (name, expected) => {
    expect(instanceClass(name)).toMatchObject(expected);
  });

  it("takes fewer connections than its memory would give, and 5,000 at most", () => {
    const connections = (name: string) => {
      const size = instanceClass(name);
      return size === undefined ? 0 : maxConnections(size);
    };
    expect(connections("db.r7g.large")).toBeGreaterThan(1500);
    expect(connections("db.r7g.large")).toBeLessThan(1802);
    expect(connections("db.t4g.medium")).toBeLessThan(450);
    expect(connections("db.r7g.16xlarge")).toBe(5000);
  });
});

describe("parameters of the server", () => {
  const of = (settings: Settings) => {
    const all = parametersOf(postgresSettings.parse(settings));
    return Object.fromEntries(all.map(({ name, value, applyMethod }) => [name, `${value} ${applyMethod}`]));
  };

  it("ask for TLS, log what is slow and count statements, each applied as soon as it can be: UNS-13", () => {
    expect(of({ slowQueryMs: 250 })).toMatchObject({
      // RDS has this value too, and then keeps its own way.
      "rds.force_ssl": "1 pending-reboot",
      log_min_duration_statement: "250 immediate",
      log_connections: "1 immediate",
      shared_preload_libraries: "pg_stat_statements pending-reboot",
      autovacuum_vacuum_scale_factor: "0.05 immediate",
    });
  });

  it("never log every statement, among which are those that set passwords", () => {
    expect(of({})).not.toHaveProperty("log_statement");
  });

  it("may be overruled, and what a server reads when it starts waits for that", () => {
    expect(of({ parameters: { max_connections: 500, log_connections: 0 } })).toMatchObject({
      max_connections: "500 pending-reboot",
      log_connections: "0 immediate",
    });
  });
});
