import { buildSync } from "esbuild";
import { join } from "node:path";
import { bundleTarget } from "./runtime";

/** The functions that run in Lambda; each has a `main.ts` that exports `handler`. */
export const lambdaFunctions = [
  "waiting-room-api",
  "line-controller",
  "key-rotation",
  "ticket-worker",
  "event-router",
  "alarm-forwarder",
] as const;

export type LambdaFunction = (typeof lambdaFunctions)[number];

export interface LambdaBundle {
  /** One CommonJS file, `index.js`, whose handler is `index.handler`. */
  readonly code: string;
  /** Its source map, `index.js.map`. */
  readonly map: string;
  /** Length of the code. */
  readonly bytes: number;
}

let bundles: ReadonlyMap<LambdaFunction, LambdaBundle> | undefined;

/**
 * A function's code with all it needs, the AWS SDK too: what Lambda brings along changes without notice. The same bytes
 * for the same sources, whatever other functions there are.
 */
export function bundleFunction(name: LambdaFunction): LambdaBundle {
  bundles ??= built();
  const bundle = bundles.get(name);
  if (bundle === undefined) throw new Error(`${name} was not built`);
  return bundle;
}

/** All of them in one go, once for a process: they share most modules, and reading these takes most of the time. */
function built(): ReadonlyMap<LambdaFunction, LambdaBundle> {
  const { outputFiles } = buildSync({
    entryPoints: Object.fromEntries(
      lambdaFunctions.map((name) => [`${name}/index`, join(__dirname, name, "main.ts")]),
    ),
    absWorkingDir: __dirname,
    outdir: "bundles",
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
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const textOf = (name: LambdaFunction, file: string): string => {
    const text = texts.get(join(__dirname, "bundles", name, file));
    if (text === undefined) throw new Error(`${name} has no ${file}`);
    return text;
  };
  return new Map(
    lambdaFunctions.map((name) => {
      const code = textOf(name, "index.js");
      return [name, { code, map: textOf(name, "index.js.map"), bytes: Buffer.byteLength(code) }];
    }),
  );
}
