import * as z from "zod";
import { readVariables } from "../environment";

const environmentSchema = z.object({
  DB_HOST: z.string().min(1),
  DB_PORT: z
    .string()
    .regex(/^\d{2,5}$/)
    .default("5432")
    .transform(Number),
  DB_NAME: z.string().min(1),
  /** Somebody who may make tables and change the worker's role. */
  DB_USER: z.string().min(1),
  DB_PASSWORD: z.string().min(1),
  /** The role that the worker logs in as. */
  WORKER_ROLE: z.string().min(1).default("worker"),
});

/** What the migrations' job is told by its environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  return readVariables(environmentSchema, variables);
}
