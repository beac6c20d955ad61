import { afterAll, beforeAll, describe } from "vitest";
import { DynamoStore } from "../../../functions/waiting-room-store/dynamodb-store";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import type { Store } from "../../../functions/waiting-room/store/store";
import { startDynalite } from "./dynalite";

interface Opened {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

const stores: readonly { readonly where: string; readonly open: () => Promise<Opened> }[] = [
  {
    where: "in memory",
    open: () => Promise.resolve({ store: new MemoryStore(), close: () => Promise.resolve() }),
  },
  {
    where: "on DynamoDB",
    open: async () => {
      const dynamo = await startDynalite();
      const store = new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables });
      return { store, close: () => dynamo.stop() };
    },
  },
];

/** The same tests on each store. `store` is to be asked inside a test. */
export function onBothStores(suite: (store: () => Store) => void): void {
  describe.each(stores)("the store $where", ({ open }) => {
    let opened: Opened | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    suite(() => {
      if (opened === undefined) throw new Error("the store is not open yet");
      return opened.store;
    });
  });
}

let events = 0;

/** An event that no other test of this process uses. */
export function freshEvent(): string {
  events += 1;
  return `on-sale-${String(events)}`;
}
