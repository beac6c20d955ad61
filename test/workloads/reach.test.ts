import { describe, expect, it } from "vitest";
import type { Judged } from "../../policies/policy";
import { asJudged } from "../../tools/preview/judged";
import { evaluated } from "../support/stacks";
import { callsOf, sorted, type Calls } from "./who-calls-whom";

const dns = ["DNS 53/UDP", "DNS 53"];

/** Whom the services call among each other, in every environment. */
const among = {
  "gateway-service": [
    ...["auth-service 3005", "ticket-service 3002", "payment-service 3003", "stats-service 3004"],
    ...["queue-service 3007", "catalog-service 3009", "community-service 3008"],
  ],
  "catalog-service": ["auth-service 3005", "ticket-service 3002"],
  "payment-service": ["ticket-service 3002"],
  "queue-service": ["catalog-service 3009"],
};

/** Beside names, and for backends the collector of their traces. */
function whole(traces: string, more: Calls, ...others: Calls[]): Calls {
  const backends = ["gateway", "auth", "ticket", "payment", "stats", "queue", "catalog", "community"];
  const told = Object.fromEntries(backends.map((name) => [`${name}-service`, [...dns, traces]]));
  const all = [told, { frontend: dns, "database-setup": dns }, among, more, ...others];
  const names = new Set(all.flatMap((part) => Object.keys(part)));
  return sorted(
    Object.fromEntries([...names].map((name) => [name, all.flatMap((part: Calls) => part[name] ?? [])])),
  );
}

/** Whom services call that AWS runs for all of them, with the rights of their own for some. */
const [postgres, redis, brokers] = ["postgres proxy 5432", "redis 6379", "kafka 9098"];
const rights = ["Pod Identity 80", "AWS 443"];
const managed = {
  "gateway-service": [redis, ...rights],
  "auth-service": [postgres],
  "ticket-service": [postgres, redis, brokers, ...rights],
  "payment-service": [postgres, brokers, ...rights],
  "stats-service": [postgres, brokers, ...rights],
  "queue-service": [redis, ...rights],
  "catalog-service": [postgres, redis, brokers, ...rights],
  // It keeps uploads in S3, which answers at public addresses.
  "community-service": [postgres, ...rights, "internet 443"],
  "database-setup": [postgres],
};

/** From nodes, which hand on what comes for the gateway; and who asks a new version for its health. */
const blueGreen = {
  "nodes' subnets": ["gateway-service 3001"],
  "load balancer": ["frontend 3000"],
  "health-check": [
    ...dns,
    ...["gateway-service 3001", "ticket-service 3002", "payment-service 3003", "queue-service 3007"],
  ],
};
const straight = { "load balancer": ["gateway-service 3001", "frontend 3000"] };

const kafka = "kafka-spring 9092";
const brokersInside = {
  ...Object.fromEntries(
    ["ticket", "payment", "stats", "catalog"].map((name) => [`${name}-service`, [kafka]]),
  ),
  "kafka-spring": [...dns, kafka, "kafka-spring 9093"],
  "kafka-topics": [...dns, kafka],
};
/** Without endpoints of its own, AWS answers in the internet. */
const rightsOutside = ["Pod Identity 80", "internet 443"];
const dev = {
  "gateway-service": [redis, ...rightsOutside],
  "auth-service": [postgres],
  "ticket-service": [postgres, redis, ...rightsOutside],
  "payment-service": [postgres],
  "stats-service": [postgres],
  "queue-service": [redis, ...rightsOutside],
  "catalog-service": [postgres, redis],
  "community-service": [postgres, ...rightsOutside],
  "database-setup": [postgres],
};

const [ownPostgres, ownRedis] = ["postgres-spring 5432", "dragonfly-spring 6379"];
const laptop = {
  "gateway-service": [ownRedis],
  "auth-service": [ownPostgres],
  "ticket-service": [ownPostgres, ownRedis],
  "payment-service": [ownPostgres],
  "stats-service": [ownPostgres],
  "queue-service": [ownRedis],
  "catalog-service": [ownPostgres, ownRedis],
  "community-service": [ownPostgres],
  "database-setup": [ownPostgres],
  // Nothing stands before the cluster, and whoever writes a service looks into its stores.
  internet: ["gateway-service 3001", "frontend 3000", "postgres-spring 5432", "zipkin-spring 9411"],
  // Prometheus asks every backend for its figures, and Grafana shows what Zipkin has.
  monitoring: [
    "zipkin-spring 9411",
    ...["gateway-service 3001", "auth-service 3005", "ticket-service 3002", "payment-service 3003"],
    ...["stats-service 3004", "queue-service 3007", "catalog-service 3009", "community-service 3008"],
  ],
};

const documented: Readonly<Record<string, Calls>> = {
  prod: whole("telemetry 9411", managed, blueGreen),
  staging: whole("telemetry 9411", managed, straight),
  dev: whole("telemetry 9411", dev, straight, brokersInside),
  local: whole("zipkin-spring 9411", laptop, brokersInside),
};

const judgedOf = async (stack: string): Promise<readonly Judged[]> =>
  asJudged((await evaluated(stack)).resources);

describe("who calls whom", () => {
  it.each(Object.entries(documented))(
    "in %s is what is written down, and nothing else: NPO-01, NPO-02, NPO-03, NPO-04, NPO-05, NPO-06, NPO-07, NPO-08, NPO-09, NPO-10, NPO-11, NPO-12, NPO-13, NPO-15, NPO-16, NPO-17, IFC-04, IFC-05, DAT-30, DAT-46, WEA-05, WKN-05, KCON-15, KCON-30, WRK-17",
    async (stack, calls) => {
      expect(callsOf(await judgedOf(stack))).toEqual(calls);
    },
  );
});
