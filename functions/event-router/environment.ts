import * as z from "zod";
import { readVariables } from "../environment";

const environmentSchema = z.object({
  /** Of the stream of ticket events. */
  STREAM_QUEUE_URL: z.url(),
});

/** What the function is told by its environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  return readVariables(environmentSchema, variables);
}
