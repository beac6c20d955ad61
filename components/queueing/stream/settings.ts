import { z } from "zod";
import { withoutRepeats } from "../../checked";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { visibilitySeconds } from "./visibility";

const secondsOfDay = 86_400;

/** The services that may send ticket events, by the names they have among the workloads. */
export const sendersSetting = z
  .array(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "must be the name of a service"))
  .min(1)
  .superRefine(withoutRepeats)
  .default(["ticket", "queue"])
  .meta({
    description: "Services that may send ticket events. Each is allowed by its own identity, never its node.",
    examples: [["ticket", "queue"]],
  });

const fields = {
  maxReceives: z
    .int()
    .min(1)
    .max(999)
    .default(10)
    .meta({
      description: `How often an event is tried before it goes to the dead-letter queue: after 5 seconds at first, then twice as late each time, up to every ${String(visibilitySeconds / 60)} minutes. Later events of its section wait meanwhile.`,
      examples: [10],
    }),
  retentionDays: z
    .int()
    .min(1)
    .max(14)
    .default(4)
    .meta({
      description: "Days that an event waits for the worker. The dead-letter queue keeps its own for 14.",
      examples: [4],
    }),
  alarms: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether the queues have alarms: on anything given up, and on events that wait too long.",
      examples: [true],
    }),
  maxAgeSeconds: z
    .int()
    .min(60)
    .max(43_200)
    .default(600)
    .meta({ description: "Seconds that an event may wait before there is an alarm.", examples: [600] }),
};

/** An event whose tries take longer than the queue keeps it would be lost before anybody is told. */
function triesProblems({
  maxReceives,
  retentionDays,
}: z.output<z.ZodObject<typeof fields>>): readonly Contradiction[] {
  const kept = retentionDays * secondsOfDay;
  if (maxReceives * visibilitySeconds < kept) return [];
  const message = `takes ${String(maxReceives * visibilitySeconds)} seconds, and retentionDays keeps an event for ${String(kept)}: it would be lost`;
  const example = Math.ceil(kept / visibilitySeconds) - 1;
  return [{ path: ["maxReceives"], message, example }];
}

/** The queue of ticket events. */
export const eventsSettings = z
  .strictObject(fields)
  .superRefine(refusing(triesProblems), whenSound("maxReceives", "retentionDays"));

/** Settings of the queue of ticket events, every default filled in. */
export type EventsSettings = z.output<typeof eventsSettings>;
