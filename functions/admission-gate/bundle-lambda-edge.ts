import { buildSync } from "esbuild";
import { join } from "node:path";
import { builtOnce } from "../bundle-cache";
import { bundleForm } from "../bundle-form";

/** A viewer-request function may have 1 MB, packed. */
export const maxLambdaEdgeBytes = 1_000_000;

export interface LambdaEdgeBundle {
  /** What the function's archive holds, by name; the handler is `index.handler`. */
  readonly files: { readonly "index.js": string };
  readonly bytes: number;
}

/** Stands for the secret's name in what is built once for all secrets. */
const anySecret = "name of the gate's secret";

/**
 * The code of the gate as a Lambda@Edge function that reads its entries from this secret of us-east-1. The text holds
 * the secret's name and nothing secret, so that keys are rotated without a deployment. Throws if it is larger than it may
 * be.
 *
 * @param servesFiles whether the behaviour's origin is the bucket of a site that is files: a behaviour that has this
 * function can have no other to make a path the name of a file.
 */
export function bundleLambdaEdge(secretId: string, servesFiles = false): LambdaEdgeBundle {
  const name = servesFiles ? "files-at-lambda-edge" : "gate-at-lambda-edge";
  const parts = builtOnce(name, () => built(servesFiles)).split(JSON.stringify(anySecret));
  if (parts.length !== 2) throw new Error("the gate's code does not name its secret once");
  const code = parts.join(JSON.stringify(secretId));
  const bytes = Buffer.byteLength(code);
  if (bytes > maxLambdaEdgeBytes)
    throw new Error(`the gate is ${String(bytes)} bytes, more than Lambda@Edge takes`);
  return { files: { "index.js": code }, bytes };
}

function built(servesFiles: boolean): string {
  const { outputFiles } = buildSync({
    ...bundleForm,
    entryPoints: [join(__dirname, "lambda-edge-main.ts")],
    alias: { "@aws-sdk/credential-provider-node": join(__dirname, "..", "lambda-credentials.ts") },
    supported: { "dynamic-import": false },
    define: { GATE_ENTRIES_SECRET: JSON.stringify(anySecret), SERVES_FILES: String(servesFiles) },
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the gate for Lambda@Edge was not built");
  return file.text;
}
