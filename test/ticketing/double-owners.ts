import type { Pool } from "pg";

/**
 * Seats that two have, asked in two ways: of the claims, and of the reservations that say they have them. Also those
 * whose claim belongs to another reservation than the one that says so, or to none.
 */
export async function doubleOwners(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ seat: string }>(
    `WITH owned AS (
       SELECT event, section, unnest(seats) AS seat, id AS reservation
       FROM ticketing.reservations WHERE status IN ('HELD', 'CONFIRMED')
     )
     SELECT section || ' ' || seat AS seat FROM ticketing.seat_claims GROUP BY section, seat HAVING count(*) > 1
     UNION
     SELECT section || ' ' || seat FROM owned GROUP BY section, seat HAVING count(*) > 1
     UNION
     SELECT section || ' ' || seat
     FROM owned FULL JOIN ticketing.seat_claims USING (event, section, seat, reservation)
     WHERE owned.seat IS NULL OR state IS NULL`,
  );
  return rows.map(({ seat }) => seat);
}
