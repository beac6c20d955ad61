import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";
import { isPortTaken } from "./port-in-use";
import { startOrder } from "./services";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

const ports = [5438, 5434, 5435, 5436, 5437, 6379, 9411, 9092];

/** Ports that open once the containers are started, but for some. */
const opening = (later: readonly number[] = []) => {
  const seen = new Set<number>();
  return (port: number) => {
    const isUp = machine.calls().some((call) => call.includes(" up --detach"));
    const isLate = later.includes(port) && !seen.has(port);
    if (isUp) seen.add(port);
    return Promise.resolve(isUp && !isLate);
  };
};

const variables = (service: string) =>
  new Map(
    readFileSync(join(machine.root, ".pulumi-local", "services", `${service}.env`), "utf8")
      .trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const),
  );

describe("npm run local:compose -- up", () => {
  it("starts the containers and waits for every port, Redis among them: LOC-15", async () => {
    const asked = new Set<number>();
    const isTaken = opening([6379]);
    const { code, out, errors } = await machine.npmRun("compose up", {
      isTaken: (port) => {
        asked.add(port);
        return isTaken(port);
      },
    });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(out).toContain("✓ ports       all 8 answer, after 1 s\n");
    expect([...asked].toSorted()).toEqual(ports.toSorted());
    expect(machine.calls()).toContain(
      "docker compose --file tools/local/compose.yaml up --detach --wait --wait-timeout 300",
    );
  });

  it("prints what every service is told, and in which order they are started: LOC-15, LOC-16, ENV-22", async () => {
    const { out } = await machine.npmRun("compose up", { isTaken: opening() });
    for (const line of [
      "AUTH_SERVICE_URL=http://localhost:3005",
      "CATALOG_SERVICE_URL=http://localhost:3009",
      "KAFKA_BOOTSTRAP_SERVERS=localhost:9092",
      "KAFKA_TOPIC_REPLICATION_FACTOR=1",
      "ZIPKIN_ENDPOINT=http://localhost:9411/api/v2/spans",
      "TRACING_SAMPLING_PROBABILITY=1.0",
      "AWS_REGION=ap-northeast-2",
      "AWS_S3_BUCKET=local-mock-bucket",
      "SQS_ENABLED=false",
      "COOKIE_SECURE=false",
    ])
      expect(out).toContain(`\n  ${line}\n`);
    const listed = [...out.matchAll(/^\d+ +(\S+) +(\d+)/gm)].map(
      ([, name, port]) => `${name ?? ""} ${port ?? ""}`,
    );
    expect(listed).toEqual(startOrder.map(({ name, port }) => `${name} ${String(port)}`));
  });

  it("gives each service its database and the tokens that it needs, and prints none of them: LOC-15", async () => {
    const { out } = await machine.npmRun("compose up", { isTaken: opening() });
    expect(variables("catalog-service").get("SPRING_DATASOURCE_URL")).toBe(
      "jdbc:postgresql://localhost:5434/ticket_db",
    );
    expect(variables("community-service").get("COMMUNITY_DB_USERNAME")).toBe("tiketi_user");
    expect(variables("queue-service").has("SPRING_DATASOURCE_URL")).toBe(false);
    const [gateway, auth] = [variables("gateway-service"), variables("auth-service")];
    expect(gateway.get("JWT_SECRET")).toMatch(/^.{64}$/);
    expect(gateway.get("JWT_SECRET")).toBe(auth.get("JWT_SECRET"));
    expect(variables("stats-service").has("JWT_SECRET")).toBe(false);
    const secrets = startOrder
      .flatMap(({ name }) => [...variables(name)])
      .flatMap(([key, value]) => (/SECRET|TOKEN|PASSWORD/.test(key) ? [value] : []));
    expect(secrets.length).toBeGreaterThan(10);
    expect(secrets.filter((value) => out.includes(value))).toEqual([]);
    await machine.npmRun("compose up", { isTaken: opening() });
    expect(variables("gateway-service").get("JWT_SECRET")).toBe(gateway.get("JWT_SECRET"));
  });

  it("names every port that somebody else holds before it starts anything", async () => {
    const isTaken = (port: number) => Promise.resolve(port === 9092 || port === 5434);
    const { code, errors } = await machine.npmRun("compose up", { isTaken });
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "✗ port 5434, for ticket-db, is in use\n✗ port 9092, for kafka, is in use\n",
    });
    expect(machine.calls().filter((call) => call.includes(" up "))).toEqual([]);
  });

  it("names what never answers, and ends: LOC-15", async () => {
    const isTaken = opening();
    const { code, errors } = await machine.npmRun("compose up", {
      isTaken: (port) => (port === 6379 ? Promise.resolve(false) : isTaken(port)),
    });
    expect({ code, errors }).toEqual({ code: 1, errors: "✗ redis on 6379 does not answer\n" });
  });
});

describe("npm run local:compose -- down", () => {
  it.each([
    ["compose down", "docker compose --file tools/local/compose.yaml down", "their data stays"],
    [
      "compose down --volumes",
      "docker compose --file tools/local/compose.yaml down --volumes",
      "their data is gone",
    ],
  ])("%s", async (args, call, words) => {
    const { code, out } = await machine.npmRun(args);
    expect({ code, last: machine.calls().at(-1) }).toEqual({ code: 0, last: call });
    expect(out).toContain(words);
  });
});

describe("a port", () => {
  it("is taken while somebody listens on it", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    expect(await isPortTaken(port)).toBe(true);
    server.close();
    await once(server, "close");
    expect(await isPortTaken(port)).toBe(false);
  });
});
