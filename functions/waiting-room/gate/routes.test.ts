import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxPathLength, routeOf, type ProtectedPath } from "./routes";

const paths: readonly ProtectedPath[] = [
  { path: "/booking", event: "concert-a" },
  { path: "/api/*/hold", event: "concert-b" },
  { path: "/events/*/seats" },
];

const kindOf = (uri: string) => routeOf(uri, paths).kind;

/** What origins are known to do with a path before they match it: any of these, one after the other. */
const readings: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.toLowerCase(),
  (path) => path.replaceAll("\\", "/"),
  (path) => path.replace(/;[^/]*/g, ""),
  (path) => path.replace(/;.*$/s, ""),
  (path) => path.replace(/[?#].*$/s, ""),
  // eslint-disable-next-line no-control-regex -- some origins read to the first of them
  (path) => path.replace(/[\x00\r\n].*$/s, ""),
  (path) => path.replace(/\/{2,}/g, "/"),
  (path) => path.replace(/\/$/, ""),
  (path) => path.replace(/ *\/ */g, "/").trim(),
  (path) => new URL(`https://shop.example${path.startsWith("/") ? "" : "/"}${path}`).pathname,
  (path) => {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  },
];

const origins: readonly RegExp[] = [
  /^\/booking(?:\/|$)/,
  /^\/api\/[^/]*\/hold(?:\/|$)/,
  /^\/api\/.*\/hold(?:\/|$)/,
  /^\/events\/[a-z0-9-]{3,40}\/seats(?:\/|$)/,
];

const pieces = fc.constantFrom(
  ..."/ // booking BOOKING api hold events concert-a seats about x . .. ; ;v=1 \\ ? # % %2f %2F %5c %3b %3f %23 %25 %2562 %62 %20 %00 %0a %2e".split(
    " ",
  ),
  " ",
);

describe("the route of a path", () => {
  test("is never open if an origin, however it reads paths, could take it for a protected one", () => {
    const uri = fc.array(pieces, { maxLength: 9 }).map((parts) => `/${parts.join("")}`);
    const reading = fc.array(fc.constantFrom(...readings), { maxLength: 4 });
    fc.assert(
      fc.property(uri, reading, (asked, steps) => {
        fc.pre(kindOf(asked) === "open");
        const read = steps.reduce((path, step) => step(path), asked);
        expect(origins.slice(0, 2).some((origin) => origin.test(read))).toBe(false);
        expect(origins.slice(3).some((origin) => origin.test(read))).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  test("is strange where an encoded slash, another sign or a space makes origins differ", () => {
    const odd = ["%2f", "%2F", ";", "%3B", "\\", "%5c", "%3f", "%23", "%25", "%2562", "%00", "%7f", "%C2%85"];
    for (const sign of odd)
      for (const uri of [`/api/${sign}/hold`, `/api/a${sign}b/hold`, `/booking${sign}x`, `/${sign}`])
        expect([uri, kindOf(uri)]).toEqual([uri, "strange"]);
    expect(["/booking%20", "/%20booking", "/a%20/b"].map(kindOf)).toEqual(Array(3).fill("strange"));
    expect(kindOf("/a%20b")).toBe("open");
  });

  test("is strange if the path is longer than the gate has time for", () => {
    expect(kindOf(`/${"a".repeat(maxPathLength - 1)}`)).toBe("open");
    expect(kindOf(`/${"a".repeat(maxPathLength)}`)).toBe("strange");
  });

  test("is read from escapes that are UTF-8, and no others ever reach the decoder", () => {
    const byte = fc.integer({ min: 0x80, max: 0xff }).map((value) => `%${value.toString(16)}`);
    const letter = fc.string({ unit: "grapheme", maxLength: 1 }).map(encodeURIComponent);
    const piece = fc.oneof(byte, letter, fc.constantFrom("%", "%f", "%G0", "a", "%E0%80%80", "%F4%90%80%80"));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (parts) => {
        const uri = `/a${parts.join("")}z`;
        fc.pre(!/%(?:2f|5c|3[bf]|2[35]|[01][\da-f]|7f|c2%[89])/i.test(uri));
        let decoded = true;
        try {
          decodeURIComponent(uri);
        } catch {
          decoded = false;
        }
        expect([uri, kindOf(uri)]).toEqual([uri, decoded ? "open" : "strange"]);
      }),
      { numRuns: 10_000 },
    );
  });

  test("takes two slashes for one, and for an empty segment that any one can be", () => {
    expect(routeOf("//booking//seats", paths)).toEqual({ kind: "protected", event: "concert-a" });
    expect(routeOf("/api//hold", paths)).toEqual({ kind: "protected", event: "concert-b" });
    expect(kindOf("/events//seats")).toBe("strange");
    expect(["/api/hold", "/events/seats", "/about//x"].map(kindOf)).toEqual(Array(3).fill("open"));
  });

  test("leads to no event that cannot be", () => {
    expect(routeOf("/events/concert-c/seats", paths)).toEqual({ kind: "protected", event: "concert-c" });
    expect(["/events/internal/seats", "/events/x/seats"].map(kindOf)).toEqual(["strange", "strange"]);
  });
});
