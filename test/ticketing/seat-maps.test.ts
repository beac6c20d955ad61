import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TicketEvent } from "../../functions/ticket-events/ticket-event";
import { type Database, databaseOf } from "../../functions/ticket-worker/database";
import { LazyRedis } from "../../functions/ticket-worker/lazy-redis";
import { reconcile } from "../../functions/ticket-worker/seat-map/reconcile";
import { redisSeatMaps, seatMapKey } from "../../functions/ticket-worker/seat-map/redis-seat-maps";
import { aMessage } from "../support/ticketing/a-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { type LocalRedis, redisServer, startRedis } from "../support/ticketing/redis";
import { deliver } from "./deliver";
import { anEvent } from "./random-events";
import { emptyTables } from "./stored-tables";
import { numbered, theEvent } from "./universe";

const floor = { event: theEvent, section: "floor" };

function hold(number: number, seat: string): TicketEvent {
  const id = numbered("event", number);
  return anEvent(id, { type: "reservation.held", reservation: number, seats: [seat] });
}

describe.skipIf(postgresPrograms === undefined || redisServer === undefined)("a seat map", () => {
  let postgres: LocalPostgres;
  let server: LocalRedis;
  let pool: Pool;
  let reader: Pool;
  const clients: LazyRedis[] = [];
  beforeAll(async () => {
    [postgres, server] = await Promise.all([startPostgres(), startRedis()]);
    const database = await postgres.createDatabase();
    pool = database.pool({ user: "worker", max: 4 });
    reader = database.pool();
  });
  beforeEach(async () => {
    await server.client.flushall();
    await emptyTables(reader);
  });
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
  afterAll(() => Promise.all([postgres.stop(), server.stop()]));

  /** A worker's process of its own. */
  function aProcess(database: Database = databaseOf(pool)) {
    const redis = new LazyRedis({ address: { host: "127.0.0.1", port: server.port }, mode: "single" });
    clients.push(redis);
    return aWorker({ database, seatMaps: redisSeatMaps(redis) });
  }

  const shown = () => server.client.hgetall(seatMapKey(floor));

  async function stored(): Promise<Readonly<Record<string, string>>> {
    const { rows } = await reader.query<[string, string]>({
      text: `SELECT seat, state FROM ticketing.seat_claims
             UNION ALL SELECT '#version', version::text FROM ticketing.sections`,
      rowMode: "array",
    });
    return Object.fromEntries(rows);
  }

  it("is behind while Redis is gone, fails no message, and is whole with the section's next event: QUE-10", async () => {
    const worker = aProcess();
    await deliver(worker, [aMessage(hold(1, "1"))]);
    await server.kill();
    expect(await deliver(worker, [aMessage(hold(2, "2")), aMessage(hold(3, "3"))])).toEqual([]);
    expect(worker.told).toContainEqual(["seatMapStale", `${theEvent}#floor`]);
    await server.start();
    expect(await deliver(worker, [aMessage(hold(4, "4"))])).toEqual([]);

    expect(await shown()).toEqual({ "#version": "4", "1": "held", "2": "held", "3": "held", "4": "held" });
  });

  it("is whole with a reconciliation too, if no event comes: QUE-10", async () => {
    const worker = aProcess();
    await server.kill();
    await deliver(worker, [aMessage(hold(1, "1"))]);
    await server.start();
    expect(await shown()).toEqual({});

    expect(await reconcile({}, Infinity, worker)).toEqual({ checked: 1, repaired: 1 });
    expect(await shown()).toEqual({ "#version": "1", "1": "held" });
    expect(await reconcile({}, Infinity, worker)).toEqual({ checked: 1, repaired: 0 });
  });

  it("stays new when a worker that was held up shows what it had read before", async () => {
    let goOn: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (goOn = resolve));
    const database = databaseOf(pool);
    let asked = 0;
    const slow = aProcess(async (work) => {
      const result = await database(work);
      // The first is the event's own transaction; the second has read the seats.
      if ((asked += 1) === 2) await told;
      return result;
    });
    const first = deliver(slow, [aMessage(hold(1, "1"))]);
    while (asked < 2) await new Promise((resolve) => setImmediate(resolve));
    await deliver(aProcess(), [aMessage(hold(2, "2"))]);
    const newer = await shown();
    goOn();
    expect(await first).toEqual([]);

    expect(newer).toEqual({ "#version": "2", "1": "held", "2": "held" });
    expect(await shown()).toEqual(newer);
  });

  it("is what the database says when many workers have shown it at once, and Redis was gone meanwhile", async () => {
    const processes = Array.from({ length: 4 }, () => aProcess());
    const work = Promise.all(
      processes.map(async (worker, mine) => {
        for (let number = mine; number < 120; number += processes.length) {
          expect(await deliver(worker, [aMessage(hold(number, String(number % 90)))])).toEqual([]);
        }
      }),
    );
    await server.kill();
    await server.start();
    await work;
    await deliver(aProcess(), [aMessage(hold(1_000, "1000"))]);

    expect(await shown()).toEqual(await stored());
    expect(Object.keys(await shown())).toHaveLength(92);
  });
});
