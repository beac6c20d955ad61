import * as pulumi from "@pulumi/pulumi";
import type { Catalogue } from "../catalogue/service";
import type { Site } from "../site";
import { databaseUrlKey, serviceUrlKey } from "./keys";

/** Where everything answers that the services call, and how it wants to be called. */
export interface Endpoints {
  readonly postgres: {
    readonly host: pulumi.Input<string>;
    readonly port: number;
    /** Parameters of the JDBC driver, such as how it checks the server's certificate. */
    readonly parameters: string;
  };
  readonly redis: { readonly host: pulumi.Input<string>; readonly port: number; readonly cluster: boolean };
  readonly kafka: { readonly bootstrapServers: pulumi.Input<string>; readonly replicationFactor: number };
  /** Undefined where nobody takes spans. */
  readonly zipkin: string | undefined;
  readonly sampling: number;
  readonly region: string;
  readonly bucket: pulumi.Input<string>;
  /** Undefined where ticket events go by Kafka alone. */
  readonly ticketEvents: pulumi.Input<string> | undefined;
  /** Name of the secret that admissions are signed with; undefined without a waiting room. */
  readonly admissionKeys: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly cookieSecure: boolean;
}

type Values = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * What every backend is told: the keys of the reference design, and beside them Spring's own names for what it has no
 * key for. The values that only AWS knows stand here and nowhere else.
 */
export function configuration(
  catalogue: Catalogue,
  databases: readonly string[],
  endpoints: Endpoints,
  { managed }: Site,
): Values {
  const { kafka, postgres, redis } = endpoints;
  return {
    ...serviceUrls(catalogue),
    REDIS_HOST: redis.host,
    REDIS_PORT: String(redis.port),
    KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrapServers,
    KAFKA_TOPIC_REPLICATION_FACTOR: String(kafka.replicationFactor),
    ...(endpoints.zipkin === undefined ? {} : { ZIPKIN_ENDPOINT: endpoints.zipkin }),
    TRACING_SAMPLING_PROBABILITY: probability(endpoints),
    AWS_REGION: endpoints.region,
    AWS_S3_BUCKET: endpoints.bucket,
    SQS_ENABLED: String(endpoints.ticketEvents !== undefined),
    CORS_ALLOWED_ORIGINS: endpoints.corsOrigins.join(","),
    COOKIE_SECURE: String(endpoints.cookieSecure),
    DB_HOST: postgres.host,
    DB_PORT: String(postgres.port),
    ...Object.fromEntries(
      databases.map((database) => [databaseUrlKey(database), jdbcUrl(database, postgres)]),
    ),
    ...(managed.redis ? { SPRING_DATA_REDIS_SSL_ENABLED: "true" } : {}),
    ...(redis.cluster ? { SPRING_DATA_REDIS_CLUSTER_NODES: hostAndPort(redis.host, redis.port) } : {}),
    ...(managed.kafka ? kafkaByIam : {}),
    ...(endpoints.ticketEvents === undefined ? {} : { SQS_QUEUE_URL: endpoints.ticketEvents }),
    ...(endpoints.admissionKeys === undefined ? {} : { WAITING_ROOM_KEY_RING_NAME: endpoints.admissionKeys }),
  };
}

/** https://github.com/aws/aws-msk-iam-auth, by Spring's way to hand on a property of Kafka's client. */
const kafkaByIam: Values = {
  SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL: "SASL_SSL",
  SPRING_KAFKA_PROPERTIES_SASL_MECHANISM: "AWS_MSK_IAM",
  SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG: "software.amazon.msk.auth.iam.IAMLoginModule required;",
  SPRING_KAFKA_PROPERTIES_SASL_CLIENT_CALLBACK_HANDLER_CLASS:
    "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
};

/** Of the services that others call; the gateway is called by visitors. */
function serviceUrls(catalogue: Catalogue): Values {
  return Object.fromEntries(
    Object.entries(catalogue)
      .filter(([, { door }]) => door === undefined)
      .map(([name, { port }]) => [serviceUrlKey(name), `http://${name}:${String(port)}`]),
  );
}

/** Spring's own form of a share: one is 1.0. */
function probability({ sampling, zipkin }: Endpoints): string {
  const share = zipkin === undefined ? 0 : sampling;
  return Number.isInteger(share) ? share.toFixed(1) : String(share);
}

function jdbcUrl(database: string, { host, parameters, port }: Endpoints["postgres"]): pulumi.Output<string> {
  const asked = parameters === "" ? "" : `?${parameters}`;
  return pulumi.interpolate`jdbc:postgresql://${host}:${String(port)}/${database}${asked}`;
}

const hostAndPort = (host: pulumi.Input<string>, port: number) => pulumi.interpolate`${host}:${String(port)}`;
