import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Deployed } from "../test/support/waiting-room/deployed";
import { bundleFunction, lambdaFunctions } from "./bundle";
import { lambdaRuntime } from "./runtime";

/** `pg` asks for the one only where its environment says so; in place of the other its twin in JavaScript is there. */
const askedForInVain = ["pg-native", "@aws-sdk/signature-v4-crt"];

/** What any of them must be told. */
const environment = {
  COUNTERS_TABLE: "counters",
  POSITIONS_TABLE: "positions",
  KEY_RING_SECRET: "ring",
  ALLOWED_ORIGINS: "https://shop.example",
  GATE_ENTRIES_SECRET: "entries",
  PROTECTED_PATHS: "[]",
  KEY_ROTATION_DAYS: "30",
  DISCORD_SECRET: "webhook",
  STREAM_QUEUE_URL: "https://queue.example/ticket-events.fifo",
  DEAD_LETTER_QUEUE_URL: "https://queue.example/ticket-events-dlq.fifo",
  MAX_RECEIVES: "10",
  DB_HOST: "db.example",
  DB_PORT: "5432",
  DB_NAME: "ticket_db",
  DB_USER: "worker",
  REDIS_HOST: "redis.example",
  REDIS_PORT: "6379",
  REDIS_MODE: "single",
  REDIS_SECRET: "token",
};

describe.each(lambdaFunctions)("the bundle of %s", (name) => {
  const bundle = bundleFunction(name);

  it("is 600 KB at most", () => {
    expect(bundle.bytes).toBe(Buffer.byteLength(bundle.code));
    expect(bundle.bytes).toBeLessThanOrEqual(600_000);
  });

  it("needs nothing but what Node brings along, and the modules beside it: each of these", () => {
    const required = [bundle.code, ...Object.values(bundle.modules)].flatMap(requiredBy);

    expect(required).not.toEqual([]);
    const others = required.filter((module) => !isBuiltIn(module) && !askedForInVain.includes(module));
    expect(others.map((module) => `node_modules/${module}/index.js`)).toEqual(Object.keys(bundle.modules));
  });

  it("loads in a process of its own", async () => {
    const deployed = await Deployed.start(bundle, environment);
    await deployed.stop();

    expect(deployed.logs).toBe("");
  });

  it("does not start without its environment, and says what is missing", async () => {
    await expect(Deployed.start(bundle, {})).rejects.toThrow(/the environment lacks, or has wrong: [A-Z]+_/);
  });

  it("holds no secret of the process that built it, and no path of its machine", () => {
    for (const text of [bundle.code, bundle.map, ...Object.values(bundle.modules)]) {
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN (?!CERTIFICATE)/);
      expect(text).not.toMatch(/\b[qa]1\.k\d+\./);
    }
  });

  it("has a map that leads back to the sources", () => {
    const { sources } = JSON.parse(bundle.map) as { readonly sources: readonly string[] };

    expect(sources.some((source) => source.endsWith(`${name}/main.ts`))).toBe(true);
    expect(bundle.code).toMatch(/\/\/# sourceMappingURL=index\.js\.map\s*$/);
  });

  it("is built once", () => {
    expect(bundleFunction(name)).toBe(bundle);
    expect(existsSync(join(__dirname, "bundles"))).toBe(false);
  });
});

describe("the ticket worker's client of Redis", () => {
  it("is no part of its code, which starts without it, and weighs 250 KB at most", () => {
    const { code, modules } = bundleFunction("ticket-worker");
    const ownWords = "Reached the max retries per request limit";
    const client = modules["node_modules/ioredis/index.js"] ?? "";

    expect(Object.keys(modules)).toEqual(["node_modules/ioredis/index.js"]);
    expect(Buffer.byteLength(client)).toBeLessThanOrEqual(250_000);
    expect(client).toContain(ownWords);
    expect(code).not.toContain(ownWords);
  });
});

describe("what the functions run on", () => {
  it("is what they are tested on", () => {
    expect(lambdaRuntime).toBe(`nodejs${process.versions.node.split(".")[0] ?? ""}.x`);
  });
});

function requiredBy(code: string): readonly string[] {
  return [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module = ""]) => module);
}

function isBuiltIn(module: string): boolean {
  return process.getBuiltinModule(module) !== undefined;
}
