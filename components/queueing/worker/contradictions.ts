import type { Contradiction } from "../../contradiction";
import type { DataTierSettings } from "../../data-tier/settings";
import type { NetworkSettings } from "../../network/settings";
import type { WorkerSettings } from "./settings";
import { databaseUser } from "./stores";

// What the worker asks of other sections of a stack file and does not get. Each check takes no more than it reads.

interface Worker<Key extends keyof WorkerSettings> {
  readonly "urr:queueing": { readonly worker: Pick<WorkerSettings, Key> };
}
interface DataTier<Key extends keyof DataTierSettings> {
  readonly "urr:dataTier": Pick<DataTierSettings, Key>;
}
interface Network {
  readonly "urr:network": Pick<NetworkSettings, "endpoints">;
}

/** A Service of the cluster has no address outside of it. */
export function workerStoreProblems({
  "urr:queueing": { worker },
  "urr:dataTier": dataTier,
}: Worker<"mode"> & DataTier<"postgres" | "redis">): readonly Contradiction[] {
  if (worker.mode !== "lambda") return [];
  const inside = (["postgres", "redis"] as const).filter((store) => dataTier[store].mode === "in-cluster");
  if (inside.length === 0) return [];
  const message = `is lambda, and a function does not reach what runs in the cluster: urr:dataTier.${inside.join(", urr:dataTier.")}`;
  return [{ path: ["urr:queueing", "worker", "mode"], message, example: "keda" }];
}

export function workerUserProblems({
  "urr:dataTier": { postgres },
}: DataTier<"postgres">): readonly Contradiction[] {
  if (postgres.mode === "in-cluster" || Object.hasOwn(postgres.iamUsers, databaseUser)) return [];
  const message = `has no ${databaseUser}, by whose name the ticket worker logs in`;
  const path = ["urr:dataTier", "postgres", "iamUsers"];
  const names = Object.keys(postgres.databases);
  const database = names.find((name) => name === "ticket_db") ?? names[0] ?? "ticket_db";
  return [{ path, message, example: { ...postgres.iamUsers, [databaseUser]: database } }];
}

/**
 * Node.js knows who has signed the proxy's certificate, and not who has signed the instance's:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html
 */
export function workerProxyProblems({
  "urr:dataTier": { postgres },
}: DataTier<"postgres">): readonly Contradiction[] {
  if (postgres.mode === "in-cluster" || postgres.proxy) return [];
  const message =
    "is off, and the ticket worker trusts the proxy's certificate alone; it also signs in by IAM, which PostgreSQL 16 on RDS then asks of its administrator too";
  return [{ path: ["urr:dataTier", "postgres", "proxy"], message, example: true }];
}

export function workerKafkaProblems({
  "urr:queueing": { worker },
  "urr:dataTier": { kafka },
}: Worker<"kafka" | "mode"> & DataTier<"kafka">): readonly Contradiction[] {
  if (worker.mode !== "lambda" || !worker.kafka || kafka.mode === "managed") return [];
  const message = "is on, and a function does not reach urr:dataTier.kafka, which runs in the cluster";
  return [{ path: ["urr:queueing", "worker", "kafka"], message, example: false }];
}

/** Where there are endpoints, the function goes to them alone; a service without one is out of its reach. */
const asked = ["secretsmanager", "sqs"] as const;

export function workerEndpointProblems({
  "urr:queueing": { worker },
  "urr:network": { endpoints },
}: Worker<"mode"> & Network): readonly Contradiction[] {
  if (worker.mode !== "lambda" || endpoints.interface.length === 0) return [];
  const missing = asked.filter((service) => !endpoints.interface.includes(service));
  if (missing.length === 0) return [];
  const message = `lacks ${missing.join(" and ")}, which the ticket worker calls: with any endpoint at all, it calls AWS through endpoints only`;
  const path = ["urr:network", "endpoints", "interface"];
  return [{ path, message, example: [...endpoints.interface, ...missing] }];
}

/** The same for DynamoDB, where the worker ends visits to the waiting room. */
export function workerGatewayProblems({
  "urr:queueing": { waitingRoom, worker },
  "urr:network": { endpoints },
}: Worker<"mode"> & {
  readonly "urr:queueing": { readonly waitingRoom: { readonly enabled: boolean } };
} & Network): readonly Contradiction[] {
  if (worker.mode !== "lambda" || !waitingRoom.enabled || endpoints.interface.length === 0) return [];
  if (endpoints.gateway.includes("dynamodb")) return [];
  const message = "lacks dynamodb, by which the ticket worker reaches the waiting room's tables";
  const path = ["urr:network", "endpoints", "gateway"];
  return [{ path, message, example: [...endpoints.gateway, "dynamodb"] }];
}
