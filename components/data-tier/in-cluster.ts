/**
 * Where a store answers that the workloads run in the cluster themselves: the names and ports of their Services, in the
 * namespace of the services that use them. Without TLS, since NetworkPolicy alone lets anybody there.
 */
export const inCluster = {
  postgres: { host: "postgres-spring", port: 5432 },
  redis: { host: "dragonfly-spring", port: 6379 },
  kafka: { host: "kafka-spring", port: 9092 },
} as const;
