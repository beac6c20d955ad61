import * as z from "zod";
import { metricsNamespace, readVariables } from "../environment";

const environmentSchema = z.object({
  COUNTERS_TABLE: z.string().min(3),
  POSITIONS_TABLE: z.string().min(3),
  POWERTOOLS_METRICS_NAMESPACE: metricsNamespace("WaitingRoom"),
});

/** What the function is told by its environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  return readVariables(environmentSchema, variables);
}
