import { DatabaseError } from "pg";
import type { TicketEvent } from "../ticket-events/ticket-event";
import { type Application, applyEvent, NotBegun } from "./apply-event";
import type { Database } from "./database";

/**
 * Two transactions were in each other's way, and one had to give in: a key that both wrote, an order that does not
 * exist, a circle of locks. https://www.postgresql.org/docs/16/errcodes-appendix.html
 */
const conflicts: ReadonlySet<string | undefined> = new Set(["23505", "40001", "40P01"]);

/**
 * Applies an event, at a second try if the first came to nothing by bad luck: by a connection that had died unnoticed,
 * as they do while Lambda freezes a process, or by a conflict with another transaction.
 */
export async function applySafely(event: TicketEvent, database: Database): Promise<Application> {
  const apply = () => database((client) => applyEvent(client, event));
  try {
    return await apply();
  } catch (error) {
    const isBadLuck =
      error instanceof NotBegun || (error instanceof DatabaseError && conflicts.has(error.code));
    if (!isBadLuck) throw error;
    return apply();
  }
}
