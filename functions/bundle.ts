import { buildSync } from "esbuild";
import { join } from "node:path";
import { bundleTarget } from "./runtime";

/** The functions that run in Lambda; each has a `main.ts` that exports `handler`. */
export type LambdaFunction = "waiting-room-api" | "line-controller" | "key-rotation";

export interface LambdaBundle {
  /** One CommonJS file, `index.js`, whose handler is `index.handler`. */
  readonly code: string;
  /** Its source map, `index.js.map`. */
  readonly map: string;
  /** Length of the code. */
  readonly bytes: number;
}

const bundles = new Map<LambdaFunction, LambdaBundle>();

/**
 * A function's code with all it needs, the AWS SDK too: what Lambda brings along changes without notice. Built once for
 * a process, and the same bytes for the same sources.
 */
export function bundleFunction(name: LambdaFunction): LambdaBundle {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const bundle = built(name);
  bundles.set(name, bundle);
  return bundle;
}

function built(name: LambdaFunction): LambdaBundle {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, name, "main.ts")],
    absWorkingDir: __dirname,
    outfile: "index.js",
    alias: { "@aws-sdk/credential-provider-node": join(__dirname, "lambda-credentials.ts") },
    bundle: true,
    write: false,
    platform: "node",
    target: bundleTarget,
    format: "cjs",
    // What can be left out of a module can be told only where it says what it exports.
    mainFields: ["module", "main"],
    minify: true,
    keepNames: false,
    sourcemap: "linked",
    sourcesContent: false,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text;
  const [code, map] = [text("index.js"), text("index.js.map")];
  if (code === undefined || map === undefined) throw new Error(`${name} was not built`);
  return { code, map, bytes: Buffer.byteLength(code) };
}
