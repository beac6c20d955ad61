import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { requireTool } from "../test/support/waiting-room/require-tool";
import { runNjs } from "../test/support/waiting-room/njs";
import { bundleEdge, maxEdgeBytes, type EdgeFunction } from "./bundle-edge";

const njs = requireTool("njs", "njs");
const names: readonly EdgeFunction[] = ["admission-gate", "waiting-page-router"];

/** What runtime 2.0 does not parse, or does not have. */
const unknownToCloudFront: Readonly<Record<string, RegExp>> = {
  class: /\bclass\b/,
  "for-of": /\bfor\s*\([^)]* of /,
  spread: /\.\.\./,
  "optional chaining": /\?\.(?!\d)/,
  "bare catch": /catch\s*\{/,
  destructuring: /\b(?:let|const|var)\s*[[{]/,
  "a parameter with a default": /function\s*[\w$]*\([^)]*=/,
  "logical assignment": /(?:\?\?|&&|\|\|)=/,
  "what came later":
    /\b(?:Reflect|Map|Set|WeakMap|BigInt|Symbol|Proxy)\b|\.(?:replaceAll|at|flat|flatMap|fromEntries)\(/,
  "what it forbids": /\b(?:eval|setTimeout|process|require|timingSafeEqual)\b/,
};

describe.each(names)("the edge function %s", (name) => {
  const { code, bytes } = bundleEdge(name);

  test("takes at most 8 KB of the 10 KB there are", () => {
    expect(bytes).toBe(Buffer.byteLength(code));
    expect(bytes).toBeLessThanOrEqual(maxEdgeBytes);
  });

  test("is one text of ASCII that defines a handler and exports nothing", () => {
    expect(code).toMatch(/^[\n\x20-\x7e]+$/);
    expect(code.match(/\bfunction handler\(/g)).toHaveLength(1);
    expect(code).not.toMatch(/\bexport\b|\/\*/);
  });

  test.each(Object.entries(unknownToCloudFront))("uses no %s", (_, construct) => {
    expect(code).not.toMatch(construct);
  });

  test("has no closure in an async function", () => {
    const [, ...bodies] = code.split(/\basync\b/);
    expect(bodies.length).toBeLessThanOrEqual(1);
    for (const body of bodies) expect(body).not.toMatch(/=>|function(?! handler)/);
  });

  test("is parsed by Node", () => {
    expect(() => new Script(code.replace(/^(?:import \w+ ?from ?"\w+";)*/, ""))).not.toThrow();
  });

  test.skipIf(njs === undefined)("is parsed by njs", () => {
    expect(runNjs(njs ?? "", { main: `${code}\nconsole.log(typeof handler);` })).toContain("function");
  });
});

test.skipIf(njs === undefined)("njs does refuse what it does not know", () => {
  expect(() => runNjs(njs ?? "", { main: "const { a } = { a: 1 };" })).toThrow("njs");
});
