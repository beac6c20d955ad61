import { describe, expect, it } from "vitest";
import { at, containerOf, servicesOf, servicesOfLaptop } from "../../../test/support/workloads/environment";
import { urr } from "../catalogue/urr";
import { workloadsSettings } from "../settings";
import { configuration } from "./configuration";

const endpoints = {
  postgres: { host: "db.internal", port: 5432, tls: "encrypted" },
  redis: { host: "cache.internal", port: 6379, cluster: false },
  kafka: { bootstrapServers: "kafka.internal:9092", replicationFactor: 1 },
  ...{ zipkin: undefined, sampling: 0, region: "ap-northeast-2", bucket: "uploads" },
  ...{ ticketEvents: undefined, admissionKeys: undefined, cookieSecure: true },
  corsOrigins: ["https://urr.example.com"],
} as const;
const databases = ["auth_db", "ticket_db", "payment_db", "stats_db", "community_db"];
const off = { services: { "stats-service": { enabled: false }, "catalog-service": { enabled: false } } };

const urlsWith = (settings: Readonly<Record<string, unknown>>) =>
  Object.keys(configuration(urr, databases, endpoints, servicesOfLaptop(settings).site))
    .filter((key) => key.endsWith("_SERVICE_URL"))
    .toSorted();

describe("addresses of services", () => {
  it("are told of those that there are, and of no other", () => {
    const others = ["AUTH_SERVICE_URL", "COMMUNITY_SERVICE_URL", "PAYMENT_SERVICE_URL"];
    const last = ["QUEUE_SERVICE_URL", "TICKET_SERVICE_URL"];
    expect(urlsWith({})).toEqual([...others, ...last, "CATALOG_SERVICE_URL", "STATS_SERVICE_URL"].toSorted());
    expect(urlsWith(off)).toEqual([...others, ...last].toSorted());
  });

  it("start pods again as a service comes or goes, since a pod reads them once", () => {
    const all = servicesOfLaptop();
    const fewer = servicesOfLaptop(off);
    expect(fewer.site.configuration).not.toBe(all.site.configuration);
    expect(servicesOfLaptop().site.configuration).toBe(all.site.configuration);
    const onAws = servicesOf("prod", (settings) => {
      const { services } = workloadsSettings.parse(off);
      return { ...settings, workloads: { ...settings.workloads, services } };
    });
    expect(onAws.site.configuration).not.toBe(servicesOf("prod").site.configuration);
  });

  it("are asked for by name of no variable, so that none that is missing keeps a pod from starting", () => {
    const { ofKind, site } = servicesOfLaptop(off);
    const told = configuration(urr, databases, endpoints, site);
    const pods = [...ofKind("Deployment"), ...ofKind("Rollout")];
    const asked = pods.flatMap((pod) => {
      const variables = at(containerOf(pod), "env") as readonly object[];
      return variables.flatMap((one) => {
        const key = at(one, "valueFrom.configMapKeyRef.key");
        return typeof key === "string" ? [key] : [];
      });
    });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((key) => !(key in told))).toEqual([]);
  });
});
