import type { ClientBase } from "pg";

/** A section of a show. */
export interface Section {
  readonly event: string;
  readonly section: string;
}

/** The seats of a section that are not free, as they were at one moment. */
export interface Snapshot extends Section {
  /** Counts up with every change of the section; 0 before the first. */
  readonly version: number;
  readonly seats: readonly (readonly [seat: string, state: "held" | "sold"])[];
}

/**
 * Snapshots of sections, in their order. Seats and version are of one statement, which sees the database as it is at
 * one moment.
 */
export async function readSnapshots(
  client: ClientBase,
  sections: readonly Section[],
): Promise<readonly Snapshot[]> {
  const { rows } = await client.query<Snapshot>(
    `SELECT asked.event, asked.section, coalesce(known.version, 0)::float8 AS version,
       (SELECT coalesce(json_agg(json_build_array(seat, state) ORDER BY seat), '[]')
        FROM ticketing.seat_claims AS claim
        WHERE claim.event = asked.event AND claim.section = asked.section) AS seats
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (event, section, number)
     LEFT JOIN ticketing.sections AS known USING (event, section)
     ORDER BY number`,
    [sections.map(({ event }) => event), sections.map(({ section }) => section)],
  );
  return rows;
}

/** The next sections in the order of their names, after one of them or from the first. */
export async function readSections(
  client: ClientBase,
  after: Section | undefined,
  limit: number,
): Promise<readonly Section[]> {
  const { rows } = await client.query<Section>(
    `SELECT event, section FROM ticketing.sections WHERE (event, section) > ($1, $2)
     ORDER BY event, section LIMIT $3`,
    [after?.event ?? "", after?.section ?? "", limit],
  );
  return rows;
}
