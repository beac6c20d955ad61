import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalPglite, startPglite } from "../support/ticketing/pglite";
import { databaseOf } from "../../functions/ticket-worker/database";
import { aMessage } from "../support/ticketing/a-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { deliver } from "./deliver";
import { anyStory } from "./random-events";
import { storedTables } from "./stored-tables";
import { TicketModel } from "./ticket-model";

describe("whatever is sent, in batches of any size", () => {
  let pglite: LocalPglite;
  let pool: Pool;
  beforeAll(async () => {
    pglite = await startPglite();
    pool = pglite.pool({ user: "worker", max: 1 });
  });
  afterAll(() => pglite.stop());

  it("the worker's tables say what the model says, and what the model refuses is set aside: QUE-10, QUE-21", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyStory, fc.integer({ min: 1, max: 10 }), async (story, batchSize) => {
        await pglite.empty();
        const model = new TicketModel();
        const outcomes = story.map((event) => model.receive(event));
        const messages = story.map((event) => aMessage(event));
        const setAside: string[] = [];
        const worker = aWorker({
          database: databaseOf(pool),
          setAside: ({ messageId }) => Promise.resolve(void setAside.push(messageId)),
        });
        for (let first = 0; first < messages.length; first += batchSize) {
          expect(await deliver(worker, messages.slice(first, first + batchSize))).toEqual([]);
        }
        expect(setAside).toEqual(
          messages.filter((_, index) => outcomes[index] === "refused").map(({ messageId }) => messageId),
        );
        expect(await storedTables(pool)).toEqual(model.tables());
        outcomes.forEach((outcome) => seen.add(outcome));
      }),
      { numRuns: 30 },
    );
    // Stories in which something never happens would show nothing about it.
    expect([...seen].sort()).toEqual([
      "applied",
      "duplicate",
      "ineffective",
      "refund_due",
      "refused",
      "rejected",
      "repeated",
    ]);
  });
});
