import { z } from "zod";
import { busSettings } from "./bus/settings";
import { eventsSettings, sendersSetting } from "./stream/settings";
import { waitingRoomSettings } from "./waiting-room/settings";
import { workerSettings } from "./worker/settings";

export const queueingSettings = z.strictObject({
  senders: sendersSetting,
  events: eventsSettings
    .prefault({})
    .meta({ description: "The queue of ticket events.", examples: [{ retentionDays: 4 }] }),
  worker: workerSettings
    .prefault({})
    .meta({ description: "Who applies ticket events.", examples: [{ maximumConcurrency: 10 }] }),
  bus: busSettings.prefault({}).meta({ description: "The event bus.", examples: [{ enabled: true }] }),
  waitingRoom: waitingRoomSettings
    .prefault({})
    .meta({ description: "The waiting room.", examples: [{ reservedConcurrency: 500 }] }),
});

/** Settings of everything asynchronous and of the waiting room, every default filled in. */
export type QueueingSettings = z.output<typeof queueingSettings>;
