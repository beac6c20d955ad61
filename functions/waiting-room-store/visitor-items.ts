import * as z from "zod";
import type { Place, Session, SessionState } from "../waiting-room/store/records";
import { itemSchema, ttlAt } from "./item";

export const placeItem = itemSchema({
  pos: z.int(),
  gen: z.int(),
  iat: z.number(),
  d: z.string(),
  lr: z.string(),
}).transform(({ pos, gen, iat, d, lr }): Place => ({
  position: pos,
  generation: gen,
  issuedAt: iat,
  device: d,
  lastRequest: lr,
}));

export function placeAttributes(place: Place, expiresAt: number) {
  return {
    pos: place.position,
    gen: place.generation,
    iat: place.issuedAt,
    d: place.device,
    lr: place.lastRequest,
    ttl: ttlAt(expiresAt),
  };
}

export const stateLetters = { active: "A", completed: "C", revoked: "X" } as const satisfies Record<
  SessionState,
  string
>;

const states: Readonly<Record<(typeof stateLetters)[SessionState], SessionState>> = {
  A: "active",
  C: "completed",
  X: "revoked",
};

export const sessionItem = itemSchema({
  sk: z.string().regex(/^\d{12}$/),
  st: z.enum(["A", "C", "X"]),
  sub: z.string(),
  jti: z.string(),
  d: z.string(),
  iat: z.number(),
  exp: z.number(),
  mx: z.number(),
  late: z.literal(true).optional(),
  gen: z.int().optional(),
  rq: z.string().optional(),
  ks: z.boolean().optional(),
}).transform((item): Session => ({
  position: Number(item.sk),
  state: states[item.st],
  visitor: item.sub,
  id: item.jti,
  device: item.d,
  issuedAt: item.iat,
  expiresAt: item.exp,
  maxExpiresAt: item.mx,
  late: item.late ?? false,
  generation: item.gen ?? 0,
  ...(item.rq === undefined ? {} : { endedBy: item.rq }),
  ...(item.ks === true ? { keepsSlot: true as const } : {}),
}));

/** A session is looked at until its position is history: no longer than grace and session together, hours. */
const sessionKeptMs = 30 * 24 * 3_600_000;

/** What most sessions are - prompt, of the first place - is left away: a count reads a thousand of them. */
export function sessionAttributes(session: Session) {
  return {
    st: stateLetters[session.state],
    sub: session.visitor,
    jti: session.id,
    d: session.device,
    iat: session.issuedAt,
    exp: session.expiresAt,
    mx: session.maxExpiresAt,
    late: session.late || undefined,
    gen: session.generation || undefined,
    rq: session.endedBy,
    ks: session.keepsSlot,
    ttl: ttlAt(session.maxExpiresAt + sessionKeptMs),
  };
}

/** The position a visitor was admitted at. */
export const admittedItem = itemSchema({ e: z.int() }).transform(({ e }) => e);
