import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../test/support/evaluate-component";
import { Graph } from "../../test/support/graph";
import { networkIn } from "../../test/support/upstream";
import { Operations } from "../operations";
import { operationsSettings } from "../operations/settings";
import { DataTier } from "./index";
import { dataTierSettings } from "./settings";

interface Case {
  readonly settings?: z.input<typeof dataTierSettings>;
  readonly protect?: boolean;
}

async function build({ settings = {}, protect = true }: Case = {}) {
  const exposed: Record<string, unknown> = {};
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const environment = { prefix: "urr-test", protect, domain: "tickets.urr.example.com" };
    const operations = new Operations(
      "operations",
      { ...operationsSettings.parse({}), environment, account, secrets: {} },
      here,
    );
    const network = networkIn(["0", "1", "2"]);
    const dataTier = new DataTier(
      "data-tier",
      {
        ...dataTierSettings.parse(settings),
        ...{ account, environment, operations, network, distributed: false },
        cluster: { nodeSecurityGroupId: pulumi.output("sg-nodes") },
      },
      here,
    );
    const { kafka, postgres, redis, tables } = dataTier;
    pulumi
      .all([postgres.host, redis.endpoints, kafka.bootstrapBrokers])
      .apply(([host, endpoints, bootstrapBrokers]) => {
        Object.assign(exposed, { host, endpoints, bootstrapBrokers });
      });
    Object.assign(exposed, {
      ...{ postgresPort: postgres.port, redisPort: redis.port, hasTables: tables !== undefined },
      managed: [postgres, redis, kafka].map(({ managed }) => managed !== undefined),
    });
  });
  expect(problems).toEqual([]);
  return { graph: new Graph(resources), exposed };
}

const stores = {
  postgres: "aws:rds/instance:Instance",
  redis: "aws:elasticache/replicationGroup:ReplicationGroup",
  kafka: "aws:msk/cluster:Cluster",
} as const;
type Store = keyof typeof stores;
const storeNames = Object.keys(stores) as Store[];

describe("a data tier", () => {
  it("has every store run by AWS, reached by the nodes alone", async () => {
    const { graph, exposed } = await build();
    for (const type of Object.values(stores)) expect(graph.ofType(type), type).toHaveLength(1);
    expect(exposed["managed"]).toEqual([true, true, true]);
    const admitted = graph
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ name }) => name !== "data-tier-postgres-from-proxy")
      .map(({ inputs }) => [inputs["fromPort"], inputs["referencedSecurityGroupId"]]);
    expect(admitted).toHaveLength(3);
    expect(admitted).toEqual(
      expect.arrayContaining([
        [5432, "sg-nodes"],
        [6379, "sg-nodes"],
        [9098, "sg-nodes"],
      ]),
    );
  });

  it.each(storeNames)(
    "makes nothing for %s where the cluster runs it, and gives the same kind of address: KUS-18, KUS-19, KUS-20",
    async (store) => {
      const { graph, exposed } = await build({ settings: { [store]: { mode: "in-cluster" } } });
      const left = graph.all().filter(({ name }) => name.startsWith(`data-tier-${store}`));
      // Whoever logs in does so with a secret, wherever the server runs.
      expect(left.filter(({ type }) => !/^(urr|random|aws:secretsmanager|aws:kms)/.test(type))).toEqual([]);
      expect(left.some(({ type }) => type.startsWith("aws:"))).toBe(store === "postgres");
      for (const other of storeNames.filter((name) => name !== store)) {
        expect(graph.ofType(stores[other]), other).toHaveLength(1);
      }
      expect(exposed).toMatchObject({
        ...(store === "postgres" ? { host: "postgres-spring", postgresPort: 5432 } : {}),
        ...(store === "redis"
          ? { endpoints: { primary: "dragonfly-spring", reader: "dragonfly-spring" }, redisPort: 6379 }
          : {}),
        ...(store === "kafka" ? { bootstrapBrokers: "kafka-spring:9092" } : {}),
      });
    },
  );

  it("backs up the database, the tables it has and the uploads", async () => {
    const selected = async (settings: Case["settings"]) => {
      const { graph } = await build({ settings: settings ?? {} });
      const arns = graph.named("data-tier-backup-data").inputs["resources"] as readonly string[];
      return arns.map((arn) => graph.all().find(({ outputs }) => outputs["arn"] === arn)?.name);
    };
    expect(await selected({})).toEqual(["data-tier-postgres-db-instance", "data-tier-files-uploads-bucket"]);
    expect(await selected({ tables: { mode: "onDemand" } })).toEqual([
      "data-tier-postgres-db-instance",
      ...["inventory", "reservations", "orders"].map((table) => `data-tier-tables-${table}-table`),
      "data-tier-files-uploads-bucket",
    ]);
    expect(await selected({ postgres: { mode: "in-cluster" } })).toEqual(["data-tier-files-uploads-bucket"]);
    const { graph } = await build({ settings: { backup: { enabled: false } } });
    expect(graph.ofType("aws:backup/vault:Vault")).toEqual([]);
  });

  it("keeps what is booked in PostgreSQL, has tables beside it where they are asked for, and knows no other database: CON-39", async () => {
    const enginesOf = (graph: Graph) => graph.ofType(stores.postgres).map(({ inputs }) => inputs["engine"]);
    const reference = await build();
    expect(reference.exposed["hasTables"]).toBe(false);
    expect(enginesOf(reference.graph)).toEqual(["postgres"]);
    const both = await build({ settings: { tables: { mode: "onDemand" } } });
    expect(both.exposed["hasTables"]).toBe(true);
    expect(enginesOf(both.graph)).toEqual(["postgres"]);
    expect(messages({ mysql: {} })).toEqual([' Unrecognized key: "mysql"']);
    expect(messages({ postgres: { engine: "mysql" } })).toEqual(['postgres Unrecognized key: "engine"']);
  });

  it("goes as a whole where nothing is protected: no last snapshots, no waiting secrets, no full buckets in the way", async () => {
    const { graph } = await build({ protect: false, settings: { tables: { mode: "onDemand" } } });
    expect(graph.named("data-tier-postgres-db-instance").inputs).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
    });
    for (const { inputs } of graph.ofType("aws:secretsmanager/secret:Secret")) {
      expect(inputs["recoveryWindowInDays"]).toBe(0);
    }
    for (const { inputs } of graph.ofType("aws:s3/bucket:Bucket")) expect(inputs["forceDestroy"]).toBe(true);
    for (const { inputs } of graph.ofType("aws:ecr/repository:Repository")) {
      expect(inputs["forceDelete"]).toBe(true);
    }
    expect(graph.named("data-tier-backup-vault").inputs["forceDestroy"]).toBe(true);
    for (const { inputs } of graph.ofType("aws:dynamodb/table:Table")) {
      expect(inputs["deletionProtectionEnabled"]).toBe(false);
    }
  });
});

const messages = (settings: unknown) =>
  (dataTierSettings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );

describe("settings of the data tier", () => {
  it("need nothing said", () => {
    const { kafka, postgres, redis, tables } = dataTierSettings.parse({});
    expect([postgres.mode, redis.mode, kafka.mode, tables.mode]).toEqual([
      ...["managed", "managed", "managed", "none"],
    ]);
  });

  it("keep what each store refuses, also beside its mode", () => {
    expect(messages({ kafka: { mode: "managed", storageGib: 100, maxGib: 50 } })).toEqual([
      "kafka.maxGib is less than storageGib, and a disk never shrinks",
    ]);
    expect(messages({ redis: { mode: "both" } })).toHaveLength(1);
  });

  it.each([
    ["02:15", "backupWindow"],
    ["03:30", "backupWindow"],
    ["04:00", undefined],
  ])("refuse a backup at %s that would fall into the database's own: PLT-10", (at, meant) => {
    const late = { maintenanceWindow: "sun:20:00-sun:21:00" };
    const found = messages({ backup: { at }, postgres: late });
    expect(found).toEqual(
      meant === undefined
        ? []
        : [
            `backup.at begins within an hour, which falls into ${meant} of postgres: RDS takes no backup then`,
          ],
    );
  });

  it("refuse a backup in the hour before maintenance, on whatever day", () => {
    const at = (time: string, maintenanceWindow: string) =>
      messages({ backup: { at: time }, postgres: { maintenanceWindow } }).length;
    expect(at("05:30", "sun:07:00-sun:08:00")).toBe(1);
    expect(at("05:30", "sun:07:30-sun:08:00")).toBe(0);
    expect(at("23:30", "mon:00:30-mon:01:00")).toBe(1);
    expect(at("06:30", "sun:06:00-sun:07:00")).toBe(1);
  });

  it("leave the time alone where there is no such backup or no such database", () => {
    expect(messages({ backup: { at: "03:30", enabled: false } })).toEqual([]);
    expect(messages({ backup: { at: "03:30" }, postgres: { mode: "in-cluster" } })).toEqual([]);
  });
});
