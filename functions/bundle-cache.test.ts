import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterEach, describe, expect, it } from "vitest";
import type * as bundleCache from "./bundle-cache";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A project of its own, with one function and a lock file. */
function aProject() {
  const root = mkdtempSync(join(tmpdir(), "bundles-"));
  folders.push(root);
  mkdirSync(join(root, "functions", "worker"), { recursive: true });
  const write = (file: string, text: string) => {
    writeFileSync(join(root, file), text);
  };
  write("package-lock.json", "{}");
  write("functions/worker/main.ts", "1");
  const source = readFileSync(join(__dirname, "bundle-cache.ts"), "utf8");
  const { code } = transformSync(source, { loader: "ts", format: "cjs" });
  write("functions/bundle-cache.js", code);
  /** As a process that begins now has it. */
  const cache = () => {
    const load = createRequire(join(root, "x.js"));
    Reflect.deleteProperty(load.cache, load.resolve("./functions/bundle-cache.js"));
    return load("./functions/bundle-cache.js") as Pick<typeof bundleCache, "builtOnce">;
  };
  const kept = () => readdirSync(join(root, "node_modules", ".cache", "urr-bundles"));
  return { cache, kept, root, write };
}

describe("what was built", () => {
  it("is built once for the same sources, and anew when any of them or a package changes", () => {
    const { cache, kept, write } = aProject();
    let builds = 0;
    const build = () => ({ code: `build ${String((builds += 1))}` });
    const builtOnce = (what: string, now: typeof build) => cache().builtOnce(what, now);
    expect([builtOnce("code", build), builtOnce("code", build)]).toEqual([
      { code: "build 1" },
      { code: "build 1" },
    ]);
    write("functions/worker/main.ts", "2");
    expect(builtOnce("code", build)).toEqual({ code: "build 2" });
    write("functions/worker/new.sql", "");
    expect(builtOnce("code", build)).toEqual({ code: "build 3" });
    write("package-lock.json", "{ }");
    expect(builtOnce("code", build)).toEqual({ code: "build 4" });
    builtOnce("page", build);
    expect(kept().map((name) => name.split("-")[0])).toEqual(["code", "page"]);
  });

  it("does not change with a test", () => {
    const { cache, write } = aProject();
    cache().builtOnce("code", () => "first");
    write("functions/worker/main.test.ts", "1");
    expect(cache().builtOnce("code", () => "second")).toBe("first");
  });

  it("is built where nothing can be kept, and where what is kept is broken", () => {
    const { cache, kept, root, write } = aProject();
    const { builtOnce } = cache();
    builtOnce("code", () => "first");
    const [name = ""] = kept();
    write(join("node_modules", ".cache", "urr-bundles", name), "{");
    expect(builtOnce("code", () => "second")).toBe("second");
    rmSync(join(root, "node_modules"), { recursive: true });
    write("node_modules", "no folder");
    expect(builtOnce("code", () => "third")).toBe("third");
  });
});
