/** What a table is, whoever makes it: the cloud's component and the local DynamoDB of the tests make the same. */
export interface TableDefinition {
  readonly billing: "PAY_PER_REQUEST";
  readonly attributes: readonly { readonly name: string; readonly type: "S" }[];
  readonly partitionKey: string;
  readonly sortKey: string;
  /** The attribute, in seconds since the epoch, after which DynamoDB may delete an item. No rule depends on it. */
  readonly ttlAttribute?: string;
}

const keys = {
  billing: "PAY_PER_REQUEST",
  attributes: [
    { name: "pk", type: "S" },
    { name: "sk", type: "S" },
  ],
  partitionKey: "pk",
  sortKey: "sk",
} as const;

/**
 * The two tables of the waiting room: a few hot items for each event, and an item or two for each visitor.
 *
 * Neither has an index. One by event would put all visitors of an event into one partition, which takes 1,000 writes a
 * second and slows the table down with it
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html).
 */
export const tableDefinitions = {
  counters: keys,
  positions: { ...keys, ttlAttribute: "ttl" },
} as const satisfies Record<string, TableDefinition>;

/** The names that the tables have in one environment. */
export type TableNames = Readonly<Record<keyof typeof tableDefinitions, string>>;
