import { buildSync, type BuildOptions } from "esbuild";
import { join } from "node:path";
import { builtOnce } from "./bundle-cache";

/** The functions that run in CloudFront Functions, and where each begins. */
const edgeEntries = {
  "admission-gate": "admission-gate/cloudfront.ts",
  "canonical-host": "canonical-host/cloudfront.ts",
  "gated-site-files": "site-files/gated-cloudfront.ts",
  "site-files": "site-files/cloudfront.ts",
  "waiting-page-router": "waiting-page-router/cloudfront.ts",
} as const;

export type EdgeFunction = keyof typeof edgeEntries;

export const edgeFunctions = Object.keys(edgeEntries) as readonly EdgeFunction[];

/** CloudFront Functions takes 10 KB; more than this would leave no room for the next change. */
export const maxEdgeBytes = 8_192;

export interface EdgeBundle {
  readonly code: string;
  readonly bytes: number;
}

const bundles = new Map<EdgeFunction, EdgeBundle>();

/**
 * What CloudFront's runtime 2.0 parses. Where a construct can be put in older words esbuild does so; where it cannot,
 * the build fails instead of the deployment.
 */
const supported = {
  "array-spread": false,
  class: false,
  "default-argument": false,
  destructuring: false,
  "for-of": false,
  generator: false,
  "object-rest-spread": false,
  "optional-catch-binding": false,
  "rest-argument": false,
};

/**
 * Names of properties that neither CloudFront, nor the language, nor anything stored knows: the bundle shortens them,
 * since its size is limited.
 */
export const ownNames = [
  ...["kind", "proceed", "reason", "answer", "claims", "status", "mode", "type", "query"],
  ...["navigation", "userAgent", "address", "deviceSecret", "network", "device"],
];

/** How code for CloudFront Functions is built. */
export const edgeSettings = {
  bundle: true,
  format: "esm" as const,
  platform: "neutral" as const,
  target: "es2017",
  charset: "ascii",
  minify: true,
  legalComments: "none" as const,
  external: ["cloudfront", "crypto"],
  mangleProps: new RegExp(`^(${ownNames.join("|")})$`),
  supported,
  logLevel: "silent" as const,
} satisfies BuildOptions;

/**
 * The code of a CloudFront Function: one text that defines `handler`. Built once per process. Throws if the source uses
 * what the runtime does not know, or if the code is longer than it may be.
 */
export function bundleEdge(name: EdgeFunction): EdgeBundle {
  const known = bundles.get(name);
  if (known) return known;
  const bundle = builtOnce(`edge-${name}`, () => built(name));
  bundles.set(name, bundle);
  return bundle;
}

function built(name: EdgeFunction): EdgeBundle {
  const entryPoints = [join(__dirname, edgeEntries[name])];
  const result = buildSync({ ...edgeSettings, write: false, entryPoints });
  const code = withHandler(result.outputFiles[0]?.text ?? "");
  const bytes = Buffer.byteLength(code);
  if (bytes > maxEdgeBytes) {
    throw new Error(`${name} is ${String(bytes)} bytes, more than the ${String(maxEdgeBytes)} it may be`);
  }
  return { code, bytes };
}

/** CloudFront calls the function named `handler`, and knows no exports. */
function withHandler(code: string): string {
  const exported = /export\s*\{\s*([\w$]+) as handler\s*\};?\s*$/.exec(code);
  const name = exported?.[1];
  if (!exported || name === undefined) throw new Error("the bundle does not export a handler");
  const declaration = `function ${name}(`;
  const body = code.slice(0, exported.index);
  if (body.split(declaration).length !== 2) throw new Error("the bundle does not declare its handler once");
  return body.replace(declaration, () => "function handler(");
}
