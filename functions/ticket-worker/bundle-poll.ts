import { buildSync } from "esbuild";
import { join } from "node:path";
import { builtOnce } from "../bundle-cache";
import { bundleForm } from "../bundle-form";

/**
 * The pods' program with all it needs: one CommonJS file for `node`, with no module beside it. It fits a ConfigMap, and
 * is let in to AWS by whatever the SDK finds, Pod Identity among it.
 */
export function bundlePoll(): string {
  return builtOnce("ticket-worker-poll", built);
}

function built(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "poll.ts")],
    outfile: "poll.js",
    // `pg` asks for it only if told to by its environment.
    external: ["pg-native"],
    ...bundleForm,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the pods' program was not built");
  return file.text;
}
