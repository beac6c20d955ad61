import { describe, expect, it } from "vitest";
import { lambdaOf, variablesOf, waitingRoomCloud } from "../../../test/support/waiting-room/cloud";
import { alarmTopicArn } from "../../../test/support/upstream";
import { tableDefinitions } from "../../../functions/waiting-room-store/tables";

const prefix = "queueing-room-tables";
const which = ["counters", "positions"] as const;

describe("the tables of the line", () => {
  it("are paid by request, as the store wants them, and have no index: DAT-50, DAT-51, UNS-07", async () => {
    const { graph, problems } = await waitingRoomCloud();
    expect(problems).toEqual([]);
    const tables = graph.ofType("aws:dynamodb/table:Table");
    expect(tables.map(({ name }) => name).toSorted()).toEqual(which.map((one) => `${prefix}-${one}`));
    for (const table of which) {
      const { partitionKey, sortKey, attributes } = tableDefinitions[table];
      const { inputs } = graph.named(`${prefix}-${table}`);
      expect(inputs).toMatchObject({
        ...{ billingMode: "PAY_PER_REQUEST", hashKey: partitionKey, rangeKey: sortKey, attributes },
      });
      expect(inputs).not.toHaveProperty("globalSecondaryIndexes");
      expect(inputs).not.toHaveProperty("localSecondaryIndexes");
    }
    expect(graph.ofType("aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex")).toEqual([]);
  });

  it("forget visitors, and never an event", async () => {
    const { graph } = await waitingRoomCloud();
    expect(graph.named(`${prefix}-positions`).inputs["ttl"]).toEqual({ enabled: true, attributeName: "ttl" });
    expect(graph.named(`${prefix}-counters`).inputs).not.toHaveProperty("ttl");
  });

  it("go back to any second unless the stack says no: DAT-52", async () => {
    const recovery = async (pointInTimeRecovery: boolean | undefined) => {
      const { graph } = await waitingRoomCloud({
        settings: pointInTimeRecovery === undefined ? {} : { tables: { pointInTimeRecovery } },
      });
      return which.map((table) => graph.named(`${prefix}-${table}`).inputs["pointInTimeRecovery"]);
    };
    expect(await recovery(undefined)).toEqual([{ enabled: true }, { enabled: true }]);
    expect(await recovery(false)).toEqual([{ enabled: false }, { enabled: false }]);
  });

  it("are encrypted with a key of theirs, and refuse their deletion where data is protected", async () => {
    const { graph, exposed } = await waitingRoomCloud();
    const keyArn = graph.named(`${prefix}-key`).outputs["arn"];
    for (const table of which) {
      expect(graph.named(`${prefix}-${table}`).inputs).toMatchObject({
        serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
        deletionProtectionEnabled: true,
      });
    }
    expect(exposed.tables.keyArn).toBe(keyArn);
    const open = await waitingRoomCloud({ protect: false });
    expect(open.graph.named(`${prefix}-positions`).inputs["deletionProtectionEnabled"]).toBe(false);
  });

  it("have a ceiling, and the places are made ready for a rush where one is announced", async () => {
    const warmThroughput = { read: 12_000, write: 30_000 };
    const { graph } = await waitingRoomCloud({ settings: { tables: { warmThroughput } } });
    expect(graph.named(`${prefix}-positions`).inputs).toMatchObject({
      warmThroughput: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 30_000 },
      onDemandThroughput: { maxReadRequestUnits: 40_000, maxWriteRequestUnits: 40_000 },
    });
    expect(graph.named(`${prefix}-counters`).inputs).not.toHaveProperty("warmThroughput");
    const { graph: ordinary } = await waitingRoomCloud();
    expect(ordinary.named(`${prefix}-positions`).inputs).not.toHaveProperty("warmThroughput");
  });

  it("are there before the functions, which are told their names: QUE-36", async () => {
    const { graph } = await waitingRoomCloud();
    for (const part of ["api", "lines", "keys"] as const) {
      const variables = variablesOf(graph, part);
      expect(variables["COUNTERS_TABLE"]).toBe(graph.named(`${prefix}-counters`).outputs["name"]);
      expect(variables["POSITIONS_TABLE"]).toBe(graph.named(`${prefix}-positions`).outputs["name"]);
      const { dependencies } = graph.named(`queueing-room-${part}-function`);
      for (const table of which) expect(dependencies).toContain(graph.named(`${prefix}-${table}`).urn);
      expect(lambdaOf(graph, part)).not.toHaveProperty("vpcConfig");
    }
  });

  it("tell of throttling and of failures, each by itself", async () => {
    const { graph } = await waitingRoomCloud();
    for (const table of which) {
      const tableName = graph.named(`${prefix}-${table}`).outputs["name"];
      const alarm = (kind: string) => graph.named(`${prefix}-${table}-alarms-${kind}`).inputs;
      expect(alarm("write-throttles")).toMatchObject({
        metricQueries: [
          { id: "figure", expression: "FILL(m0, 0)", returnData: true },
          { id: "m0", metric: { metricName: "WriteThrottleEvents", dimensions: { TableName: tableName } } },
        ],
        ...{ threshold: 0, treatMissingData: "notBreaching" },
        ...{ alarmActions: [alarmTopicArn], okActions: [alarmTopicArn] },
      });
      expect(alarm("read-throttles")).toMatchObject({
        metricQueries: [{}, { metric: { metricName: "ReadThrottleEvents" } }],
      });
      const queries = alarm("errors")["metricQueries"] as readonly {
        metric?: { metricName: string; dimensions: Record<string, string> };
      }[];
      const asked = queries.flatMap(({ metric }) => (metric === undefined ? [] : [metric]));
      expect(asked.map(({ dimensions }) => dimensions["Operation"]).toSorted()).toEqual([
        ...["GetItem", "PutItem", "Query", "UpdateItem"],
      ]);
      expect(new Set(asked.map(({ metricName }) => metricName))).toEqual(new Set(["SystemErrors"]));
    }
  });
});
