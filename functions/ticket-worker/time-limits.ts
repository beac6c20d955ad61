/**
 * How long a batch may take, so that it ends before Lambda ends it: 30 s, of which it may begin with an event for 14,
 * plus what the last of them may take (6.5), the seat maps (4) and the sessions (3.5), are 28.
 *
 * A batch that is cut off would lose nothing, but all of its messages would come again, and the good with the bad.
 */
export const timeLimits = {
  /** To get a connection, and log in. */
  connectMs: 2_000,
  /** For one statement. The server gives up at 3 s by itself; this is for one that does not answer. */
  statementMs: 3_500,
  /** For an event's transaction, or a snapshot of seats, once there is a connection. */
  transactionMs: 4_000,
  /** For setting a message aside. */
  deadLetterMs: 3_000,
  /** For all seat maps of a batch. */
  seatMapsMs: 4_000,
  /** For all sessions of a batch. */
  sessionsMs: 3_500,
  /** Kept free at the end of an invocation: no event is begun then. */
  reserveMs: 16_000,
} as const;
