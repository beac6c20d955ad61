import { describe, expect, it } from "vitest";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { bundleFunction } from "../bundle";

describe("the bundle of the ticket worker", () => {
  const bundle = bundleFunction("ticket-worker");

  it("is 600 KB at most", () => {
    expect(bundle.bytes).toBeLessThanOrEqual(600_000);
  });

  it("needs nothing but what Node brings along, and what `pg` asks for only if it is told to", () => {
    const required = [...bundle.code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module = ""]) => module);
    const foreign = required.filter((module) => process.getBuiltinModule(module) === undefined);

    expect(required).not.toEqual([]);
    expect(new Set(foreign)).toEqual(new Set(["pg-native"]));
  });

  it("does not start without its environment, and says what is missing", async () => {
    await expect(Deployed.start(bundle, {})).rejects.toThrow(/lacks, or has wrong: DB_HOST, DB_PORT/);
  });

  it("holds no secret of the process that built it, and no path of its machine", () => {
    expect(bundle.code).not.toContain(process.cwd());
    expect(bundle.map).not.toContain(process.cwd());
    expect(bundle.code).not.toMatch(/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*KEY/);
  });
});
