/** No claim may be sent after this: it is the timeout of the function that serves it. */
export const claimTimeoutMs = 3_000;

/** How old a decision may be that a write begins by. The store's client may send it again 1.15 s later, and no later. */
export const decisionMs = 1_800;

/** Two clocks of the platform are taken to agree within this. Beyond it a process refuses to decide. */
export const clockSkewMs = 2_000;

/** How old the line may be that a claim is decided on. */
export const maxViewAgeMs = 3_000;

/** How far apart the recorded points of the line are, at their closest. */
export const historyStepMs = 2_000;

/**
 * How long after its prompt window a position may still turn up as claimed: a claim in flight (3 s), clocks apart (2 s),
 * a point of the line missed (2 s), a line seen late (1 s, and 3 s before it must be read again), rounded up.
 */
export const settlingMs = 10_000;

/**
 * How long a ticket holds after the event: an operator may put the end off by so much, and nobody loses a place by it.
 * A ticket opens nothing after the end, whatever it says: the end is checked with each request.
 */
export const ticketSlackMs = 86_400_000;

/** How long what a person has is kept after the event, and more than an end is put off by. Housekeeping only. */
export const keptAfterCloseMs = 30 * 86_400_000;
