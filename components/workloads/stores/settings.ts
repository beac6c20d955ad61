import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { imageSetting } from "./image";

const gib = z.int().min(1).max(16_384);

const size = (fallback: number) =>
  gib.default(fallback).meta({
    description: "GiB of the volume of each pod. Kubernetes changes no volume of a StatefulSet later.",
    examples: [fallback],
  });

const postgresImage = "docker.io/library/postgres:15-alpine";
const kafkaImage = "docker.io/apache/kafka:3.7.0";
const zipkinImage = "docker.io/openzipkin/zipkin:3.6";

/** Checked on 2026-11-22: tag and chart of https://github.com/dragonflydb/dragonfly name this version. */
const dragonflyImage = "docker.dragonflydb.io/dragonflydb/dragonfly:v1.40.1";
const redisImage = "docker.io/library/redis:7.2-alpine";

/** Before 15 psql cannot read what the environment says, and the script that makes the users does. */
const tooOld = (image: string) => /:(9|1[0-4])([.-]|$)/.test(image);

const postgres = z.strictObject({
  image: imageSetting(postgresImage)
    .refine((image) => !tooOld(image), "is older than PostgreSQL 15")
    .default(postgresImage)
    .meta({
      description: "PostgreSQL 15 or later, of the Alpine kind. A higher major version needs new volumes.",
      examples: [postgresImage],
    }),
  storageGib: size(8),
});

const redisFields = {
  kind: z
    .enum(["dragonfly", "cluster"])
    .default("dragonfly")
    .meta({
      description:
        "`dragonfly`: one pod, which answers as Redis does. `cluster`: three Redis primaries with a replica each; clients must speak cluster mode.",
      examples: ["dragonfly"],
    }),
  image: imageSetting(dragonflyImage)
    .optional()
    .meta({
      description: "Image of the chosen kind; Dragonfly 1.40.1 or Redis 7.2 unless set.",
      examples: [dragonflyImage],
    }),
  maxMemoryMib: z
    .int()
    .min(64)
    .max(65_536)
    .optional()
    .meta({
      description:
        "MiB of data that a pod holds; 512 for `dragonfly` and 200 for a pod of `cluster` unless set. The pod's limit follows from it.",
      examples: [512],
    }),
  storageGib: size(1),
};

/** Dragonfly refuses to start with less for a thread: https://github.com/dragonflydb/dragonfly/blob/v1.40.1/src/server/dfly_main.cc */
const leastDragonflyMib = 256;

type RedisFields = z.output<z.ZodObject<typeof redisFields>>;

function memoryProblems({ kind, maxMemoryMib }: RedisFields): readonly Contradiction[] {
  if (kind !== "dragonfly" || maxMemoryMib === undefined || maxMemoryMib >= leastDragonflyMib) return [];
  const message = `is less than the ${String(leastDragonflyMib)} MiB that Dragonfly needs to start`;
  return [{ path: ["maxMemoryMib"], message, example: 512 }];
}

const redis = z
  .strictObject(redisFields)
  .superRefine(refusing(memoryProblems), whenSound("kind", "maxMemoryMib"));

const kafka = z.strictObject({
  brokers: z
    .literal([1, 3])
    .default(1)
    .meta({
      description:
        "1, which keeps each message once, or 3, which go on without one of them. It cannot change later.",
      examples: [3],
    }),
  image: imageSetting(kafkaImage)
    .default(kafkaImage)
    .meta({ description: "Apache Kafka of the kind that runs on Java.", examples: [kafkaImage] }),
  storageGib: size(20),
  partitions: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({
      description:
        "Partitions of a topic that a program makes and states none: 6 with three brokers, Kafka's own 1 with one, unless set.",
      examples: [6],
    }),
});

const zipkin = z.strictObject({
  image: imageSetting(zipkinImage)
    .default(zipkinImage)
    .meta({ description: "Zipkin, which keeps traces in memory.", examples: [zipkinImage] }),
});

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
const nodePort = (what: string, example: number) =>
  z
    .int()
    .min(30_000)
    .max(32_767)
    .optional()
    .meta({ description: `Port of every node where ${what} answers; none unless set.`, examples: [example] });

const nodePortFields = { postgres: nodePort("PostgreSQL", 30_432), zipkin: nodePort("Zipkin", 30_411) };

function portProblems({
  postgres,
  zipkin,
}: z.output<z.ZodObject<typeof nodePortFields>>): readonly Contradiction[] {
  if (postgres === undefined || postgres !== zipkin) return [];
  return [{ path: ["zipkin"], message: "is the port of PostgreSQL too", example: 30_411 }];
}

const nodePorts = z
  .strictObject(nodePortFields)
  .superRefine(refusing(portProblems), whenSound("postgres", "zipkin"));

/** The stores that run in the cluster themselves; which of them do is decided by the data tier. */
export const storesSettings = z.strictObject({
  postgres: postgres.prefault({}),
  redis: redis.prefault({}),
  kafka: kafka.prefault({}),
  zipkin: zipkin.prefault({}),
  nodePorts: nodePorts.prefault({}),
});

/** Settings of the stores, every default filled in. */
export type StoresSettings = z.output<typeof storesSettings>;

/** What a pod of Redis is and holds, for either kind. */
export function redisPodOf({ kind, image, maxMemoryMib }: StoresSettings["redis"]) {
  return kind === "dragonfly"
    ? { image: image ?? dragonflyImage, maxMemoryMib: maxMemoryMib ?? 512 }
    : { image: image ?? redisImage, maxMemoryMib: maxMemoryMib ?? 200 };
}
