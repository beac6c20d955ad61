import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** PostgreSQL's own, `scram_iterations`. */
const iterations = 4096;

/**
 * What PostgreSQL keeps of a password of printable ASCII, so that the password itself never travels: statements end up
 * in logs when they are slow or fail, and in `pg_stat_statements`.
 *
 * The form is that of https://www.postgresql.org/docs/16/catalog-pg-authid.html, the sums those of RFC 5802.
 */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const keyed = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(keyed("Client Key")).digest("base64");
  const serverKey = keyed("Server Key").toString("base64");
  return `SCRAM-SHA-256$${String(iterations)}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
