import { buildSync } from "esbuild";
import { join } from "node:path";
import { builtOnce } from "./bundle-cache";
import { bundleForm } from "./bundle-form";

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
  /** Modules that the code loads when it first needs them, by where they lie beside it. */
  readonly modules: Readonly<Record<string, string>>;
}

/** Packages that are not part of a function's code: most of its starts, or all that is urgent, do without them. */
const loadedLater: Partial<Record<LambdaFunction, readonly string[]>> = { "ticket-worker": ["ioredis"] };

const form = { outdir: "bundles", ...bundleForm };

type Bundles = Readonly<Record<LambdaFunction, LambdaBundle>>;

let bundles: Bundles | undefined;

/**
 * A function's code with all it needs, the AWS SDK too: what Lambda brings along changes without notice. The same bytes
 * for the same sources, whatever other functions there are.
 */
export function bundleFunction(name: LambdaFunction): LambdaBundle {
  bundles ??= builtOnce("functions", built);
  return bundles[name];
}

/** All of them in one go, once for a process: they share most modules, and reading these takes most of the time. */
function built(): Bundles {
  const { outputFiles } = buildSync({
    entryPoints: Object.fromEntries(
      lambdaFunctions.map((name) => [`${name}/index`, join(__dirname, name, "main.ts")]),
    ),
    alias: { "@aws-sdk/credential-provider-node": join(__dirname, "lambda-credentials.ts") },
    external: Object.values(loadedLater).flat(),
    // They are required: Node searches a CommonJS module that is imported for its exports, which takes as long again.
    supported: { "dynamic-import": false },
    sourcemap: "linked",
    sourcesContent: false,
    ...form,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const textOf = (name: LambdaFunction, file: string): string => {
    const text = texts.get(join(__dirname, "bundles", name, file));
    if (text === undefined) throw new Error(`${name} has no ${file}`);
    return text;
  };
  const bundleOf = (name: LambdaFunction): LambdaBundle => {
    const code = textOf(name, "index.js");
    const map = textOf(name, "index.js.map");
    return { code, map, bytes: Buffer.byteLength(code), modules: modulesOf(name) };
  };
  return Object.fromEntries(lambdaFunctions.map((name) => [name, bundleOf(name)])) as Bundles;
}

/** Each in one file, where Node looks for the package. */
function modulesOf(name: LambdaFunction): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (loadedLater[name] ?? []).map((module) => {
      const { outputFiles } = buildSync({ entryPoints: [module], ...form });
      const [file] = outputFiles;
      if (file === undefined) throw new Error(`${module} was not built`);
      return [`node_modules/${module}/index.js`, file.text];
    }),
  );
}
