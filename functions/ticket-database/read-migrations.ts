import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Migration } from "./migration";

const pattern = /^(\d{3})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

/**
 * The migrations of a folder, in order.
 *
 * @throws Error if a file is called otherwise, e.g. `1-seats.sql`: it would never be applied, and nobody told.
 */
export function readMigrations(folder = join(__dirname, "migrations")): readonly Migration[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const [, number, name] = pattern.exec(file) ?? [];
      if (number === undefined || name === undefined) {
        throw new Error(`${file}: a migration is called e.g. 002-seat-notes.sql`);
      }
      return { number: Number(number), name, sql: readFileSync(join(folder, file), "utf8") };
    });
}
