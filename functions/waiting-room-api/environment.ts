import * as z from "zod";
import { metricsNamespace, readVariables } from "../environment";

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );

const environmentSchema = z.object({
  COUNTERS_TABLE: z.string().min(3),
  POSITIONS_TABLE: z.string().min(3),
  POWERTOOLS_METRICS_NAMESPACE: metricsNamespace("WaitingRoom"),
  /** Name of the secret that holds the key ring. */
  KEY_RING_SECRET: z.string().min(1),
  /** Name of the secret that lists what `x-origin-verify` may carry; without it nothing is asked. */
  ORIGIN_SECRET: z.string().min(1).optional(),
  /** Origins of the shop's pages, with commas between them. */
  ALLOWED_ORIGINS: list.pipe(z.array(z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/)).min(1)),
  /** File beside the code that holds the waiting page as JSON, where the function is to serve it too. */
  PAGE_FILE: z
    .string()
    .regex(/^[a-z-]+\.json$/)
    .optional(),
  /** Proxies of ours before API Gateway or the load balancer: 1 behind CloudFront. */
  PROXIES_IN_FRONT: z.enum(["0", "1", "2"]).default("0").transform(Number),
  /** People let in a minute by a new event whose settings name no `rate`; without it they must. */
  DEFAULT_RATE_PER_MINUTE: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().positive().max(600_000))
    .optional(),
});

/** What the function is told by its environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  return readVariables(environmentSchema, variables);
}
