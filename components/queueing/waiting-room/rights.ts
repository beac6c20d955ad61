import type * as pulumi from "@pulumi/pulumi";
import {
  admittedKey,
  configKey,
  controlKey,
  eventsPartition,
  placeKey,
  sequenceKey,
  sessionPartitions,
} from "../../../functions/waiting-room-store/keys";
import type { Statement } from "../../policy-document";
import type { LineTable } from "./tables";

/** As much of the tables as rights to them are about. */
export interface Reached {
  readonly arns: Readonly<Record<LineTable, pulumi.Input<string>>>;
  readonly keyArn: pulumi.Input<string>;
}

/** The API: all the store can do to an item. It never scans, deletes or sees an index, and neither may this. */
export function serveVisitors(tables: Reached, region: string): readonly Statement[] {
  const everything = ["GetItem", "PutItem", "Query", "UpdateItem"];
  return [
    onTable("Counters", tables.arns.counters, everything),
    onTable("Positions", tables.arns.positions, everything),
    throughDynamoDb(tables, region),
  ];
}

/** The controller: it counts who is inside, and writes where the line is. */
export function runLines(tables: Reached, region: string): readonly Statement[] {
  return [
    onTable("Counters", tables.arns.counters, ["GetItem", "PutItem", "Query", "UpdateItem"]),
    onTable("Positions", tables.arns.positions, ["Query"]),
    throughDynamoDb(tables, region),
  ];
}

/** Whoever must know which events there are and how they are set, and nothing of those who wait. */
export function readEvents(tables: Reached, region: string): readonly Statement[] {
  const counters = tables.arns.counters;
  return [
    { ...onTable("ListOfEvents", counters, ["Query"]), ...forPartitions([eventsPartition]) },
    { ...onTable("Events", counters, ["GetItem"]), ...forPartitions([configKey(any).pk]) },
    throughDynamoDb(tables, region),
  ];
}

/**
 * The booking side: it ends the session of somebody who has an order. It may read the event and where a visitor is, and
 * change sessions; places, counters and the line are out of its reach.
 */
export function completeVisits(tables: Reached, region: string): readonly Statement[] {
  const { counters, positions } = tables.arns;
  const event = [configKey(any), controlKey(any), sequenceKey(any)].map(({ pk }) => pk);
  const visitor = [placeKey(any, any), admittedKey(any, any)].map(({ pk }) => pk);
  return [
    { ...onTable("WaitingRoomEvents", counters, ["GetItem"]), ...forPartitions(event) },
    { ...onTable("WaitingRoomVisits", positions, ["GetItem"]), ...forPartitions([...visitor, sessions]) },
    { ...onTable("WaitingRoomSessions", positions, ["UpdateItem"]), ...forPartitions([sessions]) },
    throughDynamoDb(tables, region),
  ];
}

/** In place of an event or a visitor, of which a right holds for every one. */
const any = "*";

/** Every session, whichever block and shard it is in. */
const sessions = (sessionPartitions(any, 0, 1)[0] ?? "").replace(/\*.*$/, any);

function onTable(Sid: string, arn: pulumi.Input<string>, actions: readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action: actions.map((action) => `dynamodb:${action}`), Resource: arn };
}

/** Items are told apart by their partition key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function forPartitions(patterns: readonly string[]): Pick<Statement, "Condition"> {
  return { Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": patterns } } };
}

/** DynamoDB decrypts with the key for whoever calls it. */
function throughDynamoDb({ keyArn }: Reached, region: string): Statement {
  return {
    Sid: "WaitingRoomTablesKey",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
  };
}
