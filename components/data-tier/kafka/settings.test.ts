import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { kafkaProblems, replicationOf } from "./replication";
import { kafkaSettings, maxGibOf } from "./settings";

type Input = z.input<typeof kafkaSettings>;

const problemsOf = (settings: Input) =>
  kafkaSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);

describe("settings of Kafka", () => {
  it("are fit for production unless set, and of a version that AWS still makes: PLT-06, UNS-02", () => {
    const settings = kafkaSettings.parse({});
    expect(settings).toMatchObject({
      version: "3.9.x.kraft",
      brokerType: "kafka.m7g.large",
      storageGib: 100,
      retentionHours: 168,
      partitions: 6,
    });
    expect(maxGibOf(settings)).toBe(500);
    expect(problemsOf({ version: "3.6.0" as "3.9.x" })).toHaveLength(1);
  });

  it.each<[string, Input, string]>([
    [
      "more brokers than ZooKeeper allows",
      { version: "3.9.x", brokers: 33 },
      "brokers is more than the 30 that AWS allows with 3.9.x",
    ],
    [
      "a disk that would shrink",
      { storageGib: 200, maxGib: 100 },
      "maxGib is less than storageGib, and a disk never shrinks",
    ],
    [
      "a broker type of the other kind",
      { brokerType: "express.m7g.large" },
      "brokerType is no type of standard brokers that MSK offers",
    ],
    [
      "topics that metrics mix up",
      { topics: { "a.b": {}, a_b: {} } },
      "topics.a_b differs from a.b by dots and underscores only, which Kafka's metrics mix up",
    ],
  ])("refuse %s, with the reason", (_, settings, problem) => {
    expect(problemsOf(settings)).toEqual([problem]);
  });

  it("take the types that MSK has, and none that only looks like one", () => {
    for (const brokerType of ["kafka.t3.small", "kafka.m5.24xlarge", "kafka.m7g.16xlarge"]) {
      expect(problemsOf({ brokerType }), brokerType).toBeUndefined();
    }
    for (const brokerType of ["kafka.m7.large", "kafka.m7g.larg", "kafka.t3.large", "kafka.m7g.24xlarge"]) {
      expect(problemsOf({ brokerType }), brokerType).toHaveLength(1);
    }
  });

  it.each(["__consumer_offsets", "..", "with space", "x".repeat(250)])("know no topic named %s", (name) => {
    expect(problemsOf({ topics: { [name]: {} } })).toHaveLength(1);
  });

  it("let a disk grow to what AWS allows, and no further", () => {
    expect(maxGibOf({ storageGib: 10_000, maxGib: undefined })).toBe(16_384);
    expect(maxGibOf({ storageGib: 100, maxGib: 100 })).toBe(100);
  });

  it("describe and exemplify every field", () => {
    const { properties } = z.toJSONSchema(kafkaSettings, { io: "input" });
    for (const [name, field] of Object.entries(properties ?? {})) {
      expect(field, name).toMatchObject({
        description: expect.any(String) as string,
        examples: expect.any(Array) as unknown[],
      });
    }
  });
});

describe("copies of a message", () => {
  it.each([
    ["three zones", {}, 3, { zones: 3, brokers: 3, replicationFactor: 3, minInsyncReplicas: 2 }],
    ["two zones", {}, 2, { zones: 2, brokers: 2, replicationFactor: 2, minInsyncReplicas: 1 }],
    [
      "four brokers in two zones",
      { brokers: 4 },
      2,
      { zones: 2, brokers: 4, replicationFactor: 3, minInsyncReplicas: 2 },
    ],
    [
      "more zones than MSK takes",
      {},
      5,
      { zones: 3, brokers: 3, replicationFactor: 3, minInsyncReplicas: 2 },
    ],
    [
      "one copy",
      { replicationFactor: 1 },
      2,
      { zones: 2, brokers: 2, replicationFactor: 1, minInsyncReplicas: 1 },
    ],
  ])("follow from brokers and zones: %s: CON-03, DAT-43, KUS-21", (_, settings, zones, expected) => {
    expect(replicationOf(settings, zones)).toEqual(expected);
    expect(kafkaProblems(settings, zones)).toEqual([]);
  });

  it("survive the loss of a broker, whatever is left open: KCON-07", () => {
    const zoneCount = fc.integer({ min: 2, max: 6 });
    fc.assert(
      fc.property(zoneCount, fc.integer({ min: 1, max: 10 }), (zones, perZone) => {
        const brokers = Math.min(zones, 3) * perZone;
        const { replicationFactor, minInsyncReplicas } = replicationOf({ brokers }, zones);
        expect(replicationFactor).toBeLessThanOrEqual(brokers);
        expect(minInsyncReplicas).toBeLessThan(replicationFactor);
      }),
    );
  });
});

describe("settings that the network does not allow", () => {
  it.each([
    [{ brokers: 4 }, 3, "brokers", 6],
    [{ brokers: 3 }, 2, "brokers", 4],
    [{ replicationFactor: 3 }, 2, "replicationFactor", 2],
    [{ minInsyncReplicas: 2 }, 2, "minInsyncReplicas", 1],
    [{ replicationFactor: 3, minInsyncReplicas: 3 }, 3, "minInsyncReplicas", 2],
  ])("are refused where they stand: %j in %i zones: PLT-17, CON-03", (settings, zones, key, example) => {
    const problems = kafkaProblems(settings, zones);
    expect(problems).toMatchObject([{ path: [key], example }]);
  });

  it("are named once each", () => {
    const problems = kafkaProblems({ brokers: 4, replicationFactor: 5, minInsyncReplicas: 5 }, 3);
    const paths = problems.map(({ path }) => path.join("."));
    expect(paths).toHaveLength(3);
    expect(new Set(paths).size).toBe(3);
  });
});
