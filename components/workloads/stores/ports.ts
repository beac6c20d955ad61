/** Who answers where, as network policies have to know. */
export interface StorePorts {
  /** Name of the Service, and the `app` label of the pods. */
  readonly app: string;
  /** Where clients call. */
  readonly port: number;
  /** Where pods of the same store call one another. */
  readonly peerPorts: readonly number[];
  /** The `app` label of the Job that prepares the store, which is a client too. */
  readonly preparedBy?: string;
}

/** The stores that can run in a cluster. */
export const storePorts = {
  postgres: { app: "postgres-spring", port: 5432, peerPorts: [] },
  dragonfly: { app: "dragonfly-spring", port: 6379, peerPorts: [] },
  /** Nodes gossip on the client's port and 10,000: https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/ */
  redisCluster: {
    app: "redis-cluster-spring",
    port: 6379,
    peerPorts: [6379, 16_379],
    preparedBy: "redis-cluster-init",
  },
  kafka: { app: "kafka-spring", port: 9092, peerPorts: [9092, 9093], preparedBy: "kafka-topics" },
  zipkin: { app: "zipkin-spring", port: 9411, peerPorts: [] },
} as const satisfies Readonly<Record<string, StorePorts>>;

/** Of Redis, by its kind. */
export const redisPorts = (kind: "cluster" | "dragonfly") =>
  kind === "cluster" ? storePorts.redisCluster : storePorts.dragonfly;
