import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { Signer } from "@aws-sdk/rds-signer";
import type { Access } from "./compose";
import type { Environment } from "./environment";
import { impatient } from "./impatient";

/** Lets the worker in to PostgreSQL by a token of IAM, over TLS. */
export function iamLogin({
  DB_HOST: hostname,
  DB_PORT: port,
  DB_USER: username,
}: Pick<Environment, "DB_HOST" | "DB_PORT" | "DB_USER">): Access["database"] {
  const signer = new Signer({ hostname, port, username });
  return {
    // Made without a request; it is good for a quarter of an hour, and asked for with each connection.
    password: () => signer.getAuthToken(),
    ssl: { rejectUnauthorized: true },
  };
}

/** Lets the worker in to Redis by the token in a secret, over TLS. */
export function secretToken(secretId: string): Access["redis"] {
  const secrets = new SecretsProvider({ clientConfig: impatient });
  return {
    tls: {},
    password: async () => {
      const value = await secrets.get(secretId, { maxAge: 5 });
      return typeof value === "string" ? value : undefined;
    },
  };
}
