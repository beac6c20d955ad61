import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../infra/settings";
import { at, containerOf, guideConfig, podOf, servicesOfGuide } from "../../../test/support/workloads/guide";
import { configuration } from "../application/configuration";
import type { CatalogueService } from "./service";
import { guide } from "./guide";

const services: Readonly<Record<string, CatalogueService>> = guide;
const names = ["backend", "auth-service", "ticket-service", "payment-service", "stats-service"];

describe("the catalogue guide", () => {
  it("is five services on Node with ports of their own, and no server of pages: WRK-41, WRK-46, KCON-03, KCON-04", () => {
    const ports = Object.entries(services).map(([name, { port, runtime }]) => [name, port, runtime]);
    expect(ports).toEqual([
      ["backend", 3001, "node"],
      ["auth-service", 3002, "node"],
      ["ticket-service", 3001, "node"],
      ["payment-service", 3003, "node"],
      ["stats-service", 3004, "node"],
    ]);
  });

  it("runs two pods of each, which ask for what is printed and are looked after as printed: WRK-42, WRK-44, WRK-45", () => {
    const { ofKind } = servicesOfGuide();
    const deployments = ofKind("Deployment");
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(names);
    for (const one of deployments) {
      const { name } = one.metadata;
      expect(at(one, "spec.replicas"), name).toBe(name === "backend" ? undefined : 2);
      const get = { path: "/health", port: "http" };
      expect(containerOf(one), name).toMatchObject({
        ports: [{ name: "http", containerPort: services[name]?.port }],
        resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
        livenessProbe: { httpGet: get, initialDelaySeconds: 30, periodSeconds: 10 },
        readinessProbe: { httpGet: get, initialDelaySeconds: 10, periodSeconds: 5 },
      });
      const short = services[name]?.shortName ?? "";
      expect(at(containerOf(one), "image"), name).toBe(
        `123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/tiketi/${short}:v1.0.0`,
      );
      expect(at(podOf(one), "volumes"), name).toMatchObject([{ name: "tmp" }]);
    }
  });

  it("has the load decide about the backend alone, from two pods to ten at 70 %: SCL-26", () => {
    const [scaler, ...others] = servicesOfGuide().ofKind("HorizontalPodAutoscaler");
    expect(others).toEqual([]);
    expect(at(scaler, "spec")).toMatchObject({
      scaleTargetRef: { kind: "Deployment", name: "backend" },
      ...{ minReplicas: 2, maxReplicas: 10 },
      metrics: [{ resource: { name: "cpu", target: { averageUtilization: 70 } } }],
    });
  });

  it("is called inside the cluster on each service's own port: WRK-46", () => {
    for (const one of servicesOfGuide().ofKind("Service")) {
      const { name } = one.metadata;
      expect(at(one, "spec"), name).toEqual({
        ...{ type: "ClusterIP", selector: { app: name } },
        ports: [{ name: "http", port: services[name]?.port, targetPort: "http", protocol: "TCP" }],
      });
    }
  });

  it("tells its services what they are asked to know, secrets one by one and no key of AWS: WRK-43, KENV-17…KENV-20, KENV-22", () => {
    const { named, site } = servicesOfGuide();
    const shared = configuration(
      guide,
      ["tiketi"],
      {
        postgres: { host: "db.internal", port: 5432, tls: "encrypted" },
        redis: { host: "cache.internal", port: 6379, cluster: false },
        kafka: { bootstrapServers: "kafka.internal:9098", replicationFactor: 3 },
        ...{ zipkin: undefined, sampling: 0, region: "ap-northeast-2", bucket: "uploads" },
        ...{ ticketEvents: undefined, admissionKeys: undefined, cookieSecure: true },
        corsOrigins: ["https://urr.example.com"],
      },
      site,
    );
    expect(shared).toMatchObject({
      ...{ DB_HOST: "db.internal", DB_PORT: "5432", REDIS_HOST: "cache.internal", REDIS_PORT: "6379" },
      ...{ AWS_REGION: "ap-northeast-2", AWS_S3_BUCKET: "uploads" },
      ...{ PGSSLMODE: "no-verify", REDIS_TLS: "true" },
    });
    expect(Object.keys(shared).filter((key) => key.includes("SPRING") || key.endsWith("_DB_URL"))).toEqual(
      [],
    );
    const secret = (key: string) => ({ secretKeyRef: { name: site.secretName, key } });
    const environment = at(containerOf(servicesOfGuide().deployment(named("backend"))), "env");
    expect(environment).toEqual([
      { name: "NODE_ENV", value: "production" },
      { name: "PORT", value: "3001" },
      { name: "TZ", value: "Asia/Seoul" },
      {
        name: "SOCKET_IO_CORS_ORIGIN",
        valueFrom: { configMapKeyRef: { name: site.configName, key: "CORS_ALLOWED_ORIGINS" } },
      },
      { name: "DB_NAME", value: "tiketi" },
      { name: "DB_USER", valueFrom: secret("BACKEND_DB_USERNAME") },
      { name: "DB_PASSWORD", valueFrom: secret("BACKEND_DB_PASSWORD") },
      { name: "REDIS_PASSWORD", valueFrom: secret("REDIS_PASSWORD") },
      { name: "JWT_SECRET", valueFrom: secret("JWT_SECRET") },
      { name: "QUEUE_THRESHOLD", value: "1000" },
      { name: "QUEUE_PROCESSOR_INTERVAL", value: "10000" },
      { name: "GOOGLE_CLIENT_ID", value: "tiketi.apps.example.com" },
    ]);
  });

  it("has the backend store uploads by rights of its own, and no key: KENV-21", () => {
    const storing = servicesOfGuide().workloads.filter(({ uploads }) => uploads);
    expect(storing.map(({ name }) => name)).toEqual(["backend"]);
  });
});

describe("a stack file with the catalogue guide", () => {
  const problemsOf = (changes: Readonly<Record<string, unknown>>) =>
    (parseSettings({ ...guideConfig, ...changes }, "guide").problems ?? []).map(({ path }) => path);

  it("is sound with one database, repositories for its images and pages from files", () => {
    expect(problemsOf({})).toEqual([]);
  });

  it("is refused where the database knows none of its services, or their images have no place", () => {
    expect(problemsOf({ "urr:dataTier": undefined })).toContain("urr:dataTier.postgres.databases");
    expect(problemsOf({ "urr:dataTier": undefined })).toContain("urr:dataTier.registry.services");
  });

  it("is refused with a server of pages, which it does not have", () => {
    expect(problemsOf({ "urr:edge": {} })).toEqual(["urr:edge.frontend"]);
  });
});
