/** Where the line was at a moment, but no further than positions had been given out. */
export interface HistoryPoint {
  readonly at: number;
  readonly position: number;
}
