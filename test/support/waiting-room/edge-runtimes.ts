import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import type { CloudFrontEvent, CloudFrontResponse } from "../../../functions/admission-gate/cloudfront-event";
import { present } from "./key-ring";
import { runNjs } from "./njs";

/** One call of an edge function: what it is told, and what its key value store holds. */
export interface Call {
  readonly event: CloudFrontEvent;
  readonly entries: Readonly<Record<string, string>>;
}

/** What the function gave back: a response, or the request that goes on. */
export type Outcome = CloudFrontResponse | CloudFrontEvent["request"];

/** Runs the code of an edge function on these calls, at `present`. */
export type EdgeRuntime = (code: string, calls: readonly Call[]) => Promise<readonly Outcome[]>;

type Handler = (event: CloudFrontEvent) => Outcome | Promise<Outcome>;

const imports = /^(?:import \w+ ?from ?"(?:cloudfront|crypto)";\s*)*/;

/** The name each module has in the code. */
function names(code: string): Readonly<Record<string, string>> {
  const head = imports.exec(code)?.[0] ?? "";
  const found = [...head.matchAll(/import (\w+) ?from ?"(\w+)"/g)];
  return Object.fromEntries(found.map(([, name = "", module = ""]) => [module, name]));
}

/** A store that knows what `entries.current` holds, and fails like CloudFront's if a key is missing. */
function keyValueStore(entries: { current: Readonly<Record<string, string>> }) {
  const get = (key: string) => {
    const value = Object.hasOwn(entries.current, key) ? entries.current[key] : undefined;
    return value === undefined ? Promise.reject(new Error("KeyNotFound")) : Promise.resolve(value);
  };
  return { kvs: () => ({ get }) };
}

async function each(
  calls: readonly Call[],
  handler: Handler,
  entries: { current: Readonly<Record<string, string>> },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const call of calls) {
    entries.current = call.entries;
    const outcome = await handler(structuredClone(call.event));
    outcomes.push(JSON.parse(JSON.stringify(outcome)) as Outcome);
  }
  return outcomes;
}

/** In a context that has nothing but the language, Buffer and what CloudFront gives: no process, no require. */
export const inVm: EdgeRuntime = async (code, calls) => {
  const entries = { current: {} };
  const modules: Record<string, unknown> = { cloudfront: keyValueStore(entries), crypto: { createHmac } };
  const given = Object.entries(names(code)).map(([module, name]) => [name, modules[module]] as const);
  const silent = { log: () => undefined };
  const context: object = createContext({ ...Object.fromEntries(given), Buffer, console: silent });
  runInContext(`Date.now = () => ${String(present)};`, context);
  runInContext(code.replace(imports, ""), context);
  return each(calls, runInContext("handler", context) as Handler, entries);
};

/** Imported into Node as the module that it is. */
export const inNode: EdgeRuntime = async (code, calls) => {
  const folder = mkdtempSync(join(tmpdir(), "urr-edge-"));
  const realNow = Date.now;
  const realLog = console.log;
  try {
    const module = join(folder, "node_modules", "cloudfront");
    mkdirSync(module, { recursive: true });
    writeFileSync(join(module, "package.json"), '{"type":"module","exports":"./index.js"}');
    writeFileSync(
      join(module, "index.js"),
      `export const entries = { current: {} };
       export default (${keyValueStore.toString()})(entries);`,
    );
    writeFileSync(join(folder, "edge.mjs"), `${code}\nexport { handler };`);
    const load = async (path: string) => (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const { handler } = await load(join(folder, "edge.mjs"));
    const { entries } = await load(join(module, "index.js"));
    Date.now = () => present;
    console.log = () => undefined;
    return await each(calls, handler as Handler, entries as { current: Readonly<Record<string, string>> });
  } finally {
    Date.now = realNow;
    console.log = realLog;
    rmSync(folder, { recursive: true, force: true });
  }
};

/** In the runtime CloudFront's is made from, all calls in one process. */
export function inNjs(njs: string): EdgeRuntime {
  return (code, calls) => {
    const harness = `
      async function everyCall() {
        for (var index = 0; index < calls.length; index += 1) {
          entries.current = calls[index].entries;
          var outcome = await handler(calls[index].event);
          console.log("outcome " + JSON.stringify(outcome));
        }
      }
      everyCall().catch(function (error) { console.log("failed " + error + " " + error.stack); });`;
    const lines = runNjs(njs, {
      main: `${code}
        import entries from "state";
        Date.now = function () { return ${String(present)}; };
        var calls = JSON.parse(entries.fs.readFileSync(entries.folder + "/calls.json"));
        ${harness}`,
      files: { "calls.json": JSON.stringify(calls) },
    });
    const failed = lines.find((line) => line.startsWith("failed "));
    if (failed !== undefined) throw new Error(failed);
    const outcomes = lines.filter((line) => line.startsWith("outcome "));
    return Promise.resolve(outcomes.map((line) => JSON.parse(line.slice("outcome ".length)) as Outcome));
  };
}
