/** A place in the line. Moments in seconds since the epoch, as `x` and `i` below. */
export interface TicketClaims {
  /** Event. */
  readonly e: string;
  /** Visitor: a hash, the same for all tickets of a person. */
  readonly s: string;
  /** Position as it was given out, before the lottery. */
  readonly p: number;
  /** How many times the person has started again. */
  readonly g: number;
  readonly i: number;
  readonly x: number;
  /** What the token is bound to. */
  readonly d: string;
}

/** The right to pass the gate. */
export interface AdmissionClaims {
  readonly e: string;
  readonly s: string;
  /** Effective position, after the lottery. */
  readonly p: number;
  /** Session. */
  readonly j: string;
  readonly i: number;
  readonly x: number;
  readonly d: string;
  readonly g: number;
}
