import { z } from "zod";
import { checked } from "../../checked";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { dailyWindow, textsCollide, weeklyWindow, windowProblem, type Window } from "../postgres/windows";
import { engines, versionsOf, type Engine } from "./engine";
import { isNodeType } from "./node-types";
import { membersOf, shapeOf } from "./topology";

/** ElastiCache asks for an hour or more: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
const leastWindow = 60;

const windowSetting = (windowOf: (text: string) => Window | undefined, form: string, example: string) =>
  checked((text) => windowProblem(windowOf(text), form, leastWindow, "ElastiCache"), example);

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
    .refine(isNodeType, "is no node type that ElastiCache offers for new groups")
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

function versionProblems({ engine, version }: Fields): readonly Contradiction[] {
  const known = versionsOf(engine);
  if (version === undefined || known.includes(version)) return [];
  const message = `is not one of ${known.join(", ")}, the versions of ${engine}`;
  return [{ path: ["version"], message, example: known[0] }];
}

function topologyProblems(settings: Fields): readonly Contradiction[] {
  const { topology } = settings;
  const isCluster = topology === "cluster";
  const strange = isCluster ? (["nodes"] as const) : (["shards", "replicas"] as const);
  return strange
    .filter((field) => settings[field] !== undefined)
    .map((field) => ({
      ...{ path: [field], message: `is no setting of a ${topology}` },
      example: isCluster ? "shards: 3" : "nodes: 2",
    }));
}

function sizeProblems(settings: Fields): readonly Contradiction[] {
  const shape = shapeOf(settings);
  const nodes = membersOf(shape).length;
  if (shape.kind !== "cluster" || nodes <= mostNodes) return [];
  const message = `makes ${String(nodes)} nodes with its replicas; AWS allows ${String(mostNodes)}`;
  const example = Math.floor(mostNodes / (1 + shape.replicas));
  return [{ path: ["shards"], message, example }];
}

function parameterProblems({ parameters }: Fields): readonly Contradiction[] {
  return derivedParameters
    .filter((name) => parameters[name] !== undefined)
    .map((name) => ({
      ...{ path: ["parameters", name], message: "follows from the topology" },
      example: "topology: cluster",
    }));
}

function windowProblems(settings: Fields): readonly Contradiction[] {
  if (!textsCollide(settings.snapshotWindow, settings.maintenanceWindow)) return [];
  const message = "overlaps snapshotWindow, which AWS refuses";
  return [{ path: ["maintenanceWindow"], message, example: "sun:04:00-sun:05:00" }];
}

/** Redis as ElastiCache runs it; which of the two runs where is decided above. */
export const redisSettings = z
  .strictObject(fields)
  .superRefine(refusing(versionProblems), whenSound("engine", "version"))
  .superRefine(refusing(topologyProblems), whenSound("topology"))
  .superRefine(refusing(sizeProblems), whenSound("topology", "nodes", "shards", "replicas"))
  .superRefine(refusing(parameterProblems), whenSound("parameters"))
  .superRefine(refusing(windowProblems), whenSound("snapshotWindow", "maintenanceWindow"));

/** Settings of Redis, every default filled in. */
export type RedisSettings = z.output<typeof redisSettings>;
