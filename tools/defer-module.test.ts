import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { deferModule } from "./defer-module";

const folder = mkdtempSync(join(tmpdir(), "urr-defer-"));
const from = createRequire(join(folder, "main.cjs"));
const marks = globalThis as { loads?: string[] };

/** Writes a module that tells when it loads. */
function written(name: string, exports: string): string {
  writeFileSync(
    join(folder, `${name}.cjs`),
    `globalThis.loads.push("${name}"); module.exports = ${exports};`,
  );
  return `./${name}.cjs`;
}

afterAll(() => {
  rmSync(folder, { recursive: true });
  delete marks.loads;
});

beforeEach(() => {
  marks.loads = [];
});

describe("a deferred module", () => {
  it("loads when its first property is read, and once", () => {
    const name = written("object", "{ one: 1, two: 2 }");
    deferModule(from, name);
    const required = from(name) as { one: number; two: number };
    expect(marks.loads).toEqual([]);
    expect([required.one, required.two]).toEqual([1, 2]);
    expect(marks.loads).toEqual(["object"]);
  });

  it("is the real one to whoever requires it later", () => {
    const name = written("later", "{ one: 1 }");
    deferModule(from, name);
    expect("one" in (from(name) as object)).toBe(true);
    expect(Object.keys(from(name) as object)).toEqual(["one"]);
  });

  it("gives a function as its default, as a compiler's import asks for it", () => {
    const name = written("function", "() => 42");
    deferModule(from, name);
    const required = from(name) as { __esModule: boolean; default: () => number };
    expect(required.__esModule).toBe(true);
    expect(marks.loads).toEqual([]);
    expect(required.default()).toBe(42);
  });

  it("leaves alone what is loaded already", () => {
    const name = written("loaded", "{ one: 1 }");
    const real: unknown = from(name);
    deferModule(from, name);
    expect(from(name)).toBe(real);
  });

  it("says nothing of what is not installed, which then fails where it is required", () => {
    deferModule(from, "./missing.cjs");
    expect(() => from("./missing.cjs") as unknown).toThrow("Cannot find module");
  });
});
