import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBatch, aMessage } from "../../test/support/ticketing/a-batch";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { aWorker } from "../../test/support/ticketing/a-worker";
import { type LocalPglite, startPglite } from "../../test/support/ticketing/pglite";
import type { TicketEvent } from "../ticket-events/ticket-event";
import { databaseOf } from "./database";
import { handleBatch } from "./handle-batch";
import type { Bought, CompleteSession } from "./sessions";

const visitor = "visitor-of-22-letters-";
const held = aTicketEvent("reservation.held");
const paid = aTicketEvent("payment.succeeded", { visitor });

let pglite: LocalPglite;
beforeAll(async () => {
  pglite = await startPglite();
});
beforeEach(() => pglite.empty());
afterAll(() => pglite.stop());

/** Works through events, and tells whose sessions were completed; messages are called by their events' types. */
async function boughtBy(events: readonly TicketEvent[], fail?: Error) {
  const bought: Bought[] = [];
  const completeSession: CompleteSession = (one) => {
    bought.push(one);
    return fail === undefined ? Promise.resolve("completed") : Promise.reject(fail);
  };
  const pool = pglite.pool({ user: "worker", max: 1 });
  const worker = aWorker({ database: databaseOf(pool), completeSession });
  const messages = events.map((event) => aMessage(event, { messageId: event.type }));
  const { batchItemFailures } = await handleBatch(aBatch(...messages), 30_000, worker);
  return { bought, told: worker.told, failed: batchItemFailures };
}

const completed = (messageId: string): Bought => ({ event: "autumn-tour", visitor, messageId });

describe("a buyer's session in the waiting room", () => {
  it.each([paid, aTicketEvent("reservation.confirmed", { visitor })])(
    "is completed by $type, with the message's id",
    async (event) => {
      expect((await boughtBy([held, event])).bought).toEqual([completed(event.type)]);
    },
  );

  it("is completed again when the message comes again: the first time may have come to nothing", async () => {
    await boughtBy([held, paid]);

    expect((await boughtBy([paid])).bought).toEqual([completed("payment.succeeded")]);
  });

  it("is left to a buyer whose money came too late for the seats", async () => {
    const late = await boughtBy([held, aTicketEvent("reservation.expired"), paid]);

    expect(late.told.at(-1)).toEqual(["applied", "payment.succeeded", "applied", "refund_due"]);
    expect(late.bought).toEqual([]);
  });

  it("is nobody's where the event names no visitor", async () => {
    expect((await boughtBy([held, aTicketEvent("payment.succeeded")])).bought).toEqual([]);
  });

  it("that could not be completed is told of, and the sale stands", async () => {
    const { told, failed } = await boughtBy([held, paid], new Error("no table"));

    expect(failed).toEqual([]);
    expect(told.at(-1)).toEqual(["sessionLeftOpen", "payment.succeeded"]);
  });
});
