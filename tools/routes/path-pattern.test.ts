import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, normalised, takes } from "./path-pattern";

/** The same question put to the definition, character by character. */
function coversByDefinition(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === "*") {
    return coversByDefinition(rest, text) || (text !== "" && coversByDefinition(pattern, text.slice(1)));
  }
  return text !== "" && (first === "?" || first === text[0]) && coversByDefinition(rest, text.slice(1));
}

const letters = fc.constantFrom("a", "A", "/", ".", "+", "$", "(", "\\", "%");
const texts = fc.string({ unit: letters, maxLength: 8 });
const patterns = fc.string({ unit: fc.oneof(letters, fc.constantFrom("*", "?")), maxLength: 6 });

describe("a path pattern", () => {
  it("covers what its definition covers, case and special characters told apart", () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(covers(pattern, text)).toBe(coversByDefinition(pattern, text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["/api/*", "/api/a/b", true],
    ["/api/*", "/api/", true],
    ["/api/*", "/api", false],
    ["/API/*", "/api/a", false],
    ["images/*.jpg", "/images/a/b.jpg", true],
    ["/vwr/v1/events/*/status", "/vwr/v1/events/concert-a/status", true],
    ["/vwr/v1/events/*/status", "/vwr/v1/events/concert-a/status/", false],
    ["*", "/", true],
    ["*.js", "/a/b.js", true],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a.c", "/abc", false],
  ])("%s and the path %s: %s", (pattern, path, expected) => {
    expect(takes(pattern, path)).toBe(expected);
  });
});

describe("the path by which CloudFront chooses", () => {
  it.each([
    ["/", "/"],
    ["/a/../b", "/b"],
    ["/a/./b/.", "/a/b/"],
    ["/a/b/..", "/a/"],
    ["/../../a", "/a"],
    ["//a///b", "/a/b"],
    ["/%61pi/%7Ex", "/api/~x"],
    ["/a/%2e%2E/b", "/b"],
    ["/a/..%2fb", "/a/..%2Fb"],
    ["/a%20b", "/a%20b"],
    ["/%252e", "/%252e"],
    ["/a/...", "/a/..."],
    ["/%zz", "/%zz"],
  ])("%s is %s", (sent, chosenBy) => {
    expect(normalised(sent)).toBe(chosenBy);
  });

  const pieces = fc.constantFrom("a", "/", "//", ".", "..", "%2e", "%2E", "%61", "%2f", "b/");
  const paths = fc.array(pieces, { maxLength: 10 }).map((parts) => `/${parts.join("")}`);

  it("has no dot segments and no repeated slashes, and is its own normal form", () => {
    fc.assert(
      fc.property(paths, (path) => {
        const once = normalised(path);
        expect(once).toMatch(/^\//);
        expect(once).not.toMatch(/\/\/|\/\.\.?(\/|$)/);
        expect(normalised(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it("is that of a browser, which has one rule less: a slash is a slash", () => {
    const segments = fc.array(fc.constantFrom("a", "b.c", ".", "..", "%2e%2e", "x%20y"), { maxLength: 8 });
    fc.assert(
      fc.property(segments, (parts) => {
        const path = `/${parts.join("/")}`;
        expect(normalised(path)).toBe(new URL(path, "https://shop.example").pathname);
      }),
    );
  });
});
