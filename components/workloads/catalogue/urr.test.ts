import { describe, expect, it } from "vitest";
import type { CatalogueService } from "./service";
import { urr } from "./urr";

const services: Readonly<Record<string, CatalogueService>> = urr;

/** By service: its port, its database, who it calls, and whether it uses Redis and Kafka. */
const known = [
  ["gateway-service", 3001, undefined, true, false],
  ["auth-service", 3005, "auth_db", false, false],
  ["ticket-service", 3002, "ticket_db", true, true],
  ["payment-service", 3003, "payment_db", false, true],
  ["stats-service", 3004, "stats_db", false, true],
  ["queue-service", 3007, undefined, true, false],
  ["catalog-service", 3009, "ticket_db", true, true],
  ["community-service", 3008, "community_db", false, false],
  ["frontend", 3000, undefined, false, false],
] as const;

describe("the catalogue urr", () => {
  it.each(known)(
    "has %s on port %d, with its database, its cache and its topics: WRK-01…WRK-09, KCON-03, KCON-04",
    (name, port, database, redis, kafka) => {
      const service = services[name];
      expect(service).toMatchObject({ port, redis });
      expect(service?.database).toBe(database);
      expect(service?.kafka !== undefined).toBe(kafka);
    },
  );

  it("has these nine and no other: WRK-10, KCON-04", () => {
    expect(Object.keys(urr).toSorted()).toEqual(known.map(([name]) => name).toSorted());
  });

  it("has the gateway call all other backends, and few of these one another: WRK-01…WRK-08", () => {
    const calls = Object.fromEntries(
      Object.entries(services).map(([name, service]) => [name, service.calls.toSorted()]),
    );
    expect(calls["gateway-service"]).toEqual([
      ...["auth-service", "catalog-service", "community-service", "payment-service"],
      ...["queue-service", "stats-service", "ticket-service"],
    ]);
    expect(calls["catalog-service"]).toEqual(["auth-service", "ticket-service"]);
    expect(calls["payment-service"]).toEqual(["ticket-service"]);
    expect(calls["queue-service"]).toEqual(["catalog-service"]);
    for (const silent of ["auth-service", "ticket-service", "stats-service", "community-service"]) {
      expect(calls[silent], silent).toEqual([]);
    }
    expect(calls["frontend"]).toEqual([]);
  });

  it("has ticket and payment write topics, stats read all, and payment do both: WRK-03, WRK-04, WRK-05, GAP-13", () => {
    const writing = Object.entries(services).filter(([, { kafka }]) => (kafka?.produces.length ?? 0) > 0);
    expect(writing.map(([name]) => name).toSorted()).toEqual(["payment-service", "ticket-service"]);
    expect(services["stats-service"]?.kafka?.consumes).toEqual(["*"]);
    expect(services["payment-service"]?.kafka?.consumes.length).toBeGreaterThan(0);
    expect(services["catalog-service"]?.kafka?.produces).toEqual([]);
  });

  it("deploys gateway, ticket, payment and queue blue/green, and the others pod by pod: ROL-02, ROL-07", () => {
    const blueGreen = Object.entries(services).filter(([, { release }]) => release === "blueGreen");
    expect(blueGreen.map(([name]) => name).toSorted()).toEqual([
      ...["gateway-service", "payment-service", "queue-service", "ticket-service"],
    ]);
  });

  it("names each service's image and user once, and calls nobody that it does not have", () => {
    const short = Object.values(services).map(({ shortName }) => shortName);
    expect(new Set(short).size).toBe(short.length);
    const ports = Object.values(services).map(({ port }) => port);
    expect(new Set(ports).size).toBe(ports.length);
    for (const { calls } of Object.values(services)) {
      for (const called of calls) expect(services).toHaveProperty(called);
    }
  });
});
