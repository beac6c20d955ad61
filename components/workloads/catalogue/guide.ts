import type { Catalogue, CatalogueService } from "./service";

/** Every service of it is built alike. */
const node = {
  ...{ runtime: "node", tier: "backend", healthPath: "/health" },
  ...{ database: "tiketi", redis: true, secrets: ["jwt"], calls: [] },
  ...{ release: "rolling", replicas: 2, disruptionBudget: true },
  resources: { cpu: "250m", memory: "256Mi", cpuLimit: "500m", memoryLimit: "512Mi" },
  probes: { liveness: { delay: 30, period: 10 }, readiness: { delay: 10, period: 5 } },
} as const satisfies Partial<CatalogueService>;

/**
 * Five services on Node around one backend, with one database for all of them. Its pages are files; its ports are its
 * own, of which two are the same.
 */
export const guide = {
  backend: {
    ...node,
    ...{ shortName: "backend", port: 3001, door: "gateway", path: "/" },
    autoscaling: { min: 2, max: 10, cpuPercent: 70 },
    storesFiles: true,
    constants: { QUEUE_THRESHOLD: "1000", QUEUE_PROCESSOR_INTERVAL: "10000" },
  },
  "auth-service": { ...node, shortName: "auth", port: 3002, path: "/api/auth" },
  "ticket-service": { ...node, shortName: "ticket", port: 3001, path: "/api/tickets" },
  "payment-service": { ...node, shortName: "payment", port: 3003, path: "/api/payments" },
  "stats-service": { ...node, shortName: "stats", port: 3004, path: "/api/stats" },
} as const satisfies Catalogue;
