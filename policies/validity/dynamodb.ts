import { example } from "../example";
import type { Judged, ResourcePolicy } from "../policy";
import { at, number, records, text, violation, violationIf } from "../read";
import { types } from "../types";

type Props = Judged["props"];

/** Names of the attributes that a table's own keys and its inline indexes use. */
function keysOf(props: Props): readonly string[] {
  const indexes = [...records(props["globalSecondaryIndexes"]), ...records(props["localSecondaryIndexes"])];
  return [props, ...indexes].flatMap((keyed) => [
    ...[keyed["hashKey"], keyed["rangeKey"]].flatMap((key) => text(key) ?? []),
    ...records(keyed["keySchemas"]).flatMap(({ attributeName }) => text(attributeName) ?? []),
  ]);
}

const hash = { hashKey: "id", attributes: [{ name: "id", type: "S" }] };
const units = { readCapacity: 5, writeCapacity: 5 };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const mostIndexes = { globalSecondaryIndexes: 20, localSecondaryIndexes: 5 } as const;

export const tableKeysDeclared: ResourcePolicy = {
  kind: "resource",
  id: "tables-declare-their-keys",
  requirement:
    "A table declares the attributes that are keys and no others, and has no more indexes than AWS allows.",
  controls: ["V-108"],
  severity: "high",
  appliesTo: [types.table],
  check: (table) => {
    const { props } = table;
    const declared = records(props["attributes"]).flatMap(({ name }) => text(name) ?? []);
    const used = keysOf(props);
    const missing = [...new Set(used)].filter((key) => !declared.includes(key));
    const unused = declared.filter((name) => !used.includes(name));
    return [
      ...violationIf(text(props["hashKey"]) === undefined, table, "hashKey", "is missing"),
      ...missing.map((key) => violation(table, "attributes", `lacks ${key}, which is a key`)),
      ...unused.map((name) => violation(table, "attributes", `has ${name}, which is no key`)),
      ...(["globalSecondaryIndexes", "localSecondaryIndexes"] as const).flatMap((kind) =>
        violationIf(
          records(props[kind]).length > mostIndexes[kind],
          table,
          kind,
          `are more than ${String(mostIndexes[kind])}`,
        ),
      ),
    ];
  },
  violatedBy: [
    [example(types.table, { attributes: [{ name: "id", type: "S" }] })],
    [example(types.table, { ...hash, rangeKey: "at" })],
    [example(types.table, { ...hash, attributes: [...hash.attributes, { name: "status", type: "S" }] })],
    [example(types.table, { ...hash, globalSecondaryIndexes: [{ name: "by-user", hashKey: "userId" }] })],
    [
      example(types.table, {
        ...hash,
        localSecondaryIndexes: Array.from({ length: 6 }, (_, n) => ({
          name: `i${String(n)}`,
          rangeKey: "id",
        })),
      }),
    ],
  ],
  keptBy: [
    example(types.table, {
      ...hash,
      attributes: [...hash.attributes, { name: "userId", type: "S" }],
      globalSecondaryIndexes: [
        { name: "by-user", keySchemas: [{ attributeName: "userId", keyType: "HASH" }] },
      ],
    }),
  ],
};

export const tableBillingLegal: ResourcePolicy = {
  kind: "resource",
  id: "tables-billing-legal",
  requirement:
    "A provisioned table and its indexes have units, one that is paid by request has none; what expires names its attribute.",
  controls: ["V-109"],
  severity: "high",
  appliesTo: [types.table],
  check: (table) => {
    const { props } = table;
    const mode = text(props["billingMode"]) ?? "PROVISIONED";
    const inline = records(props["globalSecondaryIndexes"]);
    const sized = [
      { path: "", of: props },
      ...inline.map((of, position) => ({ path: `globalSecondaryIndexes[${String(position)}].`, of })),
    ].flatMap(({ path, of }) =>
      ["readCapacity", "writeCapacity"].map((key) => ({ path: `${path}${key}`, units: number(of[key]) })),
    );
    return [
      ...violationIf(
        mode !== "PROVISIONED" && mode !== "PAY_PER_REQUEST",
        table,
        "billingMode",
        "is neither PROVISIONED nor PAY_PER_REQUEST",
      ),
      ...sized
        .filter(({ units: count }) => mode === "PROVISIONED" && (count ?? 0) < 1)
        .map(({ path }) => violation(table, path, "is missing on a provisioned table")),
      ...sized
        .filter(({ units: count }) => mode === "PAY_PER_REQUEST" && (count ?? 0) > 0)
        .map(({ path }) => violation(table, path, "is set although the table is paid by request")),
      ...violationIf(
        mode === "PROVISIONED" && props["onDemandThroughput"] !== undefined,
        table,
        "onDemandThroughput",
        "is set although the table is provisioned",
      ),
      ...violationIf(
        at(props, "ttl.enabled") === true && text(at(props, "ttl.attributeName")) === undefined,
        table,
        "ttl.attributeName",
        "is missing",
      ),
    ];
  },
  violatedBy: [
    [example(types.table, hash)],
    [example(types.table, { ...hash, billingMode: "ON_DEMAND" })],
    [example(types.table, { ...hash, ...units, billingMode: "PAY_PER_REQUEST" })],
    [example(types.table, { ...hash, ...units, onDemandThroughput: { maxReadRequestUnits: 10 } })],
    [example(types.table, { ...hash, ...units, globalSecondaryIndexes: [{ name: "i", hashKey: "id" }] })],
    [example(types.table, { ...hash, billingMode: "PAY_PER_REQUEST", ttl: { enabled: true } })],
  ],
  keptBy: [
    example(types.table, { ...hash, ...units }),
    example(types.table, {
      ...hash,
      billingMode: "PAY_PER_REQUEST",
      ttl: { enabled: true, attributeName: "forgetAt" },
    }),
  ],
};

const views = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

export const streamsWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "tables-streams-well-formed",
  requirement: "A table with a stream says what the stream shows.",
  controls: ["V-110"],
  severity: "high",
  appliesTo: [types.table],
  check: (table) =>
    violationIf(
      table.props["streamEnabled"] === true && !views.includes(text(table.props["streamViewType"]) ?? ""),
      table,
      "streamViewType",
      `is not one of ${views.join(", ")}`,
    ),
  violatedBy: [[example(types.table, { streamEnabled: true })]],
  keptBy: [
    example(types.table, { streamEnabled: true, streamViewType: "KEYS_ONLY" }),
    example(types.table, {}),
  ],
};
