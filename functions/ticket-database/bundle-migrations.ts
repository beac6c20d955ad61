import { buildSync } from "esbuild";
import { join } from "node:path";
import { bundleForm } from "../bundle-form";
import { readMigrations } from "./read-migrations";

/**
 * The migrations' program with all it needs, the SQL too: one CommonJS file for `node`, with no module beside it. It
 * fits a ConfigMap.
 */
export function bundleMigrations(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    outfile: "migrate.js",
    define: { bundledMigrations: JSON.stringify(readMigrations()) },
    // `pg` asks for it only if told to by its environment.
    external: ["pg-native"],
    ...bundleForm,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the migrations were not built");
  return file.text;
}
