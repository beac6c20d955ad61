import * as z from "zod";
import { modes } from "../waiting-room/event/config";

/** What answers carry. Moments are milliseconds since the epoch, positions count from 1. */

export const lineSchema = z.strictObject({
  S0: z.number(),
  t0: z.number(),
  slope: z.number(),
  cap: z.number(),
  until: z.number(),
});

/** What everybody polls: `StatusDocument` as a schema. */
export const statusSchema = z.strictObject({
  v: z.literal(1),
  ev: z.string(),
  now: z.number(),
  mode: z.enum(modes).exclude(["DRAFT"]),
  line: lineSchema,
  late: z.number(),
  lapsed: z.number(),
  issued: z.number(),
  rate: z.number(),
  graceSec: z.number(),
  poll: z.strictObject({ minMs: z.number(), maxMs: z.number(), factor: z.number(), jitter: z.number() }),
  joinSpreadMs: z.number(),
  perm: z
    .strictObject({ commit: z.string(), n: z.number().optional(), seed: z.string().optional() })
    .optional(),
  openAt: z.number().optional(),
  msg: z.strictObject({ ko: z.string(), en: z.string() }).optional(),
  degraded: z.literal(true).optional(),
});

/** A place: the ticket that stands for it, and the position as it was given out, before the lottery. */
export const placeSchema = z.strictObject({
  ticket: z.string(),
  pos: z.int(),
  line: lineSchema,
  now: z.number(),
});

/** An admission, which itself is in the cookie: when it ends, when to renew it, and where the visitor wanted to go. */
export const admissionSchema = z.strictObject({
  exp: z.number(),
  renewAfterSec: z.int(),
  next: z.string(),
});

/** Not yet: when it is worth asking again. */
export const notYetSchema = z.strictObject({
  code: z.enum(["NOT_YET", "LATE_WAIT"]),
  line: lineSchema,
  retryAfterMs: z.number(),
});

export const renewalSchema = admissionSchema.omit({ next: true });

/** An event as the operator sees it; its seed is nobody's business before the lottery, and public after. */
export const eventSchema = z.strictObject({
  version: z.int(),
  mode: z.enum(modes),
  enforceFrom: z.number(),
  config: z.looseObject({}),
});

export const figuresSchema = z.strictObject({
  now: z.number(),
  mode: z.enum(modes),
  served: z.number(),
  issued: z.int(),
  waiting: z.number(),
  active: z.int(),
  capacity: z.int(),
  rate: z.number(),
  slope: z.number(),
  lateOffered: z.int(),
  lateGranted: z.int(),
  tickAgeMs: z.number().optional(),
});

/** A session: `active` alone is somebody inside. `exp` is when its admission is over, whatever became of it. */
export const sessionSchema = z.strictObject({
  state: z.enum(["active", "expired", "completed", "revoked"]),
  exp: z.number(),
  position: z.int(),
});

export const endedSchema = z.strictObject({ state: z.enum(["ended", "already"]) });

export const refusalSchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    problems: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  }),
});
