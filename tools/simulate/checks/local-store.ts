import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoStore } from "../../../functions/waiting-room-store/dynamodb-store";
import { systemClock } from "../../../functions/waiting-room/clock";
import { tick } from "../../../functions/waiting-room/control/tick";
import { eventConfigSchema } from "../../../functions/waiting-room/event/config";
import { LeasedPositions } from "../../../functions/waiting-room/positions/lease";
import type { Store } from "../../../functions/waiting-room/store/store";
import { EventView } from "../../../functions/waiting-room/view";
import { join } from "../../../functions/waiting-room/visit/join";
import { visitorOf } from "../../../functions/waiting-room/visit/visitor";
import { startDynalite, type LocalDynamo } from "../../../test/support/waiting-room/dynalite";
import { MeteredStore } from "../model/metered-store";
import { seeded } from "../model/random";
import {
  amount,
  atMost,
  never,
  type Options,
  type Simulation,
  type SimulationResult,
} from "../simulations/simulation";

const event = "autumn-tour";
const unlimited = { keyWrites: Number.MAX_SAFE_INTEGER, tableWrites: Number.MAX_SAFE_INTEGER };
const atOnce = 48;

function joinsAt(scale: number): number {
  return scale === 1 ? 20_000 : 1_000;
}

/** What the models take for granted, checked on a DynamoDB that runs here: writes of a join, ticks twice, a count's price. */
export const localStoreCheck: Simulation = {
  name: "local-store",
  title: (scale) =>
    `${amount(joinsAt(scale))} joins, ticks run twice and the price of a count, on a local DynamoDB`,
  visitors: joinsAt,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const joins = joinsAt(scale);
  const dynamo = await startDynalite();
  try {
    const store = new MeteredStore(storeOn(dynamo), systemClock, unlimited);
    const config = eventConfigSchema.parse({
      rate: 100,
      capacity: 1_000,
      closeAt: systemClock.now() + 3_600_000,
      firstLease: 32,
    });
    await store.createEvent(event, { mode: "QUEUE", config, seed: "5e".repeat(32), enforceFrom: 0 });
    const { positions, seconds } = await joinAll(store, joins, seed, progress);
    const writesPerJoin = (store.placeWrites + store.leases) / joins;
    const extra = await ticksTwice(dynamo);
    const { units, milliseconds } = await countPrice(dynamo, store);
    return {
      figures: {
        localWritesPerJoin: writesPerJoin,
        localDuplicates: joins - new Set(positions).size,
        doubledTickExtra: extra,
        unitsPerCount: units,
      },
      timings: { localJoinsPerSecond: joins / seconds, localTickMs: milliseconds },
      verdicts: [
        // The fewer joins, the more of each lease is left over.
        atMost("writes per join", writesPerJoin, 1.05),
        never("positions given out twice", joins - new Set(positions).size),
        never("admissions a tick more brings when it runs twice", extra),
        atMost("read units of a full block's count", units, 25, "", true),
      ],
    };
  } finally {
    await dynamo.stop();
  }
}

function storeOn(dynamo: LocalDynamo): Store {
  return new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables });
}

async function joinAll(
  store: Store,
  joins: number,
  seed: number,
  progress: Options["progress"],
): Promise<{ readonly positions: readonly number[]; readonly seconds: number }> {
  const views = new EventView({ store, clock: systemClock });
  const random = seeded(seed, "local store");
  const environments = Array.from(
    { length: 8 },
    () => new LeasedPositions({ store, clock: systemClock, random }),
  );
  const positions: number[] = [];
  let next = 0;
  const from = performance.now();
  const client = async (leased: LeasedPositions) => {
    while (next < joins) {
      const visitor = visitorOf(event, `local-visitor-${String((next += 1)).padStart(8, "0")}`);
      const view = await views.read(event);
      if (view === undefined) throw new Error("the event is gone");
      const result = await join(
        view,
        { visitor, device: "d" },
        { store, clock: systemClock, positions: leased },
      );
      if (result.kind !== "joined") throw new Error(`a join was answered with ${result.kind}`);
      positions.push(result.place.position);
      progress((positions.length / joins) * 0.9);
    }
  };
  await Promise.all(
    environments.flatMap((leased) =>
      Array.from({ length: atOnce / environments.length }, () => client(leased)),
    ),
  );
  return { positions, seconds: (performance.now() - from) / 1_000 };
}

/** @returns how much further the line may go after a tick by two controllers, and by one of them again, than after one. */
async function ticksTwice(dynamo: LocalDynamo): Promise<number> {
  const [one, other] = [storeOn(dynamo), storeOn(dynamo)];
  // A clock that stands: what a second run adds cannot come from time that has passed.
  const now = systemClock.now() + 10_000;
  const clock = { now: () => now };
  await tick(event, { store: one, clock, owner: "one" });
  const once = await one.readControl(event);
  await Promise.all([
    tick(event, { store: one, clock, owner: "one" }),
    tick(event, { store: other, clock, owner: "other" }),
  ]);
  await tick(event, { store: one, clock, owner: "one" });
  const twice = await one.readControl(event);
  if (once === undefined || twice === undefined) throw new Error("nobody has ticked");
  return Math.abs(twice.segment.cap - once.segment.cap) + Math.abs(twice.capMax - once.capMax);
}

/** Fills a block with sessions and counts it, as every tick counts all of them. */
async function countPrice(
  dynamo: LocalDynamo,
  store: Store,
): Promise<{ readonly units: number; readonly milliseconds: number }> {
  const now = systemClock.now();
  const session = {
    state: "active",
    visitor: "v".repeat(22),
    device: "d".repeat(11),
    issuedAt: now,
  } as const;
  const block = 50;
  const positions = Array.from({ length: 1_024 }, (_, offset) => block * 1_024 + offset);
  for (let from = 0; from < positions.length; from += atOnce) {
    await Promise.all(
      positions.slice(from, from + atOnce).map((position) =>
        store.claim(
          event,
          {
            ...session,
            position,
            id: `session-${String(position)}`,
            expiresAt: now + 180_000,
            maxExpiresAt: now + 900_000,
            late: false,
            generation: 0,
          },
          1,
        ),
      ),
    );
  }
  const from = performance.now();
  const counts = await Promise.all(Array.from({ length: 16 }, () => store.countBucket(event, block, now, 1)));
  const milliseconds = performance.now() - from;
  if (counts.some(({ active }) => active !== 1_024)) throw new Error("a full block was not counted as full");
  const answer = await dynamo.connect().send(
    new QueryCommand({
      TableName: dynamo.tables.positions,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `S#${event}#${String(block)}` },
      ConsistentRead: true,
      Select: "COUNT",
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  if (answer.Count !== 1_024) throw new Error("the block is kept under another key");
  return { units: answer.ConsumedCapacity?.CapacityUnits ?? Number.NaN, milliseconds };
}
