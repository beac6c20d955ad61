import { z } from "zod";
import { collide, dailyWindow, weeklyWindow, type Window } from "../postgres/windows";
import { engines, versionsOf, type Engine } from "./engine";
import { membersOf } from "./topology";

/** ElastiCache asks for an hour or more: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
const leastWindow = 60;

const windowSetting = (windowOf: (text: string) => Window | undefined, form: string, example: string) =>
  z.string().superRefine((text, context) => {
    const minutes = windowOf(text)?.minutes;
    if (minutes !== undefined && minutes >= leastWindow) return;
    const message =
      minutes === undefined
        ? `must have the form ${form}, in Korean time`
        : `is shorter than the ${String(leastWindow)} minutes that ElastiCache asks for`;
    context.addIssue({ code: "custom", message, params: { example } });
  });

/** Without a raised quota a cluster has this many nodes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const mostNodes = 90;

/** Set by the component itself, which derives them from the topology. */
const derivedParameters = ["cluster-enabled"];

const fields = {
  topology: z
    .enum(["replicationGroup", "cluster"])
    .default("replicationGroup")
    .meta({
      description:
        "`replicationGroup`: one primary and its replicas, with a primary and a reader endpoint. `cluster`: keys spread over shards, with a configuration endpoint; clients must speak cluster mode.",
      examples: ["replicationGroup"],
    }),
  engine: z
    .enum(Object.keys(engines) as [Engine, ...Engine[]])
    .default("valkey")
    .meta({
      description: "`valkey` answers Redis clients, costs a fifth less and gets new versions; or `redis`.",
      examples: ["valkey"],
    }),
  version: z
    .string()
    .optional()
    .meta({
      description: "Major and minor version; the newest that is known unless set.",
      examples: ["8.2"],
    }),
  nodeType: z
    .string()
    .regex(/^cache\.[a-z][a-z0-9]*\.[a-z0-9]+$/, "must be a node type such as cache.r7g.large")
    .default("cache.r7g.large")
    .meta({
      description: "Node type. `cache.t4g.micro` for environments that hold little.",
      examples: ["cache.r7g.large"],
    }),
  nodes: z
    .int()
    .min(1)
    .max(6)
    .optional()
    .meta({
      description:
        "Nodes of a `replicationGroup`: the primary and up to five replicas; 2 unless set. One has no failover.",
      examples: [2],
    }),
  shards: z
    .int()
    .min(1)
    .max(90)
    .optional()
    .meta({ description: "Shards of a `cluster`; 3 unless set.", examples: [3] }),
  replicas: z
    .int()
    .min(0)
    .max(5)
    .optional()
    .meta({ description: "Replicas of each shard of a `cluster`; 1 unless set.", examples: [1] }),
  snapshotDays: z
    .int()
    .min(1)
    .max(35)
    .default(1)
    .meta({ description: "Days that a daily snapshot is kept.", examples: [1] }),
  snapshotWindow: windowSetting(dailyWindow, "hh:mm-hh:mm", "03:00-04:00")
    .default("03:00-04:00")
    .meta({
      description: "When the daily snapshot begins, in Korean time.",
      examples: ["03:00-04:00"],
    }),
  maintenanceWindow: windowSetting(weeklyWindow, "ddd:hh:mm-ddd:hh:mm", "sun:04:00-sun:05:00")
    .default("sun:04:00-sun:05:00")
    .meta({
      description: "When AWS may patch, in Korean time.",
      examples: ["sun:04:00-sun:05:00"],
    }),
  parameters: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a parameter of the engine"), z.string())
    .default({})
    .meta({
      description:
        "Parameters of the engine, as text; others keep ElastiCache's own defaults, which evict only keys with an expiry.",
      examples: [{ "maxmemory-policy": "volatile-lru" }],
    }),
  authTokenGeneration: z
    .int()
    .min(1)
    .default(1)
    .meta({
      description:
        "Raise it by one to replace the AUTH token. The old one is accepted beside the new one until the next change.",
      examples: [1],
    }),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

/** What no field can tell by itself. */
function refuseContradictions(settings: Fields, context: z.RefinementCtx): void {
  const refuse = (path: readonly string[], message: string, example: unknown) => {
    context.addIssue({ code: "custom", path: [...path], message, params: { example } });
  };
  const known = versionsOf(settings.engine);
  if (settings.version !== undefined && !known.includes(settings.version)) {
    refuse(["version"], `is not one of ${known.join(", ")}, the versions of ${settings.engine}`, known[0]);
  }
  const isCluster = settings.topology === "cluster";
  for (const field of isCluster ? (["nodes"] as const) : (["shards", "replicas"] as const)) {
    if (settings[field] === undefined) continue;
    refuse([field], `is no setting of a ${settings.topology}`, isCluster ? "shards: 3" : "nodes: 2");
  }
  const nodes = membersOf(settings).length;
  if (isCluster && nodes > mostNodes) {
    const message = `makes ${String(nodes)} nodes with its replicas; AWS allows ${String(mostNodes)}`;
    refuse(["shards"], message, Math.floor(mostNodes / (1 + (settings.replicas ?? 1))));
  }
  for (const name of derivedParameters.filter((one) => settings.parameters[one] !== undefined)) {
    refuse(["parameters", name], "follows from the topology", "topology: cluster");
  }
  const snapshot = dailyWindow(settings.snapshotWindow);
  const maintenance = weeklyWindow(settings.maintenanceWindow);
  if (snapshot !== undefined && maintenance !== undefined && collide(snapshot, maintenance)) {
    refuse(["maintenanceWindow"], "overlaps snapshotWindow, which AWS refuses", "sun:04:00-sun:05:00");
  }
}

/** Redis as ElastiCache runs it; which of the two runs where is decided above. */
export const redisSettings = z.strictObject(fields).superRefine(refuseContradictions);

/** Settings of Redis, every default filled in. */
export type RedisSettings = z.output<typeof redisSettings>;
