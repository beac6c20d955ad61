import type { Site } from "../site";
import type { Endpoints } from "./endpoints";

/** https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/connection-parameters.js reads it by itself. */
const sslModes = {
  verified: { PGSSLMODE: "verify-full" },
  encrypted: { PGSSLMODE: "no-verify" },
  none: {},
} as const satisfies Readonly<Record<Endpoints["postgres"]["tls"], Readonly<Record<string, string>>>>;

/** What services on Node have to know of how stores want to be called, and their guide has no key for. */
export function nodeConfiguration(
  { postgres, redis }: Pick<Endpoints, "postgres" | "redis">,
  { managed }: Pick<Site, "managed">,
): Readonly<Record<string, string>> {
  return {
    ...sslModes[postgres.tls],
    ...(managed.redis ? { REDIS_TLS: "true" } : {}),
    ...(redis.cluster ? { REDIS_CLUSTER: "true" } : {}),
  };
}
