import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { cloudFrontEvent } from "../test/support/waiting-room/cloudfront-event";
import { entriesOf } from "../test/support/waiting-room/gate-situation";
import { requireTool } from "../test/support/waiting-room/require-tool";
import { runNjs } from "../test/support/waiting-room/njs";
import { bundleEdge, edgeFunctions, maxEdgeBytes, ownNames } from "./bundle-edge";

const njs = requireTool("njs", "njs");

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

describe.each(edgeFunctions)("the edge function %s", (name) => {
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
    const asyncs = code.match(/\basync\b/g) ?? [];
    const bodies = [...code.matchAll(/\basync function [\w$]+\([\w$]*\)/g)];
    expect(bodies).toHaveLength(asyncs.length);
    for (const { 0: head, index } of bodies)
      expect(blockAt(code.slice(index + head.length))).not.toMatch(/=>|\bfunction\b/);
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

test("no name that is shortened is one of CloudFront's events, of what is stored or of the language", () => {
  const event = JSON.stringify(cloudFrontEvent({ query: { q: ["1", "2"] }, cookies: { a: "1" } }));
  const stored = Object.values(entriesOf()).join("");
  for (const name of ownNames) {
    expect(event + stored).not.toContain(`"${name}":`);
    for (const { prototype } of [Object, Array, String, RegExp, Promise])
      expect(name in prototype).toBe(false);
    expect([name, name in Math || name in JSON || name in Date || name in Number]).toEqual([name, false]);
  }
});

/** The text up to the brace that closes the one it begins with. */
function blockAt(text: string): string {
  let depth = 0;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  throw new Error("a brace is not closed");
}
