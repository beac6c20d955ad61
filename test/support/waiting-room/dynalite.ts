import { once } from "node:events";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { makeDocumentClient } from "../../../functions/waiting-room-store/client";
import {
  type TableDefinition,
  tableDefinitions,
  type TableNames,
} from "../../../functions/waiting-room-store/tables";

/** A DynamoDB in this process, with the two tables of the waiting room. */
export interface LocalDynamo {
  readonly endpoint: string;
  readonly tables: TableNames;
  /** Makes a client of its own, as each process of the platform has one. */
  connect(): DynamoDBDocumentClient;
  /** Ends it, and every client that `connect` made. */
  stop(): Promise<void>;
}

const tables: TableNames = { counters: "waiting-room-counters", positions: "waiting-room-positions" };

export async function startDynalite(): Promise<LocalDynamo> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("dynalite listens on no port");
  const endpoint = `http://127.0.0.1:${String(address.port)}`;
  const clients: DynamoDBDocumentClient[] = [];
  const connect = () => {
    const client = makeDocumentClient({ endpoint, region: "us-east-1", attemptMs: 30_000 });
    clients.push(client);
    return client;
  };
  await createTable(connect(), tables.counters, tableDefinitions.counters);
  await createTable(connect(), tables.positions, tableDefinitions.positions);
  return {
    endpoint,
    tables,
    connect,
    stop: async () => {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function createTable(
  client: DynamoDBDocumentClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: definition.billing,
    AttributeDefinitions: definition.attributes.map(({ name: AttributeName, type: AttributeType }) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: [
      { AttributeName: definition.partitionKey, KeyType: "HASH" },
      { AttributeName: definition.sortKey, KeyType: "RANGE" },
    ],
  });
  await client.send(command);
}
