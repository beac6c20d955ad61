import type { DataTier } from "../components/data-tier";

/** What a stack tells of its data tier; what runs in the cluster has no address outside of it. */
export function dataTierOutputs({ kafka, postgres, redis, registry }: DataTier) {
  return {
    registry: registry.uri,
    ...(postgres.managed === undefined ? {} : { databaseEndpoint: postgres.host }),
    ...(redis.managed === undefined ? {} : { redis: redis.endpoints }),
    ...(kafka.managed === undefined ? {} : { kafkaBootstrap: kafka.bootstrapBrokers }),
  };
}
