import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Deployed } from "../test/support/waiting-room/deployed";
import { bundleFunction, type LambdaFunction } from "./bundle";
import { lambdaRuntime } from "./runtime";

const names: readonly LambdaFunction[] = ["waiting-room-api", "line-controller"];

/** What both functions must be told; the API takes all of it. */
const environment = {
  COUNTERS_TABLE: "counters",
  POSITIONS_TABLE: "positions",
  KEY_RING_SECRET: "ring",
  ALLOWED_ORIGINS: "https://shop.example",
};

describe.each(names)("the bundle of %s", (name) => {
  const bundle = bundleFunction(name);

  it("is 600 KB at most", () => {
    expect(bundle.bytes).toBe(Buffer.byteLength(bundle.code));
    expect(bundle.bytes).toBeLessThanOrEqual(600_000);
  });

  it("needs nothing but what Node brings along", () => {
    const required = [...bundle.code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module = ""]) => module);

    expect(required).not.toEqual([]);
    expect(required.filter((module) => !isBuiltIn(module))).toEqual([]);
  });

  it("loads in a process of its own", async () => {
    const deployed = await Deployed.start(bundle, environment);
    await deployed.stop();

    expect(deployed.logs).toBe("");
  });

  it("does not start without its environment, and says what is missing", async () => {
    await expect(Deployed.start(bundle, {})).rejects.toThrow(
      /lacks, or has wrong: COUNTERS_TABLE, POSITIONS_TABLE/,
    );
  });

  it("holds no secret of the process that built it, and no path of its machine", () => {
    expect(bundle.code).not.toContain(process.cwd());
    expect(bundle.map).not.toContain(process.cwd());
    expect(bundle.code).not.toMatch(/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN/);
    expect(bundle.code).not.toMatch(/\b[qa]1\.k\d+\./);
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

describe("what the functions run on", () => {
  it("is what they are tested on", () => {
    expect(lambdaRuntime).toBe(`nodejs${process.versions.node.split(".")[0] ?? ""}.x`);
  });
});

function isBuiltIn(module: string): boolean {
  return process.getBuiltinModule(module) !== undefined;
}
