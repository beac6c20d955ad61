import * as z from "zod";
import { readVariables } from "../environment";
import { port, tablesTogether, workerVariables } from "./environment";

const schema = z
  .object({
    ...workerVariables,
    /** File with the password of PostgreSQL in the cluster, without TLS; absent: a token of IAM, over TLS. */
    DB_PASSWORD_FILE: z.string().min(1).optional(),
    /** Id of the secret whose value is Redis's AUTH token; absent: Redis in the cluster, without TLS and password. */
    REDIS_SECRET: z.string().min(1).optional(),
    /** How many batches the pod works on at once. */
    BATCHES_AT_ONCE: z
      .string()
      .regex(/^[1-9]\d?$/)
      .transform(Number)
      .default(2),
    /** Where it answers the kubelet. */
    HEALTH_PORT: port.default(8080),
  })
  .superRefine(tablesTogether);

/** What a pod is told by its environment. */
export type PollEnvironment = z.infer<typeof schema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readPollEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): PollEnvironment {
  return readVariables(schema, variables);
}
