import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { failureOf } from "./failure";
import { itemVersion } from "./item";
import type { ItemKey } from "./keys";

/** The values of an expression by the names it uses for them, without the colon. */
type Values = Readonly<Record<string, unknown>>;

/** An expression over the items of one partition. */
export interface PartitionQuery {
  readonly partition: string;
  /** Both included. */
  readonly sortKeys?: readonly [from: string, to: string];
  readonly filter?: string;
  readonly values?: Values;
}

/**
 * One table, with the few ways the waiting room reaches it: reads are strongly consistent, writes are conditional and
 * to one item. Expressions write attributes as `#name`, so that none of DynamoDB's reserved words is in the way.
 *
 * Every method throws a `StoreError` if the call fails.
 */
export class Table {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly name: string,
  ) {}

  async get(key: ItemKey): Promise<Values | undefined> {
    const command = new GetCommand({ TableName: this.name, Key: key, ConsistentRead: true });
    const { Item } = await this.client.send(command).catch(rethrow);
    return Item;
  }

  /** Writes a new item; `refused` if there is one of that key. */
  async put(key: ItemKey, attributes: Values): Promise<"written" | "refused"> {
    const command = new PutCommand({
      TableName: this.name,
      Item: { ...attributes, ...key, sv: itemVersion },
      ConditionExpression: "attribute_not_exists(#pk)",
      ExpressionAttributeNames: { "#pk": "pk" },
    });
    const written = await unlessRefused(this.client.send(command));
    return written === undefined ? "refused" : "written";
  }

  /** Changes an item of the known version on a condition, and returns all of it; `undefined` if the condition fails. */
  async update(key: ItemKey, change: string, condition: string, values: Values): Promise<Values | undefined> {
    const written = await unlessRefused(this.client.send(this.#update(key, change, condition, values)));
    return written?.Attributes;
  }

  /** The same for a change whose caller has its own way of asking again: that it was throttled is told at once. */
  async updateOrTellThrottling(
    key: ItemKey,
    change: string,
    condition: string,
    values: Values,
  ): Promise<Values | undefined> {
    const command = this.#update(key, change, condition, values);
    command.middlewareStack.add(
      (next) => async (args) => {
        try {
          return await next(args);
        } catch (error) {
          const failure = failureOf(error);
          // The client repeats DynamoDB's errors; this one it does not know.
          throw failure.kind === "throttled" ? failure : error;
        }
      },
      { step: "finalizeRequest", priority: "low", name: "tellThrottling", override: true },
    );
    const written = await unlessRefused(this.client.send(command));
    return written?.Attributes;
  }

  /** The same for a change that must not happen twice: if no answer came, it is not sent again. */
  async updateOnce(
    key: ItemKey,
    change: string,
    condition: string,
    values: Values,
  ): Promise<Values | undefined> {
    const command = this.#update(key, change, condition, values);
    let sent = false;
    // Each attempt comes by here, and the client does not repeat what fails so.
    command.middlewareStack.add(
      (next) => (args) => {
        if (sent) throw new Error("this must not be sent again");
        sent = true;
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "sentOnce", override: true },
    );
    const written = await unlessRefused(this.client.send(command));
    return written?.Attributes;
  }

  #update(key: ItemKey, change: string, condition: string, values: Values): UpdateCommand {
    return new UpdateCommand({
      TableName: this.name,
      Key: key,
      UpdateExpression: change,
      ConditionExpression: `#sv = :sv AND (${condition})`,
      ExpressionAttributeNames: namesIn(`#sv ${change} ${condition}`),
      ExpressionAttributeValues: valuesOf({ ...values, sv: itemVersion }),
      ReturnValues: "ALL_NEW",
    });
  }

  /** How many items a partition has, and how many of them pass the filter. Nothing else is sent. */
  async count(query: PartitionQuery): Promise<{ readonly passed: number; readonly all: number }> {
    const count = { passed: 0, all: 0 };
    for await (const page of this.#pages({ ...this.#query(query), Select: "COUNT" })) {
      count.passed += page.Count ?? 0;
      count.all += page.ScannedCount ?? 0;
    }
    return count;
  }

  async items(query: PartitionQuery): Promise<readonly Values[]> {
    const items: Values[] = [];
    for await (const page of this.#pages(this.#query(query))) items.push(...(page.Items ?? []));
    return items;
  }

  #query({ partition, sortKeys, filter = "", values = {} }: PartitionQuery): QueryCommandInput {
    const keys = sortKeys === undefined ? "#pk = :pk" : "#pk = :pk AND #sk BETWEEN :from AND :to";
    const [from, to] = sortKeys ?? [];
    return {
      TableName: this.name,
      ConsistentRead: true,
      KeyConditionExpression: keys,
      ...(filter === "" ? {} : { FilterExpression: filter }),
      ExpressionAttributeNames: namesIn(`${keys} ${filter}`),
      ExpressionAttributeValues: valuesOf({
        ...values,
        pk: partition,
        ...(sortKeys === undefined ? {} : { from, to }),
      }),
    };
  }

  async *#pages(input: QueryCommandInput) {
    let from: QueryCommandInput["ExclusiveStartKey"];
    do {
      const command = new QueryCommand(from === undefined ? input : { ...input, ExclusiveStartKey: from });
      const page = await this.client.send(command).catch(rethrow);
      yield page;
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }
}

async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw failureOf(error);
  }
}

function rethrow(error: unknown): never {
  throw failureOf(error);
}

function namesIn(expressions: string): Record<string, string> {
  return Object.fromEntries(
    [...expressions.matchAll(/#(\w+)/g)].map(([placeholder, name = ""]) => [placeholder, name]),
  );
}

function valuesOf(values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
