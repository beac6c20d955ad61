import { describe, expect, it } from "vitest";
import { readEnvironment as readRotation } from "../../../functions/key-rotation/environment";
import { readEnvironment as readController } from "../../../functions/line-controller/environment";
import { readEnvironment as readApi } from "../../../functions/waiting-room-api/environment";
import { pageServer } from "../../../functions/waiting-room-api/page";
import type { buildWaitingPage } from "../../../functions/waiting-page/build";
import { lambdaRuntime } from "../../../functions/runtime";
import { lambdaOf, variablesOf, waitingRoomCloud } from "../../../test/support/waiting-room/cloud";
import { apiFunction } from "./functions";
import { waitingRoomSettings } from "./settings";

describe("the functions of the waiting room", () => {
  it("run on a Node.js that is supported, each with a share of the account's concurrency: QUE-32, PLT-07, PLT-15", async () => {
    const { graph } = await waitingRoomCloud({ settings: { reservedConcurrency: 300 } });
    const shares = (["api", "lines", "keys"] as const).map((part) => {
      const { runtime, reservedConcurrentExecutions, name, timeout } = lambdaOf(graph, part);
      expect(runtime).toBe(lambdaRuntime);
      return [name, reservedConcurrentExecutions, timeout];
    });
    expect(shares).toEqual([
      ["urr-test-waiting-room-api", 300, 3],
      ["urr-test-line-controller", 2, 60],
      ["urr-test-key-rotation", 1, 60],
    ]);
  });

  it("are told all that they ask for, as their own code reads it", async () => {
    const { graph } = await waitingRoomCloud({
      settings: {
        keyRotationDays: 7,
        protectedPaths: { "/events/*": "fromPath", "/booking/finals": "finals-2026" },
      },
    });
    const tables = graph.ofType("aws:dynamodb/table:Table").map(({ outputs }) => outputs["name"]);
    expect(readApi(variablesOf(graph, "api"))).toMatchObject({
      ...{ KEY_RING_SECRET: "urr-test/waiting-room-key-ring", ORIGIN_SECRET: "urr-test/waiting-room-origin" },
      ALLOWED_ORIGINS: ["https://tickets.example.com", "https://www.tickets.example.com"],
      PROXIES_IN_FRONT: 1,
    });
    const controller = readController(variablesOf(graph, "lines"));
    expect(tables).toEqual(expect.arrayContaining([controller.COUNTERS_TABLE, controller.POSITIONS_TABLE]));
    expect(readRotation(variablesOf(graph, "keys"))).toMatchObject({
      ...{ KEY_RING_SECRET: "urr-test/waiting-room-key-ring", KEY_ROTATION_DAYS: 7 },
      GATE_STORE_ARN: graph.named("queueing-room-gate-store").outputs["arn"],
      PROTECTED_PATHS: [{ path: "/booking/finals", event: "finals-2026" }, { path: "/events/*" }],
    });
  });

  it("let a new event in at the stack's rate unless it has its own: ENV-15, CAP-13", async () => {
    const rate = async (settings: { admissionsPerMinute?: number }) =>
      readApi(variablesOf((await waitingRoomCloud({ settings })).graph, "api")).DEFAULT_RATE_PER_MINUTE;
    expect([await rate({}), await rate({ admissionsPerMinute: 100 })]).toEqual([500, 100]);
  });

  it("are told of secrets by name, and hold none", async () => {
    const { graph } = await waitingRoomCloud();
    for (const part of ["api", "lines", "keys"] as const) {
      const { secretPaths } = graph.named(`queueing-room-${part}-function`);
      expect(secretPaths).toEqual([]);
    }
  });
});

describe("without CloudFront", () => {
  const parts = {
    settings: waitingRoomSettings.parse({}),
    environment: { prefix: "urr-test", domain: "tickets.example.com" },
    region: "ap-northeast-2",
    tables: {
      names: { counters: "counters", positions: "positions" },
      arns: { counters: "arn", positions: "arn" },
      keyArn: "key",
    },
    ring: { secretName: "ring", read: () => [], readAndWrite: () => [] },
    failuresArn: "queue",
    originSecret: undefined,
    proxiesInFront: 0,
  };

  it("the function brings the waiting page along for the load balancer, and asks for no header", () => {
    const made = apiFunction(parts as unknown as Parameters<typeof apiFunction>[0]);
    const variables = made.environment as Record<string, string>;
    const { PAGE_FILE, ORIGIN_SECRET, PROXIES_IN_FRONT } = readApi(variables);
    expect([ORIGIN_SECRET, PROXIES_IN_FRONT]).toEqual([undefined, 0]);
    const files = JSON.parse(made.files?.[PAGE_FILE ?? ""] ?? "[]") as ReturnType<typeof buildWaitingPage>;
    const page = pageServer(files)({ method: "GET", path: "/vwr/finals-2026/", query: "" });
    expect(page?.status).toBe(200);
    expect(page?.body).toContain("<html");
  });

  it("and nothing of it is made where CloudFront is in front", async () => {
    const { graph, exposed } = await waitingRoomCloud({ origin: undefined, proxiesInFront: 0 });
    expect(exposed.originHeader).toBeUndefined();
    expect(graph.has("queueing-room-origin-secret")).toBe(false);
    const codeOf = (parts: Awaited<ReturnType<typeof waitingRoomCloud>>) =>
      Object.keys(lambdaOf(parts.graph, "api")["code"] as object);
    expect(codeOf({ graph, exposed, problems: [] })).toContain("page.json");
    expect(codeOf(await waitingRoomCloud())).not.toContain("page.json");
  });
});
