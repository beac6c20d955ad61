import * as pulumi from "@pulumi/pulumi";
import type { Site } from "../site";
import type { Endpoints } from "./endpoints";
import { databaseUrlKey } from "./keys";

type Values = Readonly<Record<string, pulumi.Input<string>>>;

/** What Spring is told by its own names, as the reference design has no key for it. */
export function springConfiguration(
  databases: readonly string[],
  { postgres, redis }: Endpoints,
  { managed }: Site,
): Values {
  return {
    ...Object.fromEntries(
      databases.map((database) => [databaseUrlKey(database), jdbcUrl(database, postgres)]),
    ),
    ...(managed.redis ? { SPRING_DATA_REDIS_SSL_ENABLED: "true" } : {}),
    ...(redis.cluster
      ? { SPRING_DATA_REDIS_CLUSTER_NODES: pulumi.interpolate`${redis.host}:${String(redis.port)}` }
      : {}),
    ...(managed.kafka ? kafkaByIam : {}),
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

/** How the driver goes about it. Java has an authority of its own for what it can prove. */
const parameters = {
  verified: "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
  encrypted: "?sslmode=require",
  none: "",
} as const satisfies Readonly<Record<Endpoints["postgres"]["tls"], string>>;

function jdbcUrl(database: string, { host, port, tls }: Endpoints["postgres"]): pulumi.Output<string> {
  return pulumi.interpolate`jdbc:postgresql://${host}:${String(port)}/${database}${parameters[tls]}`;
}
