/**
 * How long things may take, so that a batch ends before Lambda ends it, whatever hangs: in the last `reserveMs` no event
 * is begun, and they are enough for the one that is under way, to set it aside, for the seat maps, the sessions and the retries.
 *
 * A batch that is cut off would lose nothing, but all its messages would come again, and good ones be given up.
 */
export const timeLimits = {
  /** To get a connection, and log in. */
  connectMs: 2_000,
  /** For one statement. The server gives up at 3 s by itself; this is for one that does not answer. */
  statementMs: 3_500,
  /** For an event's transaction, or a snapshot of seats, once there is a connection. */
  transactionMs: 4_000,
  /** For an event with all tries. */
  eventMs: 6_500,
  /** For setting a message aside. */
  deadLetterMs: 3_000,
  /** For Redis to say anything, while it is asked or connected to. */
  redisSilenceMs: 1_000,
  /** For one command of Redis, with all that it takes to get a connection. */
  redisMs: 3_000,
  /** For all seat maps of a batch. */
  seatMapsMs: 4_000,
  /** For all sessions of a batch. */
  sessionsMs: 3_500,
  /** For what failed to be told when it comes again. */
  retryMs: 2_000,
  /** For a pod's messages that are done to be removed. */
  removalMs: 5_000,
  /** Kept free at the end of an invocation. */
  reserveMs: 20_000,
} as const;
