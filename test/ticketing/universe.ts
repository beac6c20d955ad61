/** The few names that random events are about, so that they meet each other. */

export const theEvent = "spring-tour-2027";
export const sections = ["floor", "balcony"] as const;
export const seats = ["1", "2", "3", "4", "5"] as const;

type Thing = "reservation" | "payment" | "event";

/** An identifier of its own for each number of each kind of thing. */
export function numbered(thing: Thing, number: number): string {
  const kind = { reservation: "8001", payment: "8002", event: "8003" }[thing];
  return `00000000-0000-4000-${kind}-${number.toString(16).padStart(12, "0")}`;
}

/** A time that decides nothing, `offsetMs` away from the others. */
export function aTime(offsetMs = 0): string {
  return new Date(Date.UTC(2027, 2, 1, 10) + offsetMs).toISOString();
}
