import { describe, expect, it } from "vitest";
import type { Resource } from "../../tools/offline/resource";
import { at } from "../support/workloads/environment";
import { environments, evaluated, settingsOf } from "../support/stacks";

const inputsOf = async (stack: string, name: string, mode: "preview" | "update" = "update") =>
  find((await evaluated(stack, mode)).resources, name).inputs;

function find(resources: readonly Resource[], name: string): Resource {
  const found = resources.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const configOf = async (stack: string) =>
  (await inputsOf(stack, "workloads-app-config"))["data"] as Readonly<Record<string, string>>;

/** As the Kind overlay has them. */
const onLaptop = {
  AUTH_SERVICE_URL: "http://auth-service:3005",
  TICKET_SERVICE_URL: "http://ticket-service:3002",
  PAYMENT_SERVICE_URL: "http://payment-service:3003",
  STATS_SERVICE_URL: "http://stats-service:3004",
  QUEUE_SERVICE_URL: "http://queue-service:3007",
  CATALOG_SERVICE_URL: "http://catalog-service:3009",
  COMMUNITY_SERVICE_URL: "http://community-service:3008",
  REDIS_HOST: "dragonfly-spring",
  REDIS_PORT: "6379",
  KAFKA_BOOTSTRAP_SERVERS: "kafka-spring:9092",
  KAFKA_TOPIC_REPLICATION_FACTOR: "1",
  ZIPKIN_ENDPOINT: "http://zipkin-spring:9411/api/v2/spans",
  TRACING_SAMPLING_PROBABILITY: "1.0",
  AWS_REGION: "ap-northeast-2",
  AWS_S3_BUCKET: "local-mock-bucket",
  SQS_ENABLED: "false",
  CORS_ALLOWED_ORIGINS: "http://localhost:3000",
  COOKIE_SECURE: "false",
} as const;

const kafkaInside = { KAFKA_BOOTSTRAP_SERVERS: "kafka-spring:9092" };
const kafkaOnAws = {
  KAFKA_BOOTSTRAP_SERVERS: expect.stringMatching(/:9098$/) as unknown,
  SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL: "SASL_SSL",
  SPRING_KAFKA_PROPERTIES_SASL_MECHANISM: "AWS_MSK_IAM",
};

describe("the ConfigMap of a laptop", () => {
  it("has the 18 keys of the reference with their values: KENV-03…KENV-09, KUS-06, KUS-22, QUE-12, ENV-22", async () => {
    expect(Object.keys(onLaptop)).toHaveLength(18);
    expect(await configOf("local")).toMatchObject(onLaptop);
  });

  it("says beside them where the databases are, without TLS: GAP-03, KUS-23", async () => {
    const config = await configOf("local");
    expect(config).toMatchObject({
      ...{ DB_HOST: "postgres-spring", DB_PORT: "5432" },
      TICKET_DB_URL: "jdbc:postgresql://postgres-spring:5432/ticket_db",
    });
    expect(Object.keys(config).filter((key) => /SSL|SASL/.test(key))).toEqual([]);
  });
});

describe.each(environments)("the ConfigMap of %s", (environment) => {
  it("has every key of the laptop's, and takes addresses from what AWS answers: KENV-03, IFC-06, IFC-07, WEA-10, WKN-10, KUS-22, STA-28", async () => {
    const config = await configOf(environment);
    expect(Object.keys(config)).toEqual(expect.arrayContaining(Object.keys(onLaptop)));
    const { resources } = await evaluated(environment);
    const redis = find(resources, "data-tier-redis-group").outputs;
    expect(config["REDIS_HOST"]).toBe(redis["primaryEndpointAddress"]);
    const queue = find(resources, "queueing-stream-queue");
    expect(config["SQS_QUEUE_URL"]).toBe(queue.outputs["url"] ?? queue.id);
    expect(config["DB_HOST"]).toBe(find(resources, "data-tier-postgres-proxy-pool").outputs["endpoint"]);
    expect(JSON.stringify(config)).not.toMatch(/dragonfly|postgres-spring|localhost|local-mock/);
  });

  it("asks for TLS and passwords where AWS runs the store: KENV-04, KENV-05, KUS-23, GAP-04", async () => {
    const config = await configOf(environment);
    expect(config).toMatchObject({ SPRING_DATA_REDIS_SSL_ENABLED: "true", COOKIE_SECURE: "true" });
    expect(config["TICKET_DB_URL"]).toMatch(
      /^jdbc:postgresql:\/\/[^/]+:5432\/ticket_db\?sslmode=verify-full/,
    );
    const { mode } = settingsOf(environment).dataTier.kafka;
    expect(config).toMatchObject(mode === "in-cluster" ? kafkaInside : kafkaOnAws);
  });

  it("sends ticket events to SQS, and lets the site's own pages call the API: QUE-12, KUS-25, KUS-26, KENV-07, KENV-08", async () => {
    const config = await configOf(environment);
    expect(config["SQS_ENABLED"]).toBe("true");
    expect(config["CORS_ALLOWED_ORIGINS"]).toMatch(/^https:\/\/[a-z.]*urr\.example\.com,https:\/\/www\./);
  });

  it("traces a tenth of all requests, by a collector and not by a Zipkin that is not there: ENV-23, KENV-06", async () => {
    expect(await configOf(environment)).toMatchObject({
      TRACING_SAMPLING_PROBABILITY: "0.1",
      ZIPKIN_ENDPOINT: "http://otel-gateway.telemetry.svc.cluster.local:9411/api/v2/spans",
    });
  });
});

describe("names", () => {
  it.each([
    ["local", "urr-spring", "spring-kind"],
    ["dev", "urr-dev", "spring-dev"],
    ["staging", "urr-staging", "spring-staging"],
    ["prod", "urr-spring", "spring-prod"],
  ])(
    "of %s are its namespace %s, and one ConfigMap and one Secret that begin with %s, without a hash: IFC-03, KENV-01, KENV-02, KUS-01, KUS-04, KUS-05, KCON-01, WRK-11",
    async (stack, namespace, base) => {
      const { resources } = await evaluated(stack);
      expect(at(find(resources, "workloads-app-namespace").inputs, "metadata.name")).toBe(namespace);
      expect(await inputsOf(stack, "workloads-app-config")).toMatchObject({
        metadata: { name: `${base}-config`, namespace },
      });
      const secrets = resources.filter(
        ({ inputs, type }) =>
          /:(Secret|ExternalSecret)$/.test(type) && at(inputs, "metadata.namespace") === namespace,
      );
      expect(secrets.map(({ inputs }) => at(inputs, "metadata.name"))).toEqual([`${base}-secret`]);
    },
  );
});
