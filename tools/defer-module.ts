import type { Module } from "node:module";

/**
 * Lets a CommonJS module load when the first of its properties is read, and not when it is required.
 *
 * It poses as an ES module with the real one as its default, so that nobody copies its properties while importing it:
 * that would load it. Nothing happens where it is loaded already, or is not installed.
 */
export function deferModule(from: NodeJS.Require, name: string): void {
  const file = resolved(from, name);
  if (file === undefined || from.cache[file] !== undefined) return;
  let loaded: object | undefined;
  const load = (): object => {
    if (loaded !== undefined) return loaded;
    Reflect.deleteProperty(from.cache, file);
    return (loaded = from(name) as object);
  };
  const get = (_: object, key: string | symbol): unknown => {
    if (key === "__esModule") return true;
    return key === "default" ? load() : (Reflect.get(load(), key) as unknown);
  };
  const exports = new Proxy({}, { get, has: (_, key) => Reflect.has(load(), key) });
  const standIn = { exports, filename: file, id: file, loaded: true, children: [], paths: [] };
  from.cache[file] = standIn as unknown as Module;
}

function resolved(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(name);
  } catch {
    return undefined;
  }
}
