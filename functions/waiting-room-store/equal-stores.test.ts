import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshEvent } from "../../test/support/waiting-room/both-stores";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { answerTo, storeCalls } from "../../test/support/waiting-room/store-calls";
import { MemoryStore } from "../waiting-room/store/memory";
import { DynamoStore } from "./dynamodb-store";

let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startDynalite();
});
afterAll(() => dynamo.stop());

it("DynamoDB and memory answer any sequence of calls alike", async () => {
  const store = new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables });
  const sequences = fc.array(storeCalls(["first event", "second event"]), { maxLength: 120, size: "max" });
  await fc.assert(
    fc.asyncProperty(sequences, async (calls) => {
      const memory = new MemoryStore();
      const events = new Map([
        ["first event", freshEvent()],
        ["second event", freshEvent()],
      ]);
      for (const [method, [event, ...rest]] of calls) {
        const call = [method, [events.get(event), ...rest]] as unknown as (typeof calls)[number];
        expect(await answerTo(store, call), method).toEqual(await answerTo(memory, call));
      }
    }),
    { numRuns: 25 },
  );
}, 90_000);
