import { randomBytes } from "node:crypto";
import type { ApiDeps } from "../../functions/waiting-room-api/call";
import { handle } from "../../functions/waiting-room-api/handle";
import type { ApiRequest, ApiResponse } from "../../functions/waiting-room-api/http";
import { DynamoStore } from "../../functions/waiting-room-store/dynamodb-store";
import { systemClock, systemSleep } from "../../functions/waiting-room/clock";
import { Helper } from "../../functions/waiting-room/control/help";
import { tick } from "../../functions/waiting-room/control/tick";
import { gateEntries } from "../../functions/waiting-room/gate/entries";
import { LeasedPositions } from "../../functions/waiting-room/positions/lease";
import { MemoryStore } from "../../functions/waiting-room/store/memory";
import type { Store } from "../../functions/waiting-room/store/store";
import type { KeyRing } from "../../functions/waiting-room/tokens/key-ring";
import { EventView } from "../../functions/waiting-room/view";
import { startDynalite } from "../../test/support/waiting-room/dynalite";

/** Everything of the waiting room that is behind HTTP. */
export interface Platform {
  /** Answers a request to the API. */
  readonly call: (request: ApiRequest) => Promise<ApiResponse>;
  /** An entry of the edge's store, as the gate reads it; made of what holds at this moment. */
  readonly gateEntry: (key: string) => Promise<string | undefined>;
  readonly stop: () => Promise<void>;
}

/** How often the controller looks whether a tick is due. */
const beatMs = 500;

/** Starts the store and the controller. `origins`: whose pages may send requests. */
export async function startPlatform(
  event: string,
  { memory, origins }: { readonly memory: boolean; readonly origins: readonly string[] },
): Promise<Platform> {
  const { store, close } = memory ? inMemory() : await onDynalite();
  const ring = newRing();
  const controller = keepTicking(event, store);
  const helper = new Helper({ store, clock: systemClock, owner: "helper", random: Math.random });
  const deps: ApiDeps = {
    store,
    clock: systemClock,
    sleep: systemSleep,
    views: new EventView({ store, clock: systemClock }),
    positions: new LeasedPositions({ store, clock: systemClock, random: Math.random }),
    ring: () => Promise.resolve(ring),
    randomBytes: (count) => randomBytes(count),
    help: (view) => helper.help(view),
    allowedOrigins: origins,
  };
  return {
    call: (request) => handle(request, deps),
    gateEntry: async (key) => {
      const record = await store.readEvent(event);
      if (record === undefined) return undefined;
      // The minute's notice is for edges around the world; there is one, and it reads the store itself.
      const enforceFrom = record.mode === "OPEN" ? record.enforceFrom : 0;
      const entries = gateEntries(event, { ...record, enforceFrom }, ring, systemClock.now());
      return entries.find((entry) => entry.key === key)?.value;
    },
    stop: async () => {
      await controller.stop();
      await close();
    },
  };
}

interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

function inMemory(): OpenStore {
  return { store: new MemoryStore(), close: () => Promise.resolve() };
}

async function onDynalite(): Promise<OpenStore> {
  const dynamo = await startDynalite();
  const store = new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables });
  return { store, close: () => dynamo.stop() };
}

/** Keys of this run only. */
function newRing(): KeyRing {
  const key = () => randomBytes(32).toString("base64url");
  return { current: "k1", masters: { k1: key() }, fingerprintKey: key() };
}

/** The controller. A tick that fails is followed by the next one, as in the cloud. */
function keepTicking(event: string, store: Store): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      await tick(event, { store, clock: systemClock, owner: "controller" }).catch(() => undefined);
      await Promise.race([systemSleep(beatMs), aborted(stopping.signal)]);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}
