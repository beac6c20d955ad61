import type * as pulumi from "@pulumi/pulumi";
import type { Catalogue, CatalogueService } from "../catalogue/service";
import type { Site } from "../site";
import type { Endpoints } from "./endpoints";
import { corsOriginsKey, serviceUrlKey } from "./keys";
import { nodeConfiguration } from "./node-configuration";
import { springConfiguration } from "./spring-configuration";

type Values = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * What every backend is told: the keys of the reference design, and beside them what the services' own runtimes have no
 * other way to learn. The values that only AWS knows stand here and nowhere else.
 */
export function configuration(
  catalogue: Catalogue,
  databases: readonly string[],
  endpoints: Endpoints,
  site: Site,
): Values {
  const { kafka, postgres, redis } = endpoints;
  const runs = (runtime: CatalogueService["runtime"]) =>
    Object.values(catalogue).some((service) => service.tier === "backend" && service.runtime === runtime);
  return {
    ...serviceUrls(catalogue, site),
    REDIS_HOST: redis.host,
    REDIS_PORT: String(redis.port),
    KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrapServers,
    KAFKA_TOPIC_REPLICATION_FACTOR: String(kafka.replicationFactor),
    ...(endpoints.zipkin === undefined ? {} : { ZIPKIN_ENDPOINT: endpoints.zipkin }),
    TRACING_SAMPLING_PROBABILITY: probability(endpoints),
    AWS_REGION: endpoints.region,
    AWS_S3_BUCKET: endpoints.bucket,
    SQS_ENABLED: String(endpoints.ticketEvents !== undefined),
    [corsOriginsKey]: endpoints.corsOrigins.join(","),
    COOKIE_SECURE: String(endpoints.cookieSecure),
    DB_HOST: postgres.host,
    DB_PORT: String(postgres.port),
    ...(runs("spring") ? springConfiguration(databases, endpoints, site) : {}),
    ...(runs("node") ? nodeConfiguration(endpoints, site) : {}),
    ...(endpoints.ticketEvents === undefined ? {} : { SQS_QUEUE_URL: endpoints.ticketEvents }),
    ...(endpoints.admissionKeys === undefined ? {} : { WAITING_ROOM_KEY_RING_NAME: endpoints.admissionKeys }),
  };
}

/** Of the services that others call and that there are; the gateway is called by visitors. */
function serviceUrls(catalogue: Catalogue, { services }: Pick<Site, "services">): Values {
  return Object.fromEntries(
    Object.entries(catalogue)
      .filter(([name, { door }]) => door === undefined && services.includes(name))
      .map(([name, { port }]) => [serviceUrlKey(name), `http://${name}:${String(port)}`]),
  );
}

/** Spring's own form of a share: one is 1.0. */
function probability({ sampling, zipkin }: Endpoints): string {
  const share = zipkin === undefined ? 0 : sampling;
  return Number.isInteger(share) ? share.toFixed(1) : String(share);
}
