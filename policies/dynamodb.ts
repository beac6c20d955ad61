import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, number, ofType, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

/** The provider takes `PROVISIONED` where none is given. */
const isOnDemand = (props: Readonly<Record<string, unknown>>): boolean =>
  props["billingMode"] === "PAY_PER_REQUEST";

const provisioned = example(types.table, { name: "orders", readCapacity: 5, writeCapacity: 5 });
const scaled = (direction: string, resourceId = "table/orders") => {
  const kind = resourceId.includes("/index/") ? "index" : "table";
  return example(types.scalableTarget, {
    resourceId,
    scalableDimension: `dynamodb:${kind}:${direction}CapacityUnits`,
  });
};
const index = example(types.tableIndex, { tableName: "orders", indexName: "by-user" });
const indexId = "table/orders/index/by-user";

export const tablesScale: StackPolicy = {
  kind: "stack",
  id: "tables-scale",
  requirement: "A table and each of its indexes is paid by request, or its capacity follows the load.",
  controls: ["DDB-01", "DynamoDB.1"],
  severity: "medium",
  appliesTo: [types.table],
  check: (resources) => {
    const tables = ofType(resources, types.table).filter(({ props }) => !isOnDemand(props));
    const subjects = tables.flatMap((table) => {
      const name = text(table.props["name"]) ?? table.id ?? "";
      const indexes = ofType(resources, types.tableIndex).filter(({ props }) => props["tableName"] === name);
      return [
        { resource: table, kind: "table", id: `table/${name}` },
        ...indexes.map((one) => ({
          resource: one,
          kind: "index",
          id: `table/${name}/index/${text(one.props["indexName"]) ?? ""}`,
        })),
      ];
    });
    return subjects.flatMap(({ resource, kind, id }) =>
      ["Read", "Write"]
        .filter(
          (direction) =>
            !ofType(resources, types.scalableTarget).some(
              ({ props }) =>
                props["resourceId"] === id &&
                props["scalableDimension"] === `dynamodb:${kind}:${direction}CapacityUnits`,
            ),
        )
        .map((direction) =>
          violation(
            resource,
            null,
            `has a fixed capacity to ${direction.toLowerCase()}, which nothing scales`,
          ),
        ),
    );
  },
  violatedBy: [
    [provisioned],
    [provisioned, scaled("Read")],
    [provisioned, scaled("Read"), scaled("Write", "table/other")],
    [provisioned, scaled("Read"), scaled("Write"), index, scaled("Read", indexId)],
  ],
  keptBy: [
    provisioned,
    scaled("Read"),
    scaled("Write"),
    index,
    scaled("Read", indexId),
    scaled("Write", indexId),
    example(types.table, { name: "sessions", billingMode: "PAY_PER_REQUEST" }),
  ],
};

export const tablesGoBack: StackPolicy = {
  kind: "stack",
  id: "tables-recover-any-second",
  requirement: "Every table can be restored to any second of the last weeks.",
  controls: ["DDB-02", "DynamoDB.2", "nag:DDB3"],
  severity: "medium",
  appliesTo: [types.table],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.table)
      .filter(({ props }) => at(props, "pointInTimeRecovery.enabled") !== true)
      .map((table) => violation(table, "pointInTimeRecovery", "is not on")),
  violatedBy: [
    [example(types.table, {}, { protect: true })],
    [example(types.table, { pointInTimeRecovery: { enabled: false } }, { protect: true })],
  ],
  keptBy: [example(types.table, { pointInTimeRecovery: { enabled: true } }, { protect: true })],
};

export const tablesNotDeletable: ResourcePolicy = {
  kind: "resource",
  id: "tables-refuse-deletion",
  requirement: "DynamoDB refuses to delete a protected table, whoever asks.",
  controls: ["DDB-03", "DynamoDB.6"],
  severity: "medium",
  appliesTo: [types.table],
  check: (table) =>
    violationIf(
      table.protect && table.props["deletionProtectionEnabled"] !== true,
      table,
      "deletionProtectionEnabled",
      "is not on although the table is protected",
    ),
  violatedBy: [[example(types.table, {}, { protect: true })]],
  keptBy: [
    example(types.table, { deletionProtectionEnabled: true }, { protect: true }),
    example(types.table, { deletionProtectionEnabled: false }),
  ],
};

export const tablesUseOwnKey: ResourcePolicy = {
  kind: "resource",
  id: "tables-use-a-key-of-ours",
  requirement: "Every table is encrypted with a key of ours.",
  controls: ["DDB-05"],
  severity: "low",
  appliesTo: [types.table],
  check: (table) =>
    violationIf(
      at(table.props, "serverSideEncryption.enabled") !== true ||
        text(at(table.props, "serverSideEncryption.kmsKeyArn")) === undefined,
      table,
      "serverSideEncryption",
      "names no key: AWS's own is used",
    ),
  violatedBy: [
    [example(types.table, {})],
    [example(types.table, { serverSideEncryption: { enabled: true } })],
    [example(types.table, { serverSideEncryption: { enabled: false, kmsKeyArn: "arn:aws:kms:x:1:key/1" } })],
  ],
  keptBy: [
    example(types.table, { serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:x:1:key/1" } }),
  ],
};

export const tablesHaveCeiling: ResourcePolicy = {
  kind: "resource",
  id: "tables-have-a-ceiling",
  requirement: "A table that is paid by request says how many it takes, so that a fault has a price limit.",
  controls: ["DDB-06"],
  severity: "low",
  appliesTo: [types.table],
  check: (table) =>
    isOnDemand(table.props)
      ? ["maxReadRequestUnits", "maxWriteRequestUnits"]
          .filter((limit) => (number(at(table.props, `onDemandThroughput.${limit}`)) ?? 0) < 1)
          .map((limit) => violation(table, `onDemandThroughput.${limit}`, "is not set"))
      : [],
  violatedBy: [
    [example(types.table, { billingMode: "PAY_PER_REQUEST" })],
    [
      example(types.table, {
        billingMode: "PAY_PER_REQUEST",
        onDemandThroughput: { maxReadRequestUnits: 100, maxWriteRequestUnits: -1 },
      }),
    ],
  ],
  keptBy: [
    example(types.table, {
      billingMode: "PAY_PER_REQUEST",
      onDemandThroughput: { maxReadRequestUnits: 100, maxWriteRequestUnits: 100 },
    }),
    provisioned,
  ],
};

/** Tables whose items stop to matter: places in a line, sessions, holds. */
const fleeting = /position|session|reservation|hold/i;

export const fleetingItemsForgotten: ResourcePolicy = {
  kind: "resource",
  id: "tables-forget-what-is-over",
  requirement: "A table of places in a queue, sessions or holds forgets them by itself.",
  controls: ["DDB-07"],
  severity: "low",
  appliesTo: [types.table],
  check: (table) => {
    const isFleeting = [table.name, text(table.props["name"]) ?? ""].some((name) => fleeting.test(name));
    const forgets =
      at(table.props, "ttl.enabled") === true && texts(at(table.props, "ttl.attributeName")).length > 0;
    return violationIf(isFleeting && !forgets, table, "ttl", "is not on, so that the table grows for ever");
  },
  violatedBy: [
    [example(types.table, { name: "urr-prod-positions" })],
    [example(types.table, { name: "urr-prod-sessions", ttl: { enabled: true } })],
  ],
  keptBy: [
    example(types.table, { name: "urr-prod-positions", ttl: { enabled: true, attributeName: "forgetAt" } }),
    example(types.table, { name: "urr-prod-orders" }),
  ],
};
