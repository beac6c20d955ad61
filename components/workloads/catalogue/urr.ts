import type { Catalogue, CatalogueService } from "./service";

const pod = { cpu: "200m", memory: "256Mi", cpuLimit: "1", memoryLimit: "1Gi" };

const spring = {
  runtime: "spring",
  tier: "backend",
  healthPath: "/health",
  redis: false,
  release: "rolling",
  replicas: 2,
  disruptionBudget: true,
  resources: pod,
} as const satisfies Partial<CatalogueService>;

const upTo = (max: number, min: number) => ({ min, max, cpuPercent: 70 });

/** The nine services of the platform. */
export const urr = {
  "gateway-service": {
    ...spring,
    ...{ shortName: "gateway", port: 3001, redis: true, door: "gateway", path: "/", admits: true },
    secrets: ["jwt", "internalApiToken", "queueEntryToken"],
    calls: [
      ...["auth-service", "ticket-service", "payment-service", "stats-service"],
      ...["queue-service", "catalog-service", "community-service"],
    ],
    ...{ release: "blueGreen", replicas: 3, autoscaling: upTo(10, 3) },
  },
  "auth-service": {
    ...spring,
    ...{ shortName: "auth", port: 3005, database: "auth_db" },
    ...{ secrets: ["jwt", "internalApiToken"], calls: [] },
  },
  "ticket-service": {
    ...spring,
    ...{ shortName: "ticket", port: 3002, database: "ticket_db", redis: true },
    kafka: { produces: ["ticket-events"], consumes: [] },
    ...{ secrets: ["internalApiToken"], calls: [] },
    ...{ release: "blueGreen", replicas: 3, autoscaling: upTo(10, 3) },
  },
  "payment-service": {
    ...spring,
    ...{ shortName: "payment", port: 3003, database: "payment_db" },
    // One document has it produce, another consume: it may do both.
    kafka: { produces: ["payment-events"], consumes: ["payment-events", "ticket-events"] },
    ...{ secrets: ["internalApiToken", "tossClientKey"], calls: ["ticket-service"] },
    ...{ release: "blueGreen", autoscaling: upTo(6, 2) },
  },
  "stats-service": {
    ...spring,
    ...{ shortName: "stats", port: 3004, database: "stats_db" },
    kafka: { produces: [], consumes: ["*"] },
    ...{ secrets: ["internalApiToken"], calls: [] },
  },
  "queue-service": {
    ...spring,
    ...{ shortName: "queue", port: 3007, redis: true },
    ...{ secrets: ["internalApiToken", "queueEntryToken"], calls: ["catalog-service"] },
    ...{ release: "blueGreen", replicas: 3, autoscaling: upTo(8, 3) },
  },
  "catalog-service": {
    ...spring,
    ...{ shortName: "catalog", port: 3009, database: "ticket_db", redis: true },
    kafka: { produces: [], consumes: ["ticket-events"] },
    ...{ secrets: ["internalApiToken"], calls: ["auth-service", "ticket-service"] },
  },
  "community-service": {
    ...spring,
    ...{ shortName: "community", port: 3008, database: "community_db", storesFiles: true },
    ...{ secrets: ["internalApiToken"], calls: [] },
  },
  frontend: {
    ...{ shortName: "frontend", port: 3000, healthPath: "/", runtime: "node", tier: "frontend" },
    ...{ redis: false, door: "frontend", secrets: [], calls: [] },
    ...{ release: "rolling", replicas: 2, disruptionBudget: true, resources: pod },
  },
} as const satisfies Catalogue;
