import { describe, expect, it } from "vitest";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph } from "../../../test/support/graph";
import { alarmTopicArn, operations } from "../../../test/support/upstream";
import { Tables } from "./index";
import { tableNames, tableSchemas } from "./schema";
import { tablesSettings } from "./settings";

type Input = z.input<typeof tablesSettings>;

async function build(settings: Input = { mode: "provisioned" }, protect = true) {
  let exposed: unknown;
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const { mode, ...rest } = tablesSettings.parse(settings);
    if (mode === "none") throw new Error("there is nothing to build");
    const tables = new Tables(
      "data-tier-tables",
      {
        ...rest,
        mode,
        environment: { prefix: "urr-test", protect },
        account,
        operations,
      },
      here,
    );
    pulumi.all([tables.names, tables.arns, tables.keyArn]).apply((values) => {
      exposed = values;
    });
  });
  expect(problems).toEqual([]);
  return { graph: new Graph(resources), exposed };
}

const tableType = "aws:dynamodb/table:Table";
const indexType = "aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex";
const targetType = "aws:appautoscaling/target:Target";

const idsOf = (graph: Graph) => [
  ...graph.ofType(tableType).map(({ inputs }) => ["table", `table/${String(inputs["name"])}`] as const),
  ...graph
    .ofType(indexType)
    .map(
      ({ inputs }) =>
        ["index", `table/${String(inputs["tableName"])}/index/${String(inputs["indexName"])}`] as const,
    ),
];

describe("provisioned tables", () => {
  it("are Reservations, Orders and Inventory, each from 5,000 to 20,000 read and 2,000 to 10,000 write units: DAT-53, CAP-06, CON-38", async () => {
    const { graph } = await build();
    const tables = graph.ofType(tableType);
    expect(tables.map(({ name }) => name).toSorted()).toEqual([
      "data-tier-tables-inventory-table",
      "data-tier-tables-orders-table",
      "data-tier-tables-reservations-table",
    ]);
    for (const { inputs } of tables) {
      expect(inputs).toMatchObject({
        billingMode: "PROVISIONED",
        readCapacity: 5000,
        writeCapacity: 2000,
      });
      const bounds = graph
        .ofType(targetType)
        .filter((target) => target.inputs["resourceId"] === `table/${String(inputs["name"])}`)
        .map((target) => [
          target.inputs["scalableDimension"],
          target.inputs["minCapacity"],
          target.inputs["maxCapacity"],
        ]);
      expect(bounds).toEqual([
        ["dynamodb:table:ReadCapacityUnits", 5000, 20000],
        ["dynamodb:table:WriteCapacityUnits", 2000, 10000],
      ]);
    }
  });

  it("scale in both directions, indexes too, so that no index holds up the writes of its table", async () => {
    const { graph } = await build({ mode: "provisioned", targetUtilization: 60 });
    const expected = idsOf(graph).flatMap(([kind, id]) =>
      ["Read", "Write"].map((word) => `${id} dynamodb:${kind}:${word}CapacityUnits`),
    );
    expect(expected).toHaveLength(10);
    const pairOf = ({ inputs }: { inputs: Readonly<Record<string, unknown>> }) =>
      `${String(inputs["resourceId"])} ${String(inputs["scalableDimension"])}`;
    expect(graph.ofType(targetType).map(pairOf).toSorted()).toEqual(expected.toSorted());
    const policies = graph.ofType("aws:appautoscaling/policy:Policy");
    expect(policies.map(pairOf).toSorted()).toEqual(expected.toSorted());
    for (const { inputs } of policies) {
      const dimension = String(inputs["scalableDimension"]);
      expect(inputs["targetTrackingScalingPolicyConfiguration"]).toEqual({
        targetValue: 60,
        predefinedMetricSpecification: {
          predefinedMetricType: `DynamoDB${dimension.includes(":Read") ? "Read" : "Write"}CapacityUtilization`,
        },
      });
    }
    const written = graph
      .ofType(targetType)
      .filter((target) => String(target.inputs["scalableDimension"]).includes(":WriteCapacity"));
    expect(new Set(written.map(({ inputs }) => inputs["maxCapacity"]))).toEqual(new Set([10000]));
  });

  it("are left at the capacity that scaling has found, whatever is deployed", async () => {
    const { graph } = await build();
    for (const { ignoreChanges } of graph.ofType(tableType)) {
      expect(ignoreChanges).toEqual(["readCapacity", "writeCapacity"]);
    }
    for (const { ignoreChanges } of graph.ofType(indexType)) {
      expect(ignoreChanges).toEqual(["provisionedThroughput"]);
    }
    const changed = (await build({ mode: "onDemand" })).graph;
    for (const { ignoreChanges } of [...changed.ofType(tableType), ...changed.ofType(indexType)]) {
      expect(ignoreChanges).toEqual([]);
    }
  });
});

describe("tables that are paid by request", () => {
  it("have no units and nothing that scales, but a limit to what they take", async () => {
    const { graph } = await build({
      mode: "onDemand",
      read: { min: 1, max: 300 },
      write: { min: 1, max: 100 },
    });
    expect(graph.ofType(targetType)).toEqual([]);
    for (const { inputs } of graph.ofType(tableType)) {
      expect(inputs).toMatchObject({
        billingMode: "PAY_PER_REQUEST",
        onDemandThroughput: { maxReadRequestUnits: 300, maxWriteRequestUnits: 100 },
      });
      expect(inputs).not.toHaveProperty("readCapacity");
    }
    for (const { inputs } of graph.ofType(indexType)) {
      expect(inputs["onDemandThroughput"]).toMatchObject({ maxWriteRequestUnits: 100 });
      expect(inputs).not.toHaveProperty("provisionedThroughput");
    }
  });
});

describe("every table", () => {
  it("declares the keys of its schema", async () => {
    const { graph } = await build();
    for (const name of tableNames) {
      const { hash, ...rest } = tableSchemas[name];
      const range = "range" in rest ? rest.range : undefined;
      expect(graph.named(`data-tier-tables-${name}-table`).inputs).toMatchObject({
        hashKey: hash.name,
        attributes: range === undefined ? [hash] : [hash, range],
        ...(range === undefined ? {} : { rangeKey: range.name }),
      });
    }
    expect(graph.named("data-tier-tables-reservations-expiry").inputs).toMatchObject({
      indexName: "expiry",
      keySchemas: [
        { attributeName: "expirySlot", attributeType: "S", keyType: "HASH" },
        { attributeName: "heldUntil", attributeType: "N", keyType: "RANGE" },
      ],
      projection: { projectionType: "INCLUDE", nonKeyAttributes: ["units"] },
    });
    expect(graph.named("data-tier-tables-orders-by-user").inputs["projection"]).toEqual({
      projectionType: "ALL",
    });
  });

  it("goes back to any second where the stack says so: ENV-17, WEA-51", async () => {
    const recovery = async (settings: Input) =>
      (await build(settings)).graph
        .ofType(tableType)
        .map(({ inputs }) => inputs["pointInTimeRecovery"] as { readonly enabled: boolean })
        .map(({ enabled }) => enabled);
    expect(await recovery({ mode: "onDemand" })).toEqual([true, true, true]);
    expect(await recovery({ mode: "onDemand", pointInTimeRecovery: false })).toEqual([false, false, false]);
  });

  it("is encrypted with a key of ours, and refuses its deletion where data is protected", async () => {
    const { graph } = await build();
    const keyArn = graph.named("data-tier-tables-key").outputs["arn"];
    for (const { inputs } of graph.ofType(tableType)) {
      expect(inputs).toMatchObject({
        serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
        deletionProtectionEnabled: true,
      });
    }
    for (const { inputs } of (await build(undefined, false)).graph.ofType(tableType)) {
      expect(inputs["deletionProtectionEnabled"]).toBe(false);
    }
  });

  it("forgets finished reservations, and nothing else", async () => {
    const { graph } = await build();
    const forgetting = graph.ofType(tableType).filter(({ inputs }) => inputs["ttl"] !== undefined);
    expect(forgetting.map(({ name, inputs }) => [name, inputs["ttl"]])).toEqual([
      ["data-tier-tables-reservations-table", { enabled: true, attributeName: "forgetAt" }],
    ]);
  });

  it("is known by name and ARN, for those who use it", async () => {
    const { graph, exposed } = await build();
    const [names, arns, keyArn] = exposed as [Record<string, string>, Record<string, string>, string];
    for (const name of tableNames) {
      const { outputs } = graph.named(`data-tier-tables-${name}-table`);
      expect([names[name], arns[name]]).toEqual([outputs["name"], outputs["arn"]]);
    }
    expect(keyArn).toBe(graph.named("data-tier-tables-key").outputs["arn"]);
  });
});

describe("alarms on a table", () => {
  it("tell of throttling on it and on its index, of errors, and of a capacity that is nearly used up", async () => {
    const { graph } = await build();
    const alarms = graph
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ name }) => name.startsWith("data-tier-tables-reservations-alarms-"));
    expect(
      alarms.map(({ name }) => name.replace("data-tier-tables-reservations-alarms-", "")).toSorted(),
    ).toEqual([
      "errors",
      "expiry-read-throttles",
      "expiry-write-throttles",
      "read-throttles",
      "read-units",
      "write-throttles",
      "write-units",
    ]);
    for (const { inputs } of alarms) {
      expect(inputs).toMatchObject({
        alarmActions: [alarmTopicArn],
        okActions: [alarmTopicArn],
        treatMissingData: "notBreaching",
      });
    }
    const tableName = graph.named("data-tier-tables-reservations-table").outputs["name"];
    const prefix = "data-tier-tables-reservations-alarms";
    expect(graph.named(`${prefix}-expiry-write-throttles`).inputs).toMatchObject({
      metricQueries: [
        { expression: "FILL(m0, 0)" },
        {
          metric: {
            metricName: "WriteThrottleEvents",
            dimensions: { TableName: tableName, GlobalSecondaryIndexName: "expiry" },
          },
        },
      ],
    });
    // Nine tenths of 10,000 units a second, in a minute.
    expect(graph.named(`${prefix}-write-units`).inputs).toMatchObject({
      metricQueries: [{}, { metric: { metricName: "ConsumedWriteCapacityUnits", period: 60 } }],
      threshold: 540_000,
    });
  });
});

describe("settings of the tables", () => {
  const problems = (settings: unknown) =>
    tablesSettings.safeParse(settings).error?.issues.map(({ path, message }) => [path.join("."), message]);

  it("make none unless asked", () => {
    expect(tablesSettings.parse({}).mode).toBe("none");
  });

  it("refuse a capacity that shrinks, an unknown mode and a use that scaling cannot track", () => {
    expect(problems({ mode: "provisioned", read: { min: 30000 } })).toEqual([
      ["read.max", "is less than min, 30000"],
    ]);
    expect(problems({ mode: "sometimes" })?.map(([path]) => path)).toEqual(["mode"]);
    expect(problems({ targetUtilization: 95 })?.map(([path]) => path)).toEqual(["targetUtilization"]);
    expect(problems({ mode: "provisioned", capacity: 1 })?.length).toBe(1);
  });
});
