import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { composePath, readCompose } from "./compose-file";

const { containers, login } = readCompose(".");
const named = (name: string) => containers.find((one) => one.name === name);

describe("the Compose file", () => {
  it("has a PostgreSQL 15 for each database on its documented port, with one login: LOC-07, ENV-21", () => {
    const databases = containers.filter(({ image }) => image === "docker.io/library/postgres:15-alpine");
    const described = databases.map(({ name, port, environment }) => ({ name, port, environment }));
    const database = (name: string, POSTGRES_DB: string, port: number) => ({
      ...{ name, port },
      environment: { POSTGRES_USER: "tiketi_user", POSTGRES_PASSWORD: "tiketi_password", POSTGRES_DB },
    });
    expect(described).toEqual([
      database("auth-db", "auth_db", 5438),
      database("ticket-db", "ticket_db", 5434),
      database("payment-db", "payment_db", 5435),
      database("stats-db", "stats_db", 5436),
      database("community-db", "community_db", 5437),
    ]);
  });

  it("has Redis and Zipkin: LOC-08, LOC-09, ENV-21", () => {
    expect(named("redis")).toMatchObject({ image: "docker.io/library/redis:7", port: 6379 });
    expect(named("zipkin")).toMatchObject({ image: "docker.io/openzipkin/zipkin:3", port: 9411 });
  });

  it("has Kafka with every documented variable: LOC-10, ENV-21", () => {
    expect(named("kafka")).toMatchObject({ image: "docker.io/apache/kafka:3.7.0", port: 9092 });
    expect(named("kafka")?.environment).toMatchObject({
      KAFKA_NODE_ID: "1",
      KAFKA_PROCESS_ROLES: "broker,controller",
      KAFKA_LISTENERS: "PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093",
      KAFKA_ADVERTISED_LISTENERS: "PLAINTEXT://localhost:9092",
      KAFKA_CONTROLLER_QUORUM_VOTERS: "1@kafka:9093",
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: "1",
      CLUSTER_ID: "MkU3OEVBNTcwNTJENDM2Qk",
    });
  });

  it("gives Kafka what it cannot start without once a variable is set", () => {
    // Its check of the settings: https://github.com/apache/kafka/blob/3.7.0/core/src/main/scala/kafka/server/KafkaConfig.scala
    const { environment = {} } = named("kafka") ?? {};
    const listeners = (environment["KAFKA_LISTENERS"] ?? "").split(",").map((one) => one.split(":")[0]);
    expect(listeners).toContain(environment["KAFKA_CONTROLLER_LISTENER_NAMES"]);
    const mapped = (environment["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] ?? "").split(",");
    expect(mapped.map((one) => one.split(":")[0]).toSorted()).toEqual(listeners.toSorted());
  });

  it("lets nobody in from another machine, pins every image and asks every container for its health", () => {
    expect(containers).toHaveLength(8);
    for (const { name, address, image, healthcheck } of containers) {
      expect({ name, address, health: healthcheck.length > 0 }).toEqual({
        ...{ name, address: "127.0.0.1", health: true },
      });
      expect(image).toMatch(/^docker\.io\/[a-z]+\/[a-z]+:\d/);
    }
    expect(new Set(containers.map(({ port }) => port)).size).toBe(containers.length);
  });

  it("is where the password stands, once", () => {
    const text = readFileSync(composePath, "utf8");
    expect(text.split(login.password)).toHaveLength(2);
    expect(text.split(login.user)).toHaveLength(2);
  });
});
