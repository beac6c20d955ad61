import * as z from "zod";

/** 32 random bytes as base64url. The text itself is the key: so it is the same key in every runtime. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const keyIdSchema = z.string().regex(/^[a-z0-9]{1,16}$/);

const moment = z.int().min(0);

/** Three that verify besides the one that signs fit the 400 bytes an event's keys may take at the edge. */
export const maxKeys = 4;

/** The document the ring is kept as, in Secrets Manager. */
export const keyRingDocumentSchema = z
  .strictObject({
    v: z.literal(1),
    current: keyIdSchema,
    keys: z.record(
      keyIdSchema,
      z.strictObject({
        secret,
        /** It signs from then on: the next one is still to begin, the current one has begun then. */
        notBefore: moment.optional(),
        /** It has signed before, and verifies until then. */
        notAfter: moment.optional(),
      }),
    ),
    fingerprint: secret,
  })
  .superRefine(({ current, keys }, context) => {
    const problem = (message: string) => {
      context.addIssue({ code: "custom", path: ["keys"], message });
    };
    const others = Object.entries(keys).filter(([kid]) => kid !== current);
    if (!Object.hasOwn(keys, current)) problem("must hold the current key");
    if (Object.keys(keys).length > maxKeys) problem(`must be ${String(maxKeys)} at most`);
    if (others.filter(([, { notBefore }]) => notBefore !== undefined).length > 1) {
      problem("must hold one next key at most");
    }
    if (others.some(([, key]) => (key.notBefore === undefined) === (key.notAfter === undefined))) {
      problem("must be current, or have either notBefore or notAfter");
    }
  });

export type KeyRingDocument = z.infer<typeof keyRingDocumentSchema>;

/** The keys tokens are signed with. Moments in milliseconds since the epoch. */
export interface KeyRing {
  /** Id of the key that signs. */
  readonly current: string;
  /** Since when it does, as far as that is known. */
  readonly signsSince?: number;
  /** All keys that verify, by id. Every event and type of token has its own key, derived from these. */
  readonly masters: Readonly<Record<string, string>>;
  /** Key of the device tags. It never changes: nobody who is inside could pass any more. */
  readonly fingerprintKey: string;
  /** Verifies already, and signs from `notBefore` on. */
  readonly next?: { readonly kid: string; readonly notBefore: number };
  /** Have signed before, and verify until `notAfter`. Oldest first. */
  readonly previous?: readonly { readonly kid: string; readonly notAfter: number }[];
}

/** Reads the ring from its document. Throws without a word of the content if it is not one. */
export function parseKeyRing(json: string): KeyRing {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error("the key ring is not JSON");
  }
  const result = keyRingDocumentSchema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(({ message }) => message);
    throw new Error(`the key ring is not a valid document: ${problems.join("; ")}`);
  }
  const { current, keys, fingerprint } = result.data;
  const signsSince = keys[current]?.notBefore;
  const others = Object.entries(keys).filter(([kid]) => kid !== current);
  const next = others.flatMap(([kid, { notBefore }]) =>
    notBefore === undefined ? [] : [{ kid, notBefore }],
  );
  const previous = others
    .flatMap(([kid, { notAfter }]) => (notAfter === undefined ? [] : [{ kid, notAfter }]))
    .sort((a, b) => a.notAfter - b.notAfter);
  return {
    current,
    ...(signsSince !== undefined && { signsSince }),
    masters: Object.fromEntries(Object.entries(keys).map(([kid, key]) => [kid, key.secret])),
    fingerprintKey: fingerprint,
    ...(next[0] && { next: next[0] }),
    ...(previous.length > 0 && { previous }),
  };
}

/** The document of a ring. */
export function keyRingDocument(ring: KeyRing): KeyRingDocument {
  const times = (kid: string) => ({
    ...(kid === ring.current && ring.signsSince !== undefined && { notBefore: ring.signsSince }),
    ...(ring.next?.kid === kid && { notBefore: ring.next.notBefore }),
    ...ring.previous
      ?.filter((one) => one.kid === kid)
      .map(({ notAfter }) => ({ notAfter }))
      .at(0),
  });
  return {
    v: 1,
    current: ring.current,
    keys: Object.fromEntries(
      Object.entries(ring.masters).map(([kid, master]) => [kid, { secret: master, ...times(kid) }]),
    ),
    fingerprint: ring.fingerprintKey,
  };
}
