import { createHmac } from "node:crypto";
import { createContext, runInContext } from "node:vm";
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
} from "../../functions/admission-gate/cloudfront-event";
import { gateAtLambdaEdge } from "./gate-at-lambda-edge";
import type { RunViewerFunction } from "./route";

type Result = CloudFrontRequest | CloudFrontResponse;
type Handler = (event: CloudFrontEvent) => Result | Promise<Result>;

/** The gate's key value store, as long as the tool runs. */
export type Entries = Readonly<Record<string, string>>;

/**
 * Runs viewer functions in this process: a CloudFront Function by its own code in a context that has nothing but the
 * language and CloudFront's modules. Lambda@Edge, of which the program shows no code, is the gate, which decides alike
 * in both.
 */
export function viewerFunctionsWith(entries: Entries): RunViewerFunction {
  const handlers = new Map<string, Handler>();
  return async ({ code, servesFiles }, event) => {
    const own = structuredClone(event);
    if (code === undefined) return gateAtLambdaEdge(own, entries, servesFiles);
    const handler = handlers.get(code) ?? handlerOf(code, entries);
    handlers.set(code, handler);
    return JSON.parse(JSON.stringify(await handler(own))) as Result;
  };
}

const importLine = /import\s+(\w+)\s+from\s*"(cloudfront|crypto)";?/g;

function handlerOf(code: string, entries: Entries): Handler {
  const get = (key: string) => {
    const value = Object.hasOwn(entries, key) ? entries[key] : undefined;
    return value === undefined ? Promise.reject(new Error("KeyNotFound")) : Promise.resolve(value);
  };
  const modules: Readonly<Record<string, unknown>> = {
    cloudfront: { kvs: () => ({ get }) },
    crypto: { createHmac },
  };
  const imports = [...code.matchAll(importLine)].map(
    ([, name = "", module = ""]) => [name, modules[module]] as const,
  );
  const context = createContext({
    ...Object.fromEntries(imports),
    Buffer,
    console: { log: () => undefined },
  });
  runInContext(code.replaceAll(importLine, ""), context);
  return runInContext("handler", context) as Handler;
}
