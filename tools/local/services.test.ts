import { describe, expect, it } from "vitest";

import { imageOf, services, startOrder } from "./services";

describe("the services on a laptop", () => {
  it("are started by hand in the documented order, catalog among them: LOC-16, KCON-36", () => {
    expect(startOrder.map(({ name, port }) => `${name} ${String(port)}`)).toEqual([
      "auth-service 3005",
      "ticket-service 3002",
      "payment-service 3003",
      "stats-service 3004",
      "catalog-service 3009",
      "queue-service 3007",
      "community-service 3008",
      "gateway-service 3001",
    ]);
  });

  it("are all of the catalogue's backends, and each comes after those that it calls", () => {
    const names = startOrder.map(({ name }) => name);
    const backends = services.filter(({ tier }) => tier === "backend").map(({ name }) => name);
    expect(names.toSorted()).toEqual(backends.toSorted());
    for (const [index, { calls }] of startOrder.entries())
      for (const called of calls) expect(names.slice(0, index)).toContain(called);
  });

  it("have an image each, called by the documented pattern: WRK-23", () => {
    expect(services.map(imageOf)).toHaveLength(9);
    expect(services.map(imageOf)).toContain("tiketi-spring-gateway-service:local");
    expect(services.map(imageOf)).toContain("tiketi-spring-frontend:local");
    for (const { name } of services) expect(imageOf({ name })).toBe(`tiketi-spring-${name}:local`);
  });
});
