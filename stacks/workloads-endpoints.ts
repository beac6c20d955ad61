import type { DataTier } from "../components/data-tier";
import { replicationOf } from "../components/data-tier/kafka/replication";
import type { Queueing } from "../components/queueing";
import type { Endpoints } from "../components/workloads/application/endpoints";
import type { SecretNames } from "../components/workloads/application/secret";
import { zipkinEndpoint } from "../components/workloads/observability/spans";
import { redisPorts } from "../components/workloads/stores/ports";
import type { Settings } from "../infra/settings";

/** Where services on AWS find what they call. */
export function endpointsOnAws(settings: Settings, dataTier: DataTier, queueing: Queueing): Endpoints {
  const { environment, network, region, workloads } = settings;
  const { observability, web } = workloads;
  const { kafka } = settings.dataTier;
  return {
    postgres: postgresOf(settings, dataTier),
    redis: redisOf(settings, dataTier),
    kafka: {
      bootstrapServers: dataTier.kafka.bootstrapBrokers,
      replicationFactor:
        kafka.mode === "managed"
          ? replicationOf(kafka, network.zones.length).replicationFactor
          : workloads.stores.kafka.brokers,
    },
    ...{ zipkin: zipkinEndpoint(observability), sampling: observability.sampling, region },
    bucket: dataTier.buckets.uploads.bucketName,
    ticketEvents: queueing.stream.events.url,
    admissionKeys: queueing.waitingRoom?.keyRingName,
    corsOrigins: web.corsOrigins ?? [environment.domain, `www.${environment.domain}`].map(httpsOrigin),
    cookieSecure: web.cookieSecure,
  };
}

const httpsOrigin = (host: string) => `https://${host}`;

/**
 * Clients know who signs the certificate of a proxy. Of RDS's own authority they know nothing, so that towards an
 * instance a connection is encrypted, and nobody proves who answers.
 */
function postgresOf(
  { dataTier: { postgres } }: Settings,
  { postgres: service }: DataTier,
): Endpoints["postgres"] {
  const tls = postgres.mode === "in-cluster" ? "none" : postgres.proxy ? "verified" : "encrypted";
  return { host: service.host, port: service.port, tls };
}

function redisOf({ workloads }: Settings, { redis }: DataTier): Endpoints["redis"] {
  if (redis.managed === undefined) {
    const cluster = workloads.stores.redis.kind === "cluster";
    const { app, port } = redisPorts(workloads.stores.redis.kind);
    return { host: app, port, cluster };
  }
  return "configuration" in redis.endpoints
    ? { host: redis.endpoints.configuration, port: redis.port, cluster: true }
    : { host: redis.endpoints.primary, port: redis.port, cluster: false };
}

/** What the data tier and operations call the services' secrets in Secrets Manager. */
export function secretNamesOf(prefix: string, { secrets }: Pick<DataTier, "secrets">): SecretNames {
  return {
    ...secrets.names,
    credentials: `${prefix}/rds-credentials`,
    redisToken: `${prefix}/redis-auth-token`,
    tossClientKey: `${prefix}/toss-client-key`,
  };
}
