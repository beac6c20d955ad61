import * as z from "zod";
import { eventConfigSchema, modes } from "../waiting-room/event/config";
import type { EventRecord, Sequence } from "../waiting-room/store/records";
import { itemSchema } from "./item";

/** An option that an item of an older release lacks has its default, as it had then; an unknown one is refused. */
export const eventItem = itemSchema({
  v: z.int(),
  mode: z.enum(modes),
  config: eventConfigSchema,
  seed: z.string(),
  enforceFrom: z.number(),
}).transform(({ v, mode, config, seed, enforceFrom }): EventRecord => ({
  version: v,
  mode,
  config,
  seed,
  enforceFrom,
}));

export function eventAttributes({ version, mode, config, seed, enforceFrom }: EventRecord) {
  return { v: version, mode, config, seed, enforceFrom };
}

export const sequenceItem = itemSchema({ nxt: z.int(), k0: z.int(), sealN: z.int().optional() }).transform(
  ({ nxt, k0, sealN }): Sequence => ({
    last: nxt,
    firstLease: k0,
    ...(sealN === undefined ? {} : { sealedAt: sealN }),
  }),
);

/** The item that lists an event has no attributes but its key: the sort key is the event. */
export const eventNameItem = itemSchema({ sk: z.string() }).transform(({ sk }) => sk);
