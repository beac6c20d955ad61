/** Keys of the services' Secret. */
export const secretKeys = {
  administrator: { username: "POSTGRES_USER", password: "POSTGRES_PASSWORD" },
  /** Of the databases' passwords. */
  generation: "CREDENTIAL_GENERATION",
  jwt: "JWT_SECRET",
  internalApiToken: "INTERNAL_API_TOKEN",
  queueEntryToken: "QUEUE_ENTRY_TOKEN_SECRET",
  tossClientKey: "TOSS_CLIENT_KEY",
  redis: "REDIS_PASSWORD",
} as const;

const capitals = (text: string) => text.replaceAll(/[^a-zA-Z0-9]/g, "_").toUpperCase();

/** Keys under which a user of the database finds how to log in. */
export const loginKeys = (user: string) => ({
  username: `${capitals(user)}_DB_USERNAME`,
  password: `${capitals(user)}_DB_PASSWORD`,
});

/** Key of the ConfigMap under which a database's address stands. */
export const databaseUrlKey = (database: string) => `${capitals(database)}_URL`;

/** Key of the ConfigMap under which a service's address stands. */
export const serviceUrlKey = (service: string) => `${capitals(service)}_URL`;

/** Key of the ConfigMap under which it stands whose pages may call from a browser. */
export const corsOriginsKey = "CORS_ALLOWED_ORIGINS";
