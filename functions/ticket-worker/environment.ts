import * as z from "zod";
import { metricsNamespace, readVariables } from "../environment";

export const port = z
  .string()
  .regex(/^[1-9]\d{0,4}$/)
  .transform(Number);

/** What the worker is told in whichever form it runs. */
export const workerVariables = {
  POWERTOOLS_METRICS_NAMESPACE: metricsNamespace("TicketWorker"),
  /** Of the proxy in front of PostgreSQL. */
  DB_HOST: z.string().min(1),
  DB_PORT: port,
  DB_NAME: z.string().min(1),
  /** Logs in by a token of IAM. */
  DB_USER: z.string().min(1),
  /** The primary endpoint, or the configuration endpoint of a cluster. */
  REDIS_HOST: z.string().min(1),
  REDIS_PORT: port,
  REDIS_MODE: z.enum(["single", "cluster"]),
  /** Of the stream itself, where what failed comes again. */
  STREAM_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  /** The stream's own number: at this delivery the worker gives a message up, and says why, before the stream does. */
  MAX_RECEIVES: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number),
  /** The waiting room's tables; both or, where there is none, neither. */
  COUNTERS_TABLE: z.string().min(3).optional(),
  POSITIONS_TABLE: z.string().min(3).optional(),
};

type Tables = Readonly<Partial<Record<"COUNTERS_TABLE" | "POSITIONS_TABLE", string | undefined>>>;

/** One of the waiting room's tables is of no use without the other. */
export function tablesTogether(
  { COUNTERS_TABLE, POSITIONS_TABLE }: Tables,
  context: z.RefinementCtx<Tables>,
): void {
  if ((COUNTERS_TABLE === undefined) === (POSITIONS_TABLE === undefined)) return;
  const missing = COUNTERS_TABLE === undefined ? "COUNTERS_TABLE" : "POSITIONS_TABLE";
  context.addIssue({ code: "custom", path: [missing], message: "goes with the other table" });
}

const environmentSchema = z
  .object({
    ...workerVariables,
    /** Id of the secret whose value is Redis's AUTH token. */
    REDIS_SECRET: z.string().min(1),
  })
  .superRefine(tablesTogether);

/** What the function is told by its environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  return readVariables(environmentSchema, variables);
}
