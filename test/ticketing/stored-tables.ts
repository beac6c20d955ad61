import type { Pool } from "pg";
import type { TicketTables } from "./ticket-model";

/** What the database's tables say, in the model's words. */
export async function storedTables(pool: Pool): Promise<TicketTables> {
  const rows = async <Key extends string, Value>(statement: string): Promise<Record<Key, Value>> => {
    const { rows: pairs } = await pool.query<[Key, Value]>({ text: statement, rowMode: "array" });
    return Object.fromEntries(pairs) as Record<Key, Value>;
  };
  return {
    inbox: await rows("SELECT event_id, outcome FROM ticketing.inbox"),
    reservations: await rows("SELECT id, status FROM ticketing.reservations"),
    claims: await rows(
      `SELECT section || ' ' || seat, json_build_object('reservation', reservation, 'state', state)
       FROM ticketing.seat_claims`,
    ),
    payments: await rows(
      "SELECT id, json_build_object('reservation', reservation, 'status', status) FROM ticketing.payments",
    ),
    versions: await rows("SELECT section, version::int FROM ticketing.sections WHERE version > 0"),
  };
}

/** As they are when nothing has happened yet. */
export async function emptyTables(pool: Pool): Promise<void> {
  const tables = ["inbox", "payments", "seat_claims", "reservations", "sections"];
  await pool.query(tables.map((table) => `DELETE FROM ticketing.${table}`).join(";"));
}
