import { z } from "zod";

export const busSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Whether there is an event bus beside the queue, for services that publish what happens to whoever wants to know. It keeps no order: what must stay in order goes to the queue.",
      examples: [true],
    }),
  archiveDays: z
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .meta({
      description: "Days for which events can be replayed.",
      examples: [30],
    }),
  routerConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .meta({
      description:
        "How many events are handed on to the queue at once; more of them wait. As many runs are taken from the account's.",
      examples: [20],
    }),
});

/** Settings of the event bus, every default filled in. */
export type BusSettings = z.output<typeof busSettings>;
