import {
  databaseUrlKey,
  loginKeys,
  secretKeys,
  serviceUrlKey,
} from "../../components/workloads/application/keys";
import type { ApplicationSecret } from "../../components/workloads/catalogue/service";
import type { Compose } from "./compose-file";
import { services, startOrder, type LocalService } from "./services";

export type Variables = Readonly<Record<string, string>>;

/** Tokens that the services share; random, and the same until they are thrown away. */
export type Tokens = Readonly<Record<ApplicationSecret, string>>;

const local = (port: number) => `http://localhost:${String(port)}`;

/** What every service is told: where the others are, and what stands in for AWS. */
export function sharedVariables({ containers }: Compose): Variables {
  const port = (name: string) => containers.find((one) => one.name === name)?.port ?? 0;
  const frontend = services.find(({ door }) => door === "frontend");
  const called = startOrder.filter(({ door }) => door === undefined);
  return {
    ...Object.fromEntries(called.map((service) => [serviceUrlKey(service.name), local(service.port)])),
    REDIS_HOST: "localhost",
    REDIS_PORT: String(port("redis")),
    KAFKA_BOOTSTRAP_SERVERS: `localhost:${String(port("kafka"))}`,
    KAFKA_TOPIC_REPLICATION_FACTOR: "1",
    ZIPKIN_ENDPOINT: `${local(port("zipkin"))}/api/v2/spans`,
    TRACING_SAMPLING_PROBABILITY: "1.0",
    AWS_REGION: "ap-northeast-2",
    AWS_S3_BUCKET: "local-mock-bucket",
    SQS_ENABLED: "false",
    CORS_ALLOWED_ORIGINS: local(frontend?.port ?? 0),
    COOKIE_SECURE: "false",
  };
}

/** What one service is told beside that: its port, its database and the tokens that it needs. */
export function ownVariables(service: LocalService, compose: Compose, tokens: Tokens): Variables {
  return {
    SERVER_PORT: String(service.port),
    ...(service.database === undefined ? {} : databaseVariables(service.database, compose)),
    ...Object.fromEntries(service.secrets.map((secret) => [secretKeys[secret], tokens[secret]])),
  };
}

function databaseVariables(database: string, { containers, login }: Compose): Variables {
  const container = containers.find(({ environment }) => environment["POSTGRES_DB"] === database);
  const url = `jdbc:postgresql://localhost:${String(container?.port ?? 0)}/${database}`;
  const keys = loginKeys(database.replace(/_db$/, ""));
  return {
    [databaseUrlKey(database)]: url,
    SPRING_DATASOURCE_URL: url,
    [keys.username]: login.user,
    [keys.password]: login.password,
  };
}
