import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKnownEvents } from "../../../functions/key-rotation/known-events";
import { DynamoStore } from "../../../functions/waiting-room-store/dynamodb-store";
import { tick } from "../../../functions/waiting-room/control/tick";
import { complete } from "../../../functions/waiting-room/visit/complete";
import { EventView } from "../../../functions/waiting-room/view";
import { texts } from "../../../policies/read";
import { statementsOf } from "../../../test/support/graph";
import { isAllowed } from "../../../test/support/iam";
import { aPlace, aSession } from "../../../test/support/waiting-room/a-visitor";
import { aConfig, aRecord, beginning } from "../../../test/support/waiting-room/an-event";
import { startDynalite, type LocalDynamo } from "../../../test/support/waiting-room/dynalite";
import { wireOf, type WireRequest } from "../../../test/support/waiting-room/wire";
import { completeVisits, readEvents, runLines, serveVisitors } from "./rights";

const arnOf = (table: unknown) => `arn:aws:dynamodb:ap-northeast-2:123456789012:table/${String(table)}`;
const keyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/tables";
const region = "ap-northeast-2";
const visitor = "visitor-of-22-letters_";

/** The tests' time is not the time of this machine, which the store would notice. */
class StoreInTestTime extends DynamoStore {
  override clockOffset(): number {
    return 0;
  }
}

let dynamo: LocalDynamo;
beforeAll(async () => (dynamo = await startDynalite()));
afterAll(() => dynamo.stop());

const reached = () => ({
  arns: { counters: arnOf(dynamo.tables.counters), positions: arnOf(dynamo.tables.positions) },
  keyArn,
});

/** A store and, from now on, what it sends. */
function aStore() {
  const client = dynamo.connect();
  const store = new StoreInTestTime({ client, tables: dynamo.tables });
  return { store, wire: wireOf(client) };
}

type Attributes = Readonly<Partial<Record<string, { readonly S?: string }>>>;

/** The partition a request is about, which is what IAM calls its leading key. */
function leadingKeyOf({ body }: WireRequest): string {
  const item = (body["Key"] ?? body["Item"]) as Attributes | undefined;
  const values = body["ExpressionAttributeValues"] as Attributes | undefined;
  return item?.["pk"]?.S ?? values?.[":pk"]?.S ?? "";
}

const allowed = (statements: readonly object[], operation: string, table: unknown, partition: string) =>
  isAllowed(
    {
      action: `dynamodb:${operation}`,
      resource: arnOf(table),
      context: { "dynamodb:LeadingKeys": [partition] },
    },
    { identity: [{ Statement: statements }] },
  );

/** What was refused of what was sent, and what is granted and was never needed. */
function compared(wire: readonly WireRequest[], statements: ReturnType<typeof runLines>) {
  const refused = wire.filter(
    (request) => !allowed(statements, request.operation, request.body["TableName"], leadingKeyOf(request)),
  );
  const used = new Set(
    wire.map(({ operation, body }) => `dynamodb:${operation} ${arnOf(body["TableName"])}`),
  );
  const granted = statementsOf(JSON.stringify({ Statement: statements }))
    .filter(({ Resource }) => Resource !== keyArn)
    .flatMap(({ Action, Resource }) =>
      texts(Action).map((action) => `${action} ${texts(Resource).join(" ")}`),
    );
  return { refused, idle: granted.filter((right) => !used.has(right)) };
}

/** An event whose line has begun, with somebody inside. */
async function anEvent(event: string, joinStore: "table" | "none" = "table") {
  const { store } = aStore();
  await store.createEvent(event, aRecord(aConfig({ rate: 50, capacity: 100, joinStore })));
  await store.lease(event, 20, 100);
  const position = 7;
  if (joinStore === "table") await store.takePlace(event, visitor, aPlace({ position }), beginning);
  else await store.admitOnce(event, visitor, position, beginning);
  await store.claim(event, aSession({ position, visitor }), 1);
}

describe("who moves the lines", () => {
  it("may do all that ticks need, and nothing else", async () => {
    await anEvent("ticked");
    const { store, wire } = aStore();
    await store.listEvents();
    for (let now = beginning; now <= beginning + 20_000; now += 2_000) {
      await tick("ticked", { store, clock: { now: () => now }, owner: "controller" });
    }
    expect(new Set(wire.map(leadingKeyOf)).size).toBeGreaterThan(4);
    expect(compared(wire, runLines(reached(), region))).toEqual({ refused: [], idle: [] });
  });
});

describe("who rotates keys", () => {
  it("may read which events there are and how they are set, and nothing of a line or a visitor", async () => {
    await anEvent("rotated");
    const { store, wire } = aStore();
    expect((await readKnownEvents(store)).readable.size).toBeGreaterThan(0);
    const rights = readEvents(reached(), region);
    expect(compared(wire, rights)).toEqual({ refused: [], idle: [] });
    for (const partition of ["CTRL#rotated", "SEQ#rotated", "EVENTS"]) {
      expect(allowed(rights, "GetItem", dynamo.tables.counters, partition), partition).toBe(false);
    }
    expect(allowed(rights, "GetItem", dynamo.tables.positions, "J#rotated#x")).toBe(false);
  });
});

describe("who books", () => {
  it.each(["table", "none"] as const)(
    "may do all that completing a visit needs, where places are kept in %s",
    async (joinStore) => {
      const event = `booked-${joinStore}`;
      await anEvent(event, joinStore);
      const { store, wire } = aStore();
      const clock = { now: () => beginning + 60_000 };
      const view = await new EventView({ store, clock }).read(event);
      if (view === undefined) throw new Error("there is no event");
      const ended = await complete(view, { visitor }, "message-1", { store, clock });
      const again = await complete(view, { visitor }, "message-1", { store, clock });
      expect([ended, again]).toEqual([
        { kind: "done", again: false },
        { kind: "done", again: true },
      ]);
      expect(compared(wire, completeVisits(reached(), region))).toEqual({ refused: [], idle: [] });
    },
  );

  it("may not give places out, open an event, move a line or count", () => {
    const rights = completeVisits(reached(), region);
    const { counters, positions } = dynamo.tables;
    const forbidden = [
      ["UpdateItem", positions, "J#finals#x"],
      ["UpdateItem", positions, "U#finals#x"],
      ["PutItem", positions, "S#finals#0"],
      ["DeleteItem", positions, "S#finals#0"],
      ["Query", positions, "S#finals#0"],
      ["UpdateItem", counters, "EV#finals"],
      ["UpdateItem", counters, "CTRL#finals"],
      ["GetItem", counters, "LATE#finals"],
    ] as const;
    expect(
      forbidden.filter(([operation, table, partition]) => allowed(rights, operation, table, partition)),
    ).toEqual([]);
  });
});

describe("the API", () => {
  it("may use items, and never scan, delete, or reach many at once", () => {
    const rights = serveVisitors(reached(), region);
    const may = (operation: string) =>
      Object.values(dynamo.tables).map((table) => allowed(rights, operation, table, "S#finals#0"));
    for (const operation of ["GetItem", "PutItem", "Query", "UpdateItem"]) {
      expect(may(operation), operation).toEqual([true, true]);
    }
    for (const operation of ["Scan", "DeleteItem", "BatchWriteItem", "TransactWriteItems", "UpdateTable"]) {
      expect(may(operation), operation).toEqual([false, false]);
    }
  });

  it("decrypts with the tables' key through DynamoDB alone, as they all do", () => {
    for (const rights of [serveVisitors, runLines, readEvents, completeVisits]) {
      const decrypts = (service: string) =>
        isAllowed(
          {
            action: "kms:Decrypt",
            resource: keyArn,
            context: { "kms:ViaService": `${service}.ap-northeast-2.amazonaws.com` },
          },
          { identity: [{ Statement: rights(reached(), region) }] },
        );
      expect([decrypts("dynamodb"), decrypts("secretsmanager")]).toEqual([true, false]);
    }
  });
});
