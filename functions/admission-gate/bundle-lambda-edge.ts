import { build } from "esbuild";
import { join } from "node:path";

/** A viewer-request function may have 1 MB, packed. */
export const maxLambdaEdgeBytes = 1_000_000;

/**
 * The code of the gate as a Lambda@Edge function that reads its entries from this secret of us-east-1. The text holds
 * the secret's name and nothing secret, so that keys are rotated without a deployment.
 */
export async function bundleLambdaEdge(
  secretId: string,
): Promise<{ readonly code: string; readonly bytes: number }> {
  const result = await build({
    entryPoints: [join(__dirname, "lambda-edge-main.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node22",
    minify: true,
    legalComments: "none",
    define: { GATE_ENTRIES_SECRET: JSON.stringify(secretId) },
    logLevel: "silent",
  });
  const code = result.outputFiles[0]?.text ?? "";
  const bytes = Buffer.byteLength(code);
  if (bytes > maxLambdaEdgeBytes)
    throw new Error(`the gate is ${String(bytes)} bytes, more than Lambda@Edge takes`);
  return { code, bytes };
}
