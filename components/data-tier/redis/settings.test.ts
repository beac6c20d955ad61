import { describe, expect, it } from "vitest";
import { z } from "zod";
import { familyOf, versionOf } from "./engine";
import { redisSettings } from "./settings";
import { hasReplicas, membersOf, shapeOf } from "./topology";

type Input = z.input<typeof redisSettings>;

const problemsOf = (settings: Input) =>
  redisSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);

describe("settings of Redis", () => {
  it("are fit for production unless set: a primary and a replica of the memory-optimized kind, backed up daily", () => {
    const settings = redisSettings.parse({});
    expect(settings).toMatchObject({
      topology: "replicationGroup",
      engine: "valkey",
      nodeType: "cache.r7g.large",
      snapshotDays: 1,
    });
    expect(shapeOf(settings)).toEqual({ kind: "replicationGroup", nodes: 2 });
    expect(versionOf(settings)).toBe("8.2");
  });

  it.each<[string, Input, string]>([
    [
      "a version of the other engine",
      { engine: "redis", version: "8.2" },
      "version is not one of 7.1, 7.0, the versions of redis",
    ],
    ["nodes of a cluster", { topology: "cluster", nodes: 2 }, "nodes is no setting of a cluster"],
    ["shards outside a cluster", { shards: 3 }, "shards is no setting of a replicationGroup"],
    ["replicas outside a cluster", { replicas: 1 }, "replicas is no setting of a replicationGroup"],
    [
      "more nodes than AWS allows",
      { topology: "cluster", shards: 46, replicas: 1 },
      "shards makes 92 nodes with its replicas; AWS allows 90",
    ],
    [
      "what follows from the topology",
      { parameters: { "cluster-enabled": "yes" } },
      "parameters.cluster-enabled follows from the topology",
    ],
    [
      "windows that overlap",
      { snapshotWindow: "04:30-05:30" },
      "maintenanceWindow overlaps snapshotWindow, which AWS refuses",
    ],
    [
      "a type that is none",
      { nodeType: "r7g.large" },
      "nodeType is no node type that ElastiCache offers for new groups",
    ],
  ])("refuse %s, with the reason", (_, settings, problem) => {
    expect(problemsOf(settings)).toEqual([problem]);
  });

  it("take the types that ElastiCache has, and none that only looks like one", () => {
    for (const nodeType of [
      "cache.t4g.micro",
      "cache.r7g.16xlarge",
      "cache.r6gd.xlarge",
      "cache.m5.24xlarge",
    ]) {
      expect(problemsOf({ nodeType }), nodeType).toBeUndefined();
    }
    for (const nodeType of ["cache.t4.micro", "cache.r7g.24xlarge", "cache.r6gd.large", "cache.m7g.larg"]) {
      expect(problemsOf({ nodeType }), nodeType).toHaveLength(1);
    }
  });

  it("know no day without a snapshot: WEA-33", () => {
    expect(problemsOf({ snapshotDays: 0 })).toHaveLength(1);
    expect(problemsOf({ snapshotDays: 36 })).toHaveLength(1);
  });

  it("describe and exemplify every field", () => {
    const { properties } = z.toJSONSchema(redisSettings, { io: "input" });
    for (const [name, field] of Object.entries(properties ?? {})) {
      expect(field, name).toMatchObject({
        description: expect.any(String) as string,
        examples: expect.any(Array) as unknown[],
      });
    }
  });
});

describe("versions", () => {
  it.each([
    ["valkey", "8.2", "valkey8"],
    ["valkey", "7.2", "valkey7"],
    ["redis", "7.0", "redis7"],
  ] as const)("have parameters of their family: %s %s", (engine, version, family) => {
    expect(familyOf(engine, version)).toBe(family);
  });

  it("without a known family are refused", () => {
    expect(() => familyOf("redis", "9.9")).toThrow("redis 9.9 has no known parameter group family");
  });
});

describe("members of a group", () => {
  it.each([
    [{ topology: "replicationGroup", nodes: 1 }, ["001"], false],
    [{ topology: "replicationGroup", nodes: 3 }, ["001", "002", "003"], true],
    [{ topology: "cluster", shards: 2, replicas: 1 }, ["0001-001", "0001-002", "0002-001", "0002-002"], true],
    [{ topology: "cluster", shards: 2, replicas: 0 }, ["0001-001", "0002-001"], false],
  ] as const)("are named as ElastiCache names them: %j", (settings, members, replicas) => {
    expect(membersOf(shapeOf(settings))).toEqual(members);
    expect(hasReplicas(shapeOf(settings))).toBe(replicas);
  });

  it("of a cluster are three shards with a replica each unless set: UNS-10", () => {
    expect(shapeOf({ topology: "cluster" })).toEqual({ kind: "cluster", shards: 3, replicas: 1 });
  });
});
