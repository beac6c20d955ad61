import { buildSync } from "esbuild";
import { join } from "node:path";
import { builtOnce } from "../bundle-cache";
import { bundleForm } from "../bundle-form";
import { readMigrations } from "../ticket-database/read-migrations";

/**
 * The program that sets the databases up with all it needs, the SQL too: one CommonJS file for `node`, with no module
 * beside it. It fits a ConfigMap.
 */
export function bundleDatabaseSetup(): string {
  return builtOnce("database-setup", built);
}

function built(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    outfile: "set-up.js",
    define: { bundledMigrations: JSON.stringify(readMigrations()) },
    // `pg` asks for it only if told to by its environment.
    external: ["pg-native"],
    ...bundleForm,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the program was not built");
  return file.text;
}
