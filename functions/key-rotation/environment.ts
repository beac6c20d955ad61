import * as z from "zod";
import { metricsNamespace, readVariables } from "../environment";
import { routesEntry } from "../waiting-room/gate/entries";
import type { ProtectedPath } from "../waiting-room/gate/routes";

const protectedPaths = z.array(
  z.strictObject({ path: z.string(), event: z.string().exactOptional() }).readonly(),
);

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
});

function areProtectable(paths: readonly ProtectedPath[]): boolean {
  try {
    routesEntry(paths);
    return true;
  } catch {
    return false;
  }
}

const environmentSchema = z
  .object({
    /** Name of the secret that holds the key ring. */
    KEY_RING_SECRET: z.string().min(1),
    COUNTERS_TABLE: z.string().min(3),
    POSITIONS_TABLE: z.string().min(3),
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace("WaitingRoom"),
    /** The gate's entries, where the gate is a CloudFront function: ARN of its key value store. Absent where no gate is. */
    GATE_STORE_ARN: z
      .string()
      .regex(/^arn:[a-z-]+:cloudfront::\d{12}:key-value-store\/[\w-]+$/)
      .optional(),
    /** The gate's entries, where the gate is a Lambda@Edge function: name of a secret in us-east-1. */
    GATE_ENTRIES_SECRET: z.string().min(1).optional(),
    /** `ProtectedPath[]` as JSON. */
    PROTECTED_PATHS: json.pipe(protectedPaths.refine(areProtectable)),
    /** How old the key that signs becomes. */
    KEY_ROTATION_DAYS: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(365)),
  })
  .superRefine(({ GATE_STORE_ARN: store, GATE_ENTRIES_SECRET: secret }, context) => {
    if (store === undefined || secret === undefined) return;
    context.addIssue({
      code: "custom",
      path: ["GATE_STORE_ARN or GATE_ENTRIES_SECRET"],
      message: "one of them at most",
    });
  });

/** What the function is told by its environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  return readVariables(environmentSchema, variables);
}
